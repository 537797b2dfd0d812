"""Histories of one window's orders, for the rules alone and for the store beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from gala.core.orders.book import VOID, Book, Entry, OrderKey, Waiting
from gala.core.orders.rules import (
    Answer,
    Outcome,
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
from gala.core.orders.tables import Op, Role

PRICE_FEN = 7
WITHIN_MS = 1_000
OUTLETS = ("app", "tv")
VIEWERS = tuple("abcdefgh")


@dataclass(frozen=True)
class Hold:
    viewer: str
    outlet: str
    since_ms: int


@dataclass(frozen=True)
class Pay:
    order: int
    viewer: str
    amount_fen: int
    ref: str
    role: Role


@dataclass(frozen=True)
class Expire:
    most: int


@dataclass(frozen=True)
class Withdraw:
    order: int
    role: Role


@dataclass(frozen=True)
class Refund:
    order: int
    ref: str
    role: Role


@dataclass(frozen=True)
class Join:
    viewer: str
    outlet: str


@dataclass(frozen=True)
class Revoke:
    """The units of an outlet up to a number, as an opening gave them."""

    outlet: str
    upto: int


@dataclass(frozen=True)
class Pass:
    ms: int


Step = Hold | Pay | Expire | Withdraw | Refund | Join | Revoke | Pass
OWNER = ""
"""Instead of a viewer: whoever has the order."""

orders = st.integers(0, 11)
refs = st.sampled_from(("p1", "p1", "p2"))
roles = st.sampled_from((Role.PLATFORM, Role.PLATFORM, Role.PLATFORM, Role.DEMO, Role.TIME))
STEPS = st.one_of(
    st.builds(
        Hold, st.sampled_from(VIEWERS), st.sampled_from(OUTLETS), st.sampled_from((0, 0, 400))
    ),
    st.builds(
        Pay,
        orders,
        st.sampled_from((OWNER, OWNER, OWNER, "a")),
        st.sampled_from((PRICE_FEN, PRICE_FEN, PRICE_FEN, 1)),
        refs,
        roles,
    ),
    st.builds(Expire, st.sampled_from((1, 100))),
    st.builds(Withdraw, orders, roles),
    st.builds(Refund, orders, refs, roles),
    st.builds(Join, st.sampled_from(VIEWERS), st.sampled_from(OUTLETS)),
    st.builds(Join, st.sampled_from(VIEWERS), st.sampled_from(OUTLETS)),
    st.builds(Revoke, st.sampled_from(OUTLETS), st.integers(1, 3)),
    st.builds(Pass, st.sampled_from((0, 1, 600, 1_000))),
)
HISTORIES = st.lists(STEPS, max_size=40)


def taken(book: Book, outcome: Outcome) -> Answer:
    """Take what a rule made, and return its answer."""
    answer, entries = outcome
    for entry in entries:
        book.take(entry)
    return answer


def chosen(book: Book, number: int) -> OrderKey:
    """One of the orders there are, or one that there is not."""
    keys = sorted(book.orders)
    return keys[number % len(keys)] if keys else OrderKey("app", 1, 1)


def owner(book: Book, key: OrderKey, viewer: str) -> str:
    """Whoever has the order, unless somebody else is meant."""
    order = book.orders.get(key)
    return viewer or (order.viewer if order else "a")


def units_upto(step: Revoke) -> list[tuple[str, int]]:
    """The units that a step makes void."""
    return [(step.outlet, unit) for unit in range(1, step.upto + 1)]


class Window:
    """A window by the rules alone: what was won, its orders, and everything in its journal."""

    def __init__(self) -> None:
        self.book = Book()
        self.won: dict[str, Won] = {}
        self.journal: list[Entry] = []
        self.now_ms = 10_000

    def step(self, step: Step) -> Answer | None:
        """Take one step, and return what it was answered."""
        answer, entries = self._made(step)
        for entry in entries:
            self.book.take(entry)
        self.journal += entries
        return answer

    def win(self, step: Hold) -> Won | None:
        """What a claim gets: who has a receipt gets no other."""
        if step.viewer in self.won:
            return None
        unit = 1 + sum(one.outlet == step.outlet for one in self.won.values())
        won = Won(step.outlet, unit, step.viewer, PRICE_FEN, self.now_ms - step.since_ms)
        self.won[step.viewer] = won
        return won

    def _made(self, step: Step) -> tuple[Answer | None, Sequence[Entry]]:
        book, now_ms = self.book, self.now_ms
        match step:
            case Hold():
                won = self.win(step)
                return None, hold(book, now_ms, won, WITHIN_MS) if won else ()
            case Pay():
                key = chosen(book, step.order)
                paid = Payment(owner(book, key, step.viewer), step.amount_fen, step.ref)
                return pay(book, now_ms, key, step.role, "k", paid)
            case Expire():
                keys = due(book, now_ms, step.most)
                return None, release(book, now_ms, keys, Role.TIME, "1", WITHIN_MS)
            case Withdraw():
                key = chosen(book, step.order)
                if step.role is Role.TIME:
                    return None, release(book, now_ms, [key], Role.TIME, "1", WITHIN_MS)
                return withdraw(book, now_ms, key, step.role, "k", WITHIN_MS)
            case Refund():
                key = chosen(book, step.order)
                return refund_done(book, now_ms, key, step.role, "k", step.ref)
            case Join():
                return join(book, now_ms, step.viewer, step.outlet, PRICE_FEN, WITHIN_MS)
            case Revoke():
                return None, revoke(book, now_ms, units_upto(step), "1")
            case Pass():
                self.now_ms += step.ms
                return None, ()

    def check(self) -> None:
        """Each unit is in exactly one place, and nobody is turned away from a free one."""
        book = self.book
        for outlet in OUTLETS:
            won = sum(one.outlet == outlet for one in self.won.values())
            held, paid, returned, void, waiting = (
                book.counts[outlet, op]
                for op in (Op.HELD, Op.PAID, Op.RETURNED, "void", Op.WAITING)
            )
            assert min(held, paid, returned, void, waiting) >= 0
            assert held + paid + returned + void == won
            free = [unit for (at, unit), held in book.holders.items() if at == outlet and not held]
            voided = [
                held for (at, _), held in book.holders.items() if at == outlet and held == VOID
            ]
            assert len(voided) == void
            assert len(free) == returned
            assert not (free and waiting)
            holding = [
                one.key[:2]
                for one in book.orders.values()
                if one.key.outlet == outlet and one.state in ("held", "paid")
            ]
            assert len(holding) == len(set(holding)), "a unit has one holder"
        for one in book.orders.values():
            assert not (one.refund and one.state == "paid"), "paid or refunded, never both"
            assert bool(one.payment) == (one.state in ("paid", "refunding", "refunded"))


def place(answer: Answer | None) -> int:
    """The place that was given, of an answer that is one."""
    assert isinstance(answer, Waiting)
    return answer.place
