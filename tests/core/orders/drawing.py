"""Histories of orders that a draw gave, for the rules alone and for the store beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from gala.core.orders.book import VOID, Book, Entry
from gala.core.orders.drawn import Award, hold_drawn, pass_over, place
from gala.core.orders.rules import Payment, due, pay, refund_done, release, revoke, withdraw
from gala.core.orders.tables import Op, Role
from gala.core.plan import ENTRIES_MAX, WindowPlan
from tests.core.orders.playing import (
    OUTLETS,
    OWNER,
    PRICE_FEN,
    Expire,
    Pass,
    Pay,
    Refund,
    Revoke,
    Withdraw,
    chosen,
    owner,
    units_upto,
)

STOCK = (("app", 4), ("tv", 2))
AWARD = Award(
    begun_ms=9_000,
    units=(("app", 1, "a"), ("app", 2, "b"), ("app", 3, "c"), ("tv", 1, "d"), ("tv", 2, "e")),
    waiting=(("app", "f"), ("app", "g"), ("tv", "h")),
)
WHERE = {
    **{viewer: outlet for outlet, _, viewer in AWARD.units},
    **{viewer: outlet for outlet, viewer in AWARD.waiting},
}
ROWS = len(AWARD.units) + len(AWARD.waiting)

PLAN = WindowPlan(
    id="pens",
    title=("笔", "Pens"),
    price_fen=PRICE_FEN,
    opens_ms=0,
    open_for_ms=1,
    stock=tuple((outlet, ENTRIES_MAX) for outlet in OUTLETS),
    stocked=False,
    pay_within_ms=1_000,
)


@dataclass(frozen=True)
class Settle:
    """A conductor makes orders, and dies after so many rows."""

    rows: int


@dataclass(frozen=True)
class Over:
    """The staff passes a viewer over: the log says so."""

    viewer: str


Step = Settle | Over | Pay | Expire | Withdraw | Refund | Revoke | Pass

orders = st.integers(0, 11)
STEPS = st.one_of(
    st.builds(Settle, st.sampled_from((0, 2, 4, 6, ROWS, ROWS, ROWS, ROWS))),
    st.builds(Settle, st.just(ROWS)),
    st.builds(Over, st.sampled_from(tuple(WHERE))),
    st.builds(
        Pay,
        orders,
        st.sampled_from((OWNER, OWNER, "a")),
        st.just(PRICE_FEN),
        st.sampled_from(("p1", "p2", "p3")),
        st.just(Role.PLATFORM),
    ),
    st.builds(Expire, st.sampled_from((1, 100))),
    st.builds(Withdraw, orders, st.just(Role.PLATFORM)),
    st.builds(Refund, orders, st.sampled_from(("r1", "r2")), st.just(Role.PLATFORM)),
    st.builds(Revoke, st.just("tv"), st.just(2)),
    st.builds(Pass, st.sampled_from((0, 1, 600, 1_000))),
)
HISTORIES = st.lists(STEPS, max_size=40)


def settle(
    book: Book,
    now_ms: int,
    award: Award,
    rows: int = ROWS,
    within_ms: int = PLAN.pay_within_ms,
    price_fen: int = PRICE_FEN,
) -> tuple[Entry, ...]:
    """Do what a conductor does that dies after so many rows; return what was written."""
    written: list[Entry] = []

    def take(entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            book.take(entry)
        written.extend(entries)

    for outlet, viewer in award.passed_over:
        take(pass_over(book, now_ms, outlet, viewer, "1", within_ms))
    for outlet, viewer in award.waiting[:rows]:
        take(place(book, now_ms, outlet, viewer))
    for unit in award.units[: max(0, rows - len(award.waiting))]:
        take(hold_drawn(book, now_ms, award.begun_ms, unit, price_fen, within_ms))
    return tuple(written)


def over(award: Award, viewer: str) -> Award:
    """Return the award after the staff has passed a viewer over, once."""
    one = (WHERE[viewer], viewer)
    if one in award.passed_over:
        return award
    return replace(award, passed_over=(*award.passed_over, one))


class Lot:
    """A window by lot by the rules alone: what the log gave, its orders, and its journal."""

    def __init__(self) -> None:
        self.book = Book()
        self.award = AWARD
        self.journal: list[Entry] = []
        self.revoked: set[int] = set()
        self.now_ms = 10_000

    def step(self, step: Step) -> None:
        """Take one step."""
        if isinstance(step, Settle):
            self.journal += settle(self.book, self.now_ms, self.award, step.rows)
            return
        if isinstance(step, Over):
            self.award = over(self.award, step.viewer)
        entries = self._made(step)
        for entry in entries:
            self.book.take(entry)
        self.journal += entries

    def _made(self, step: Step) -> tuple[Entry, ...]:
        book, now_ms, within_ms = self.book, self.now_ms, PLAN.pay_within_ms
        match step:
            case Pay():
                key = chosen(book, step.order)
                paid = Payment(owner(book, key, step.viewer), step.amount_fen, step.ref)
                return pay(book, now_ms, key, step.role, "k", paid)[1]
            case Expire():
                keys = due(book, now_ms, step.most)
                return release(book, now_ms, keys, Role.TIME, "1", within_ms)
            case Withdraw():
                key = chosen(book, step.order)
                return withdraw(book, now_ms, key, step.role, "k", within_ms)[1]
            case Refund():
                key = chosen(book, step.order)
                return refund_done(book, now_ms, key, step.role, "k", step.ref)[1]
            case Revoke():
                self.revoked.add(1)
                return revoke(book, now_ms, units_upto(step), "1")
            case Pass():
                self.now_ms += step.ms
        return ()

    def check(self) -> None:
        """Each unit is in one place, and who was passed over holds none and gets none."""
        book = self.book
        for outlet, stock in STOCK:
            units = [held for (at, _), held in book.holders.items() if at == outlet]
            assert len(units) <= stock
            held, paid, returned, void = (
                book.counts[outlet, op] for op in (Op.HELD, Op.PAID, Op.RETURNED, "void")
            )
            assert min(held, paid, returned, void) >= 0
            assert held + paid + returned + void == len(units)
            assert units.count(VOID) == void
        for viewer in book.passed:
            assert not any(one.state in ("held", "paid") for one in book.of(viewer))
            assert book.waiting(viewer) is None
        for viewer in WHERE:
            mine = [one for one in book.of(viewer) if one.state in ("held", "paid")]
            assert len(mine) <= 1, "never a second unit"
        barred: set[str] = set()
        for entry in self.journal:
            if entry.op is Op.PASSED:
                barred.add(entry.viewer)
            elif entry.op is Op.HELD:
                assert entry.viewer not in barred, "never an order afterwards"
