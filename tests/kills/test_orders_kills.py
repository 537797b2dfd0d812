"""Conductors and the store are killed while orders come, run out, are paid for and passed on.

GALA_KILLS_SEED=<seed> plays one seed again.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

from gala.conductor.opening import open_show
from gala.core.compile import compile_plan
from gala.core.orders.book import Book, Entry
from gala.core.orders.rules import Payment, Won
from gala.core.orders.tables import Op, OrderState
from gala.core.orders.tables import Role as Actor
from gala.core.plan import WindowPlan
from gala.store.show import Store
from tests.conductor.nights import header, read
from tests.core.playing import sheet_of
from tests.kills.night import background, insist, prepared
from tests.kills.roles import Role, Server
from tests.plugins.waiting import until

SHEET = """
gala: 1
id: kills
title: {zh: 断, en: Kills}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
goods:
  - {id: pen, title: Pen, price_fen: 900}
segments:
  - {id: sale, kind: seckill, title: Sale, length: 2m, goods: pen, price_fen: 1,
     opens: 60s, open_for: 30s, stock: {app: 500}, pay_within: 10s}
"""
"""Nobody claims: the test itself says what has been won, some of it long ago."""

HOUR_MS = 3_600_000
UNITS = 120
WAITERS = 60
KILLS = 5


async def test_every_unit_is_in_one_place_whoever_dies(tmp_path: Path) -> None:
    seed = int(os.environ.get("GALA_KILLS_SEED") or secrets.randbelow(1_000_000))
    print(f"seed {seed}")
    rng = Random(seed)
    prepared(tmp_path / "home")
    plan = compile_plan(sheet_of(SHEET)).segments[0].window
    assert plan is not None
    async with contextlib.AsyncExitStack() as stack:
        server = Server(tmp_path / "valkey")
        await stack.enter_async_context(server.embedded)
        show = f"orders-{seed}"
        store = await stack.enter_async_context(await Store.open(server.embedded.url, show))
        await open_show(store.log, header(store, sheet=SHEET))
        words = ("--redis", store.url, "--show", show)
        roles = [Role(tmp_path, f"conductor {n}", "conductor", *words) for n in range(2)]
        background(stack, server.keep())
        kept = [background(stack, role.keep(lambda: server.faults > 0)) for role in roles]
        for role in roles:
            await role.ready()
        await until(lambda: begun(store), 30)
        killing = asyncio.create_task(struck(rng, roles, server))
        await asyncio.gather(buying(rng, store, plan), waiting(rng, store, plan))
        await killing
        await until(lambda: rested(store, plan), 60)
        await hold(store, plan)
        for role in roles:
            await role.ready()
            role.leave()
        await asyncio.wait_for(asyncio.gather(*kept), 30)


async def begun(store: Store) -> bool:
    reader, _, _ = await read(store)
    return reader.show.window("sale").gen > 0


async def struck(rng: Random, roles: list[Role], server: Server) -> None:
    """Kill whoever it is, a few times."""
    for _ in range(KILLS):
        await asyncio.sleep(rng.uniform(0.3, 1.0))
        targets: list[Role | Server] = [*roles, *roles, server]
        victim = rng.choice(targets)
        await until(lambda: victim.pid, 30)  # noqa: B023
        victim.kill()


async def buying(rng: Random, store: Store, plan: WindowPlan) -> None:
    """Win units, most of them so long ago that their time is over; pay for some, twice."""
    for unit in range(1, UNITS + 1):
        hours = rng.choice((0, 2, 2))
        won_ms = store.clock.now_ms() - hours * HOUR_MS
        won = Won("app", unit, f"buyer-{unit}", 1, won_ms)
        await insist(lambda: store.orders.hold(plan, [won]))  # noqa: B023
        if rng.random() < 0.4:
            await paying(store, plan, f"buyer-{unit}", f"p{unit}")
        await asyncio.sleep(rng.uniform(0, 0.04))


async def paying(store: Store, plan: WindowPlan, viewer: str, ref: str) -> None:
    orders, _ = await insist(lambda: store.orders.of(plan, viewer))
    for order in orders:
        for _ in range(2):
            paid = Payment(viewer, 1, ref)
            await insist(lambda: store.orders.pay(plan, order.key, Actor.PLATFORM, "k", paid))  # noqa: B023


async def waiting(rng: Random, store: Store, plan: WindowPlan) -> None:
    """Ask for places in the list, all the time; who is called sometimes pays."""
    for n in range(WAITERS):
        await insist(lambda: store.orders.join(plan, f"waiter-{n}", "app"))  # noqa: B023
        await asyncio.sleep(rng.uniform(0, 0.06))
        if rng.random() < 0.3:
            await paying(store, plan, f"waiter-{n}", f"w{n}")


async def rested(store: Store, plan: WindowPlan) -> bool:
    """Whether nothing is held any more: all is paid for, or came back to who waits for nothing."""
    counts = await insist(lambda: store.orders.counts(plan))
    return counts.get(("app", Op.HELD), 0) == 0


async def hold(store: Store, plan: WindowPlan) -> None:
    """Raise `AssertionError` for the first thing that is not as promised."""
    journal = await store.orders.whole_journal(plan)
    book = Book()
    for entry in journal:
        book.take(entry)
    told = await store.orders.counts(plan)
    assert {key: n for key, n in told.items() if n} == {k: n for k, n in book.counts.items() if n}
    places = Counter({op: book.counts["app", op] for op in (Op.HELD, Op.PAID, Op.RETURNED)})
    assert places.total() == UNITS, places
    assert book.counts["app", Op.WAITING] == 0 or places[Op.RETURNED] == 0
    in_order(journal)
    for order in book.orders.values():
        assert (await store.orders.order(plan, order.key)) == order
        assert bool(order.payment) == (order.state is not OrderState.RELEASED), order
    payments = [one.ref for one in journal if one.op in (Op.PAID, Op.REFUNDING)]
    assert len(payments) == len(set(payments)), "each payment counts once"


def in_order(journal: list[Entry]) -> None:
    """Who waited first is called first; and every release is followed by where the unit went."""
    waited = [one.viewer for one in journal if one.op is Op.WAITING]
    called = [one.viewer for one in journal if one.op is Op.HELD and one.viewer in waited]
    assert called == waited[: len(called)]
    for one, following in pairwise(journal):
        if one.op is Op.RELEASED:
            assert following.op in (Op.HELD, Op.RETURNED)
            assert following.unit == one.unit
