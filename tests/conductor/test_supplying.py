import asyncio
import contextlib

import pytest

from gala.conductor.supplying import Supplying
from gala.conductor.tally import Tally
from gala.core.state import Show
from gala.core.tables import WindowState
from gala.ports import Claim, Fenced, OutletWindow, Won
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import world_of
from tests.core.playing import ORIGIN_MS, Playing


def airing() -> Show:
    """A show in which a window is open."""
    play = Playing()
    for at_ms in range(ORIGIN_MS, ORIGIN_MS + 600_000, 500):
        show = play.until(at_ms).show
        if any(window.state is WindowState.OPEN for window in show.windows):
            return show
    raise AssertionError("no window opens")


async def test_a_shard_that_runs_dry_is_supplied_while_the_window_is_open(store: Store) -> None:
    show = airing()
    window = next(one for one in show.windows if one.state is WindowState.OPEN)
    outlet, units = window.rows[0][0], window.rows[0][3]
    await store.cut_into(3, [window.id])
    now_ms = store.clock.now_ms()
    rows = [OutletWindow(row[0], now_ms - 1_000, now_ms + 60_000, row[3]) for row in window.rows]
    await store.ledger.open_window(1, window.id, window.gen, 1, rows)
    task = asyncio.create_task(Supplying(world_of(store), Tally()).run(1, lambda: show))
    # All on one shard: their first hex digits say so.
    claims = [Claim(f"{3 * n:08x}{'0' * 24}", outlet, n.to_bytes(16, "big")) for n in range(units)]

    async with asyncio.timeout(20):
        while True:
            told = await store.ledger.claim(window.id, window.gen, claims)
            if all(isinstance(one, Won) for one in told):
                break
            await asyncio.sleep(0.02)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_a_store_that_is_away_is_asked_again_and_a_newer_conductor_ends_it(
    store: Store,
) -> None:
    show = airing()
    window = next(one for one in show.windows if one.state is WindowState.OPEN)
    await store.cut_into(2, [window.id])
    now_ms = store.clock.now_ms()
    rows = [OutletWindow(row[0], now_ms - 1_000, now_ms + 60_000, row[3]) for row in window.rows]
    await store.ledger.open_window(1, window.id, window.gen, 1, rows)
    world = world_of(store)
    world.ledger = bent(store.ledger, away("supply", times=3))
    tally = Tally()
    task = asyncio.create_task(Supplying(world, tally).run(1, lambda: show))
    await asyncio.sleep(1)
    assert not task.done()
    assert tally.store_errors == {"supplying": 3}
    await store.ledger.fence(2, [window.id])
    viewers = [f"{2 * n:08x}{'0' * 24}" for n in range(rows[0].stock)]
    claims = [Claim(one, rows[0].outlet, bytes.fromhex(one)) for one in viewers]
    await store.ledger.claim(window.id, window.gen, claims)
    with pytest.raises(Fenced):
        await asyncio.wait_for(task, 10)
