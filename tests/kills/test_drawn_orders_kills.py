"""Conductors and the store are killed around a draw whose winners have to pay.

GALA_KILLS_SEED=<seed> plays one seed again.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from pathlib import Path
from random import Random

from gala.conductor.opening import open_show
from gala.core.by_lot import award
from gala.core.committing import finished
from gala.core.orders.logged import counted, figures
from gala.core.orders.tables import Op
from gala.core.state import Show
from gala.store.show import Store
from tests.conductor.nights import entered, header, read
from tests.conductor.test_expiring_by_lot import BY_LOT, ROWS
from tests.kills.night import background, insist, prepared
from tests.kills.roles import Role, Server
from tests.plugins.waiting import until

KILLS = 4
ENTRIES = 8


async def test_who_was_drawn_has_one_order_whoever_dies(tmp_path: Path) -> None:
    seed = int(os.environ.get("GALA_KILLS_SEED") or secrets.randbelow(1_000_000))
    print(f"seed {seed}")
    rng = Random(seed)
    prepared(tmp_path / "home")
    async with contextlib.AsyncExitStack() as stack:
        server = Server(tmp_path / "valkey")
        await stack.enter_async_context(server.embedded)
        show = f"drawn-{seed}"
        store = await stack.enter_async_context(await Store.open(server.embedded.url, show))
        words = ("--redis", store.url, "--show", show)
        roles = [Role(tmp_path, f"conductor {n}", "conductor", *words) for n in range(2)]
        await open_show(store.log, header(store, sheet=BY_LOT))
        background(stack, server.keep())
        kept = [background(stack, role.keep(lambda: server.faults > 0)) for role in roles]
        await until(lambda: is_open(store), 30)
        await entered(store, "sale", *[1] * ENTRIES)
        killing = asyncio.create_task(struck(rng, roles, server))
        await until(lambda: is_ordered(store), 90)
        await killing
        await until(lambda: is_ordered(store), 60)
        for role in roles:
            await role.ready()
        await hold(store)
        for role in roles:
            role.leave()
        await asyncio.wait_for(asyncio.gather(*kept), 30)


async def struck(rng: Random, roles: list[Role], server: Server) -> None:
    """Kill whoever it is, a few times while it is closed, drawn, announced and ordered."""
    for _ in range(KILLS):
        await asyncio.sleep(rng.uniform(1.0, 4.0))
        targets: list[Role | Server] = [*roles, *roles, server]
        victim = rng.choice(targets)
        struck = await until(lambda: victim.pid, 30)  # noqa: B023
        victim.kill()
        await until(lambda: victim.pid not in (0, struck), 30)  # noqa: B023


async def shown(store: Store) -> Show:
    return (await insist(lambda: read(store)))[0].show


async def is_open(store: Store) -> bool:
    return (await shown(store)).window("sale").gen > 0


async def is_ordered(store: Store) -> bool:
    """Whether the night is over and everybody who was drawn has been placed."""
    show = await shown(store)
    journal = await insist(lambda: store.orders.whole_journal(show.window_plan("sale")))
    return finished(show) and len(journal) >= ROWS


async def hold(store: Store) -> None:
    """Raise `AssertionError` for the first thing that is not as promised."""
    show = await shown(store)
    plan, given = show.window_plan("sale"), award(show, "sale")
    assert given is not None
    journal = await insist(lambda: store.orders.whole_journal(plan))
    held = [one for one in journal if one.op is Op.HELD]
    assert [(one.outlet, one.unit, one.viewer) for one in held] == list(given.units)
    assert {one.held_ms for one in held} == {given.begun_ms}
    assert [(one.outlet, one.viewer) for one in journal if one.op is Op.WAITING] == list(
        given.waiting
    )
    winners = await insist(lambda: store.claims_journal("sale"))
    book = counted(show, plan, winners, journal)
    wrong = [one for one in figures(show, plan, winners, book, ended=True) if not one.equal]
    assert wrong == []
