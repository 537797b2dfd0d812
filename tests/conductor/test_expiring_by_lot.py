"""A conductor is killed between a draw and its orders: the next one makes what is missing, once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection
from typing import Any

import pytest

from gala.conductor.conductor import Conductor
from gala.core.by_lot import award
from gala.core.orders.book import Book
from gala.core.orders.drawn import Award
from gala.core.orders.tables import Op, OrderState
from gala.core.plan import WindowPlan
from gala.core.state import Show
from gala.ports import Fenced
from gala.store.orders import StoreOrders
from gala.store.show import Store
from tests.conductor.nights import SHEET, entered, notary_of, opened, press, read
from tests.plugins.waiting import until

BY_LOT = SHEET.replace(
    "opens: 300ms, open_for: 1200ms, stock: {app: 3, tv: 2}",
    "opens: 300ms, open_for: 1200ms, stock: {app: 2, tv: 1}, by: lot, waitlist: 2, pay_within: 1h",
)
LONGER = BY_LOT.replace("length: 400ms", "length: 12s")
"""Somebody can press a key when it is drawn, and the end does not wait for orders yet."""

ROWS = 7
"""Three units, and four who wait, with so many entries."""


class Dying:
    """The store's orders; its conductor dies when so many rows of a draw are in."""

    def __init__(self, orders: StoreOrders, rows: int) -> None:
        self._orders = orders
        self._rows = rows
        self.died = asyncio.Event()

    async def settle(self, epoch: int, window: WindowPlan, award: Award) -> int:
        waiting = award.waiting[: self._rows]
        units = award.units[: max(0, self._rows - len(award.waiting))]
        part = Award(award.begun_ms, units, waiting)
        await self._orders.settle(epoch, window, part)
        self.died.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def catch_up(self, window: WindowPlan) -> int:
        return await self._orders.catch_up(window)

    async def revoke(self, epoch: int, window: WindowPlan, gens: Collection[int]) -> int:
        return await self._orders.revoke(epoch, window, gens)

    async def expire(self, epoch: int, window: WindowPlan, most: int) -> int:
        return await self._orders.expire(epoch, window, most)


@contextlib.asynccontextmanager
async def conducting(store: Store, holder: str, orders: object) -> AsyncIterator[Conductor]:
    one = Conductor(store, notary_of(store), holder, orders)  # type: ignore[arg-type]
    task = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def begun(store: Store) -> None:
    """Enter four on each outlet as soon as the window is open."""
    await entered(store, "sale", *[1] * 8)


async def show_of(store: Store) -> Show:
    reader, _, _ = await read(store)
    return reader.show


@pytest.mark.parametrize("rows", [1, 5])
async def test_a_takeover_completes_what_was_cut_short(store: Store, rows: int) -> None:
    await opened(store, sheet=BY_LOT)
    dying = Dying(store.orders, rows)
    async with conducting(store, "a", dying):
        await begun(store)
        await asyncio.wait_for(dying.died.wait(), 20)
    plan = (await show_of(store)).window_plan("sale")
    assert len(await store.orders.whole_journal(plan)) == rows
    async with conducting(store, "b", store.orders) as successor:
        await asyncio.wait_for(successor.finished.wait(), 20)
    show = await show_of(store)
    given = award(show, "sale")
    assert given is not None
    assert len(given.units) + len(given.waiting) == ROWS
    journal = await store.orders.whole_journal(plan)
    assert len(journal) == ROWS, "each is made once"
    held = [(one.outlet, one.unit, one.viewer) for one in journal if one.op is Op.HELD]
    assert tuple(held) == given.units
    assert {one.held_ms for one in journal if one.op is Op.HELD} == {given.begun_ms}
    with pytest.raises(Fenced):
        await store.orders.settle(show.epoch - 1, plan, given)


async def test_who_is_passed_over_while_nobody_conducts_never_gets_an_order(store: Store) -> None:
    await opened(store, sheet=LONGER)
    dying = Dying(store.orders, 0)
    async with conducting(store, "a", dying):
        await begun(store)
        await asyncio.wait_for(dying.died.wait(), 20)
        over: dict[str, Any] = {"number": 1, "place": 0, "text": "staff"}
        for seat in ("director", "producer"):
            assert await press(store, "pass_over", by=seat, **over) is not None
    show = await show_of(store)
    given, plan = award(show, "sale"), show.window_plan("sale")
    assert given is not None
    [(outlet, passed)] = given.passed_over
    async with conducting(store, "b", store.orders) as successor:
        await asyncio.wait_for(successor.finished.wait(), 40)
    orders, waiting = await store.orders.of(plan, passed)
    assert (orders, waiting) == ([], None)
    book = Book()
    for entry in await store.orders.whole_journal(plan):
        book.take(entry)
    following = next(viewer for at, viewer in given.waiting if at == outlet)
    assert [one.state for one in book.of(following)] == [OrderState.HELD]
    assert sum(book.counts[at, Op.HELD] for at in ("app", "tv")) == len(given.units)


async def test_a_revocation_voids_what_was_ordered(store: Store) -> None:
    await opened(store, sheet=LONGER)

    async def void() -> bool:
        counts = await store.orders.counts((await show_of(store)).window_plan("sale"))
        return sum(n for (_, state), n in counts.items() if state == "void") == 3

    async with conducting(store, "a", store.orders):
        await begun(store)
        await until(lambda: has_orders(store), 20)
        fields: dict[str, Any] = {"window": "sale", "gen": 1, "text": "wrong price"}
        for seat in ("director", "producer"):
            assert await press(store, "revoke", by=seat, **fields) is not None
        await until(void, 10)


async def has_orders(store: Store) -> bool:
    plan = (await show_of(store)).window_plan("sale")
    return len(await store.orders.whole_journal(plan)) == ROWS
