"""Windows under the director's hand over a real store, and a conductor that dies in the midst."""

from __future__ import annotations

from typing import Any

import pytest

from gala.conductor import conductor as module
from gala.conductor.conductor import Conductor
from gala.core.books import Counted, Logged, window_figures
from gala.core.log import LogReader
from gala.core.tables import WindowState
from gala.ports import Claim, Decision, Refused, Won
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import (
    SHEET,
    World,
    accepted,
    check_streamed,
    conducting,
    opened,
    over,
    press,
    world_of,
)
from tests.plugins.waiting import until

LONG = SHEET.replace("length: 1900ms", "length: 20s").replace("open_for: 1200ms", "open_for: 15s")


async def claim(store: Store, number: int, gen: int) -> Decision:
    one = Claim(f"{number:032x}", "app", number.to_bytes(16))
    (decision,) = await store.ledger.claim("sale", gen, [one])
    return decision


async def stands(conductor: Conductor, state: WindowState, gen: int) -> None:
    def there() -> bool:
        if not conductor._follower.started:
            return False
        window = conductor.show.window("sale")
        return (window.state, window.gen) == (state, gen)

    await until(there)


async def agreed(store: Store, command: str, **fields: object) -> None:
    """Press a key that takes two people, from both seats."""
    await accepted(store, command, **fields)
    await accepted(store, command, **{**fields, "by": "second"})


async def figures(store: Store) -> dict[tuple[str, str], Any]:
    lines = await store.log.read(0)
    reader, logged = LogReader(lines[0]), Logged()
    for line in lines[1:]:
        logged.take(reader.feed(line))
    counted = Counted(logged)
    for winner in await store.claims_journal("sale"):
        assert counted.give("sale", winner) is None
    assert not list(counted.missing())
    found = list(window_figures(reader.show, logged, counted, "sale"))
    assert [one for one in found if not one.equal] == []
    return {(one.of, one.what): one.said for one in found}


async def test_pause_resume_top_up_and_revoke(store: Store) -> None:
    await opened(store, sheet=LONG, mode="manual")
    async with conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting)
        await accepted(store, "jump", segment="sale")
        await stands(conductor, WindowState.OPEN, 1)
        assert isinstance(await claim(store, 1, 1), Won)
        await accepted(store, "pause_window", window="sale", gen=1)
        await until(lambda: conductor.show.window("sale").is_counted)
        assert await claim(store, 2, 1) == Refused("closed")
        assert isinstance(await claim(store, 1, 1), Won), "a retry gets its receipt"
        await accepted(store, "resume_window", window="sale", gen=1)
        await stands(conductor, WindowState.OPEN, 2)
        stale = await press(store, "close_window", window="sale", gen=1)
        assert stale is not None
        assert stale["code"] == "stale_window"
        for number in (2, 3):
            assert isinstance(await claim(store, number, 2), Won)
        assert await claim(store, 4, 2) == Refused("sold_out")
        more = {"window": "sale", "gen": 2, "outlet": "app", "units": 1, "text": "more came"}
        await agreed(store, "top_up", **more)
        await stands(conductor, WindowState.OPEN, 3)
        assert isinstance(await claim(store, 4, 3), Won)
        assert await claim(store, 5, 3) == Refused("sold_out")
        await agreed(store, "revoke", window="sale", gen=3, number=2, text="wrong price")
        await stands(conductor, WindowState.SETTLED, 3)
        await accepted(store, "end")
        await over(conductor)
    found = await figures(store)
    assert found["sale · app", "stock = sold + revoked + left, units"] == 4
    assert found["sale · app", "revoked, units"] == 2
    assert found["sale · app", "taken, fen"] == 2
    await check_streamed(store)


@pytest.mark.parametrize("key", ["pause_window", "top_up"])
async def test_a_successor_goes_on_from_an_opening_that_was_ended(
    store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEASE_MS", 500)
    monkeypatch.setattr(module, "RENEW_MS", 100)
    monkeypatch.setattr(module, "STANDBY_MS", 50)
    await opened(store, sheet=LONG, mode="manual")
    world: World = world_of(store)
    world.lease = bent(store.lease, away("release", times=1_000))
    # It logs that the opening has ended, and dies before the ledger has heard of it.
    world.ledger = bent(store.ledger, away("close_window", times=1_000))
    async with conducting(world, "a") as first:
        await until(lambda: first.conducting)
        await accepted(store, "jump", segment="sale")
        await stands(first, WindowState.OPEN, 1)
        assert isinstance(await claim(store, 1, 1), Won)
        seen = {"window": "sale", "gen": 1}
        if key == "top_up":
            await agreed(store, key, **seen, outlet="app", units=2, text="more came")
        else:
            await accepted(store, key, **seen)
        await stands(first, WindowState.PAUSED, 1)
        assert isinstance(await claim(store, 2, 1), Won), "the ledger has not heard of it"
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting)
        if key == "pause_window":
            await until(lambda: second.show.window("sale").is_counted)
            await accepted(store, "resume_window", **seen)
        await stands(second, WindowState.OPEN, 2)
        assert isinstance(await claim(store, 3, 2), Won)
        await accepted(store, "close_window", window="sale", gen=2)
        await stands(second, WindowState.SETTLED, 2)
        await accepted(store, "end")
        await over(second)
    await figures(store)
    await check_streamed(store)
