"""The store's orders by lot and the pure rules write the same journals to the byte, wherever a
conductor dies and whoever is passed over.

Where the store has written, the rules decide at the instant that it wrote. The time to pay has an
hour to go, or is over for whoever was drawn first.
"""

import copy
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gala.core.orders.book import Book, Entry
from gala.core.orders.recount import order_figures, recount
from gala.core.orders.rules import Payment, due, pay, refund_done, release, revoke, withdraw
from gala.core.orders.tables import Role
from gala.store.orders import StoreOrders
from gala.store.show import Store
from tests.core.orders.drawing import (
    AWARD,
    HISTORIES,
    PLAN,
    STOCK,
    Over,
    Settle,
    Step,
    over,
    settle,
)
from tests.core.orders.playing import (
    Expire,
    Pay,
    Refund,
    Revoke,
    Withdraw,
    chosen,
    owner,
    units_upto,
)

HOUR_MS = 3_600_000
PAID = replace(PLAN, pay_within_ms=HOUR_MS)

Decide = Callable[[int], tuple[Entry, ...]]
prefixes = (f"{n}" for n in itertools.count())


class Both:
    """One window in the store and by the rules, announced so long ago."""

    def __init__(self, store: Store, show: str, ago_ms: int) -> None:
        self.kept = StoreOrders(store._calls, show, store.ledger.shards)
        self.clock = store.clock
        self.book = Book()
        self.award = replace(AWARD, begun_ms=store.clock.now_ms() - ago_ms)
        self.revoked: set[int] = set()
        self.written: list[Entry] = []
        self._last = "0"

    async def step(self, step: Step) -> None:
        """Take one step on both sides, call by call."""
        book, kept = self.book, self.kept
        match step:
            case Settle():
                await self._settle(step.rows)
            case Over():
                self.award = over(self.award, step.viewer)
            case Pay():
                key = chosen(book, step.order)
                paid = Payment(owner(book, key, step.viewer), step.amount_fen, step.ref)
                await self._agree(
                    kept.pay_once(PAID, key, step.role, "k", paid),
                    lambda now_ms: pay(book, now_ms, key, step.role, "k", paid)[1],
                )
            case Expire():
                await self._agree(kept.expire(1, PAID, step.most), lambda n: self._due(n, step))
            case Withdraw():
                key = chosen(book, step.order)
                await self._agree(
                    kept.withdraw(PAID, key, step.role, "k"),
                    lambda now_ms: withdraw(book, now_ms, key, step.role, "k", HOUR_MS)[1],
                )
            case Refund():
                key = chosen(book, step.order)
                await self._agree(
                    kept.refund_done(PAID, key, step.role, "k", step.ref),
                    lambda now_ms: refund_done(book, now_ms, key, step.role, "k", step.ref)[1],
                )
            case Revoke():
                self.revoked.add(1)
                parts = [part for unit in units_upto(step) for part in unit]
                await self._agree(
                    kept._call("order_revoke", PAID, 1, *parts),
                    lambda now_ms: revoke(book, now_ms, units_upto(step), "1"),
                )

    async def _settle(self, rows: int) -> None:
        """Do what a conductor does that dies after so many rows: each part is one call."""
        award = self.award
        units = award.units[: max(0, rows - len(award.waiting))]
        nothing = replace(award, units=(), waiting=(), passed_over=())
        for part in (
            replace(nothing, passed_over=award.passed_over),
            replace(nothing, waiting=award.waiting[:rows]),
            replace(nothing, units=units),
        ):
            alike = copy.deepcopy(self.book)
            decide = partial(settle, alike, award=part, within_ms=HOUR_MS)
            await self._agree(self.kept.settle(1, PAID, part), lambda n: decide(n))  # noqa: B023

    def _due(self, now_ms: int, step: Expire) -> tuple[Entry, ...]:
        keys = due(self.book, now_ms, step.most)
        return release(self.book, now_ms, keys, Role.TIME, "1", HOUR_MS)

    async def _agree(self, asked: Awaitable[object], decide: Decide) -> None:
        await asked
        fresh = await self.kept.journal(PAID, self._last)
        entries = tuple(entry for _, entry in fresh)
        self._last = fresh[-1][0] if fresh else self._last
        self.written += entries
        assert decide(entries[0].at_ms if entries else self.clock.now_ms()) == entries
        for one in entries:
            self.book.take(one)
        told = await self.kept.counts(PAID)
        assert {name: n for name, n in told.items() if n} == {
            name: n for name, n in self.book.counts.items() if n
        }


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES, st.sampled_from((0, 2 * HOUR_MS)))
async def test_the_store_decides_as_the_rules_do_and_it_can_be_counted_again(
    store: Store, history: list[Step], ago_ms: int
) -> None:
    both = Both(store, f"{store.show}-{next(prefixes)}", ago_ms)
    for step in history:
        await both.step(step)
    await both.step(Settle(99))
    for viewer in {*both.book.waits, *both.book.by_viewer, *both.book.passed}:
        orders, waiting = await both.kept.of(PAID, viewer)
        assert tuple(orders) == both.book.of(viewer)
        assert waiting == both.book.waiting(viewer)
    book = recount(PAID, [], both.written, both.revoked, both.award)
    assert book.orders == both.book.orders
    figures = order_figures(PAID, [], book, ended=True, stock=STOCK, award=both.award)
    assert [one for one in figures if not one.equal] == []
