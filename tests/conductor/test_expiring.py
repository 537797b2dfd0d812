import asyncio
import contextlib
from collections.abc import Collection, Iterator
from dataclasses import replace

import pytest

from gala.conductor.conductor import Conductor
from gala.conductor.expiring import CALLS_MAX, MOST, Expiring, paid_windows
from gala.conductor.tally import Tally
from gala.core.compile import compile_plan
from gala.core.orders.book import Order
from gala.core.orders.drawn import Award
from gala.core.orders.rules import Won
from gala.core.orders.tables import OrderState
from gala.core.plan import WindowPlan
from gala.ports import Fenced, StoreDown, StoreError
from gala.store.show import Store
from tests.conductor.nights import SHEET, entered, notary_of, opened, read
from tests.core.playing import sheet_of
from tests.plugins.waiting import until

PAID = SHEET.replace("stock: {app: 3, tv: 2}", "stock: {app: 3, tv: 2}, pay_within: 10s")
HOUR_MS = 3_600_000


def sale() -> WindowPlan:
    window = compile_plan(sheet_of(PAID)).segments[1].window
    assert window is not None
    return window


class Scripted:
    """Orders that answer as they are told."""

    def __init__(self, *replies: int | StoreError) -> None:
        self._replies: Iterator[int | StoreError] = iter(replies)
        self.asked: list[int] = []
        self.revoked: list[set[int]] = []
        self.settled: list[Award] = []

    async def catch_up(self, window: WindowPlan) -> int:
        return 0

    async def settle(self, epoch: int, window: WindowPlan, award: Award) -> int:
        self.settled.append(award)
        return 1

    async def revoke(self, epoch: int, window: WindowPlan, gens: Collection[int]) -> int:
        self.revoked.append(set(gens))
        return 1

    async def expire(self, epoch: int, window: WindowPlan, most: int) -> int:
        self.asked.append(epoch)
        reply = next(self._replies, 0)
        if isinstance(reply, StoreError):
            raise reply
        return reply


async def test_it_goes_on_until_nothing_is_due_but_not_for_ever() -> None:
    orders = Scripted(MOST, MOST, 3)
    await Expiring(orders, Tally()).look(7, sale())
    assert orders.asked == [7, 7, 7]
    endless = Scripted(*[MOST] * (CALLS_MAX + 9))
    await Expiring(endless, Tally()).look(7, sale())
    assert len(endless.asked) == CALLS_MAX


async def test_a_revoked_opening_is_made_void_once() -> None:
    orders = Scripted()
    one = Expiring(orders, Tally())
    for gens in (set(), {1}, {1}, {1, 3}):
        await one.revoke(7, sale(), gens)
    assert orders.revoked == [{1}, {1, 3}]


async def test_what_was_drawn_is_ordered_once_and_again_when_somebody_is_passed_over() -> None:
    orders = Scripted()
    one = Expiring(orders, Tally())
    given = Award(1, (("app", 1, "a"),), ())
    passed = replace(given, passed_over=(("app", "a"),))
    for award in (None, given, given, passed):
        await one.settle(7, sale(), award)
    assert orders.settled == [given, passed]


async def test_it_stops_for_a_newer_conductor_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("gala.conductor.expiring.LOOK_MS", 1)
    await opened(store, sheet=PAID)
    reader, _, _ = await read(store)
    assert paid_windows(reader.show) == [], "nothing has opened"
    monkeypatch.setattr("gala.conductor.expiring.paid_windows", lambda show: [sale()])
    tally = Tally()
    orders = Scripted(StoreDown("away"), StoreError("no such entry"), 1, Fenced("epoch 9"))
    with pytest.raises(Fenced):
        await Expiring(orders, tally).run(7, lambda: reader.show)
    assert len(orders.asked) == 4
    assert tally.store_errors == {"orders": 2}
    assert "orders of sale: no such entry" in caplog.text


@contextlib.asynccontextmanager
async def conducting(store: Store, holder: str):  # type: ignore[no-untyped-def]
    one = Conductor(store, notary_of(store), holder, store.orders)
    task = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_what_is_won_becomes_orders_and_a_successor_releases_them(store: Store) -> None:
    await opened(store, sheet=PAID)
    plan, late = sale(), store.clock.now_ms() - HOUR_MS

    async def counts(state: str) -> int:
        return sum(n for (_, at), n in (await store.orders.counts(plan)).items() if at == state)

    async with conducting(store, "a"):
        won = await entered(store, "sale", 1, 1, 1)
        await until(lambda: counted(counts, "held", len(won)))
    # While nobody conducts, the time of one is over, and somebody waits for it.
    await store.orders.hold(plan, [Won("tv", 2, "slow", 1, late)])
    await store.orders.join(plan, "bo", "tv")
    async with conducting(store, "b"):
        await until(lambda: counted(counts, "released", 1))
    orders, waiting = await store.orders.of(plan, "bo")
    assert waiting is None
    assert [type(one) is Order and one.state for one in orders] == [OrderState.HELD]
    assert await counts("held") == len(won) + 1


async def counted(counts, state: str, wanted: int) -> bool:  # type: ignore[no-untyped-def]
    return bool(await counts(state) == wanted)
