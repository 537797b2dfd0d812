import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from gala.conductor.settling import Settling
from gala.conductor.tally import Tally
from gala.core.effects import CloseWindow
from gala.core.events import WindowSettled
from gala.ports import (
    Claim,
    Fenced,
    OutletWindow,
    Refused,
)
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import World, world_of

CLOSE = CloseWindow("sale", 1)


async def sold(store: Store, units: int, window: str = "sale") -> None:
    """Open a window of two units and claim so many."""
    now_ms = store.clock.now_ms()
    row = OutletWindow("app", now_ms - 1_000, now_ms + 60_000, 2)
    await store.ledger.open_window(1, window, 1, 1, [row])
    claims = [Claim(f"v-{n}", "app", bytes(16)) for n in range(units)]
    await store.ledger.claim(window, 1, claims)


@contextlib.asynccontextmanager
async def settling(world: World, epoch: int = 1) -> AsyncIterator[tuple[Settling, asyncio.Event]]:
    changed = asyncio.Event()
    one = Settling(world, changed, Tally())
    task = asyncio.create_task(one.run(epoch))
    yield one, changed
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_what_was_sold_comes_back_as_an_event(store: Store) -> None:
    await sold(store, 3)
    async with settling(world_of(store)) as (one, changed):
        assert one.take(5) is None
        one.close(CLOSE)
        await changed.wait()
        assert one.take(5) == WindowSettled(5, "sale", 1, (("app", 2),), 1)
        assert one.take(6) is None
    (late,) = await store.ledger.claim("sale", 1, [Claim("late", "app", bytes(16))])
    assert late == Refused("closed")


async def test_several_come_one_by_one_and_twice_is_the_same(store: Store) -> None:
    await sold(store, 1)
    await sold(store, 2, "other")
    async with settling(world_of(store)) as (one, changed):
        for effect in (CLOSE, CloseWindow("other", 1), CLOSE):
            one.close(effect)
        came: list[WindowSettled] = []
        while len(came) < 3:
            await changed.wait()
            changed.clear()
            while event := one.take(7):
                came.append(event)
    assert [event.sold for event in came] == [(("app", 1),), (("app", 2),), (("app", 1),)]


async def test_a_store_that_is_away_is_asked_again(store: Store) -> None:
    await sold(store, 1)
    world = world_of(store)
    world.ledger = bent(store.ledger, away("close_window", times=2))
    async with settling(world) as (one, changed):
        one.close(CLOSE)
        await changed.wait()
        assert one.take(5) == WindowSettled(5, "sale", 1, (("app", 1),), 0)


async def test_an_opening_that_never_was_has_sold_nothing(store: Store) -> None:
    async with settling(world_of(store)) as (one, changed):
        one.close(CLOSE)
        await changed.wait()
        assert one.take(5) == WindowSettled(5, "sale", 1, (), 0)


async def test_a_newer_conductor_ends_it(store: Store) -> None:
    await store.ledger.fence(2, ["sale"])
    one = Settling(world_of(store), asyncio.Event(), Tally())
    one.close(CLOSE)
    with pytest.raises(Fenced):
        await one.run(1)
