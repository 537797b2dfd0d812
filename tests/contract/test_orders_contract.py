"""The store's orders and the pure rules give the same answers to the same histories, and the same
journals to the byte.

The store's clock cannot be driven: a deadline lies an hour off, or has come. Where the store has
written, the rules decide at the instant that it wrote.
"""

import itertools
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from gala.core.orders.book import Book, Entry
from gala.core.orders.recount import recount
from gala.core.orders.rules import (
    Answer,
    Payment,
    Won,
    due,
    hold,
    join,
    pay,
    refund_done,
    release,
    revoke,
    withdraw,
)
from gala.core.orders.tables import Role
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.seckill import Won as WonClaim
from gala.store.orders import StoreOrders
from gala.store.show import Store
from tests.core.orders.playing import (
    HISTORIES,
    OUTLETS,
    PRICE_FEN,
    Expire,
    Hold,
    Join,
    Pass,
    Pay,
    Refund,
    Revoke,
    Step,
    Withdraw,
    chosen,
    owner,
    units_upto,
)

HOUR_MS = 3_600_000
PLAN = WindowPlan(
    id="pens",
    title=("笔", "Pens"),
    price_fen=PRICE_FEN,
    opens_ms=0,
    open_for_ms=1,
    stock=tuple((outlet, 50) for outlet in OUTLETS),
    pay_within_ms=HOUR_MS,
)
AT_ONCE = replace(PLAN, pay_within_ms=0)

prefixes = (f"{n}" for n in itertools.count())


class Both:
    """One window in the store and by the rules."""

    def __init__(self, store: Store, show: str) -> None:
        self.kept = StoreOrders(store._calls, show, store.ledger.shards)
        self.clock = store.clock
        self.book = Book()
        self.won: dict[str, Won] = {}
        self.written: list[Entry] = []
        self._last = "0"

    async def step(self, step: Step) -> None:
        """Take one step on both sides; they agree on the answer and on what was written."""
        plan = AT_ONCE if step in (Expire(100),) or "tv" in vars(step).values() else PLAN
        theirs = await self._asked(step, plan)
        fresh = await self.kept.journal(PLAN, self._last)
        entries = tuple(entry for _, entry in fresh)
        self._last = fresh[-1][0] if fresh else self._last
        self.written += entries
        now_ms = entries[0].at_ms if entries else self.clock.now_ms()
        ours, made = self._decided(step, plan, now_ms)
        assert made == entries
        assert theirs == ours
        for one in made:
            self.book.take(one)
        told = await self.kept.counts(PLAN)
        assert {name: n for name, n in told.items() if n} == {
            name: n for name, n in self.book.counts.items() if n
        }

    async def _asked(self, step: Step, plan: WindowPlan) -> Answer | int | None:
        book, kept = self.book, self.kept
        match step:
            case Hold():
                if step.viewer in self.won:
                    return None
                unit = 1 + sum(one.outlet == step.outlet for one in self.won.values())
                since_ms = 2 * HOUR_MS if step.since_ms else 0
                won_ms = self.clock.now_ms() - since_ms
                won = Won(step.outlet, unit, step.viewer, PRICE_FEN, won_ms)
                self.won[step.viewer] = won
                assert await kept.hold(plan, [won, won]) == 1
                return None
            case Pay():
                key = chosen(book, step.order)
                paid = Payment(owner(book, key, step.viewer), step.amount_fen, step.ref)
                return await kept.pay_once(plan, key, step.role, "k", paid)
            case Expire():
                return await kept.expire(1, plan, step.most)
            case Withdraw():
                return await kept.withdraw(plan, chosen(book, step.order), step.role, "k")
            case Refund():
                key = chosen(book, step.order)
                return await kept.refund_done(plan, key, step.role, "k", step.ref)
            case Join():
                return await kept.join(plan, step.viewer, step.outlet)
            case Revoke():
                units = [part for unit in units_upto(step) for part in unit]
                return int(await kept._call("order_revoke", plan, 1, *units))
            case Pass():
                return None

    def _decided(
        self, step: Step, plan: WindowPlan, now_ms: int
    ) -> tuple[object, tuple[Entry, ...]]:
        book, within_ms = self.book, plan.pay_within_ms
        match step:
            case Hold():
                return None, hold(book, now_ms, self.won[step.viewer], within_ms)
            case Pay():
                key = chosen(book, step.order)
                paid = Payment(owner(book, key, step.viewer), step.amount_fen, step.ref)
                return pay(book, now_ms, key, step.role, "k", paid)
            case Expire():
                keys = due(book, now_ms, step.most)
                return len(keys), release(book, now_ms, keys, Role.TIME, "1", within_ms)
            case Withdraw():
                key = chosen(book, step.order)
                return withdraw(book, now_ms, key, step.role, "k", within_ms)
            case Refund():
                key = chosen(book, step.order)
                return refund_done(book, now_ms, key, step.role, "k", step.ref)
            case Join():
                return join(book, now_ms, step.viewer, step.outlet, PRICE_FEN, within_ms)
            case Revoke():
                made = revoke(book, now_ms, units_upto(step), "1")
                return len(made), made
            case Pass():
                return None, ()


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_the_store_decides_as_the_rules_do(store: Store, history: list[Step]) -> None:
    both = Both(store, f"{store.show}-{next(prefixes)}")
    for step in history:
        await both.step(step)
    told = Book()
    for entry in both.written:
        told.take(entry)
    assert told.orders == both.book.orders, "the journal alone leads to how every order stands"
    assert await both.kept.whole_journal(PLAN) == both.written
    for viewer in {*both.won, *both.book.waits, *both.book.by_viewer}:
        orders, waiting = await both.kept.of(PLAN, viewer)
        assert tuple(orders) == both.book.of(viewer)
        assert waiting == both.book.waiting(viewer)


@settings(
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(HISTORIES)
async def test_what_the_store_has_written_can_be_counted_again(
    store: Store, history: list[Step]
) -> None:
    both = Both(store, f"{store.show}-{next(prefixes)}")
    for step in history:
        if "tv" not in vars(step).values() and step != Expire(100):
            await both.step(step)
    winners = [
        Winner(
            one.viewer,
            one.outlet,
            WonClaim(1, b"", one.unit, one.price_fen, one.won_ms, outlet=one.outlet),
        )
        for one in both.won.values()
    ]
    assert recount(PLAN, winners, both.written).orders == both.book.orders
