"""Orders counted again: each held to the claim that won its unit, to the sheet and to the rules."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from gala.core.books import Figure
from gala.core.orders.book import Book, Entry
from gala.core.orders.rules import (
    Answer,
    Declined,
    Payment,
    Won,
    hold,
    join,
    pay,
    refund_done,
    release,
    revoke,
)
from gala.core.orders.tables import Op, OrderState, Role
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.tables import BadTransition
from gala.proof.errors import ProofError

WAITING_EVER = 2**53


def recount(
    plan: WindowPlan,
    winners: Iterable[Winner],
    entries: Sequence[Entry],
    revoked: Container[int] | None = None,
) -> Book:
    """Return how the orders of a window stand, once each entry is seen to follow.

    `revoked` are the openings that the log says were revoked, where that is known: only their units
    are void. Raises `ProofError`.
    """
    winners = list(winners)
    gens = {(one.outlet, one.won.unit): one.won.gen for one in winners}
    won = {(one.outlet, one.won.unit): _won(one) for one in winners}
    book, number = Book(), 0
    while number < len(entries):
        entry = entries[number]
        if entry.at_ms < book.latest_ms:
            raise ProofError(f"entry {number + 1} of {plan.id} comes before the one before it")
        crew = entry.by.startswith(f"{Role.CREW}:")
        if crew and revoked is not None and gens.get((entry.outlet, entry.unit)) not in revoked:
            raise ProofError(f"unit {entry.unit} of {plan.id} is void, and nobody revoked it")
        answer, made = _made(plan, book, won, entry)
        given = tuple(entries[number : number + max(1, len(made))])
        if not made or given != made:
            raise ProofError(f"entry {number + 1} of {plan.id} cannot follow{_why(answer)}")
        try:
            for one in made:
                book.take(one)
        except BadTransition as error:
            raise ProofError(f"entry {number + 1} of {plan.id}: {error}") from None
        number += len(made)
    return book


def order_figures(
    plan: WindowPlan, winners: Sequence[Winner], book: Book, *, ended: bool
) -> Iterator[Figure]:
    """Yield what must be equal of a window's orders: every unit is in exactly one place.

    `ended`: nothing comes any more, so that everything won must have become an order.
    """
    for outlet, stock in plan.stock:
        of = f"{plan.id} · {outlet}"
        given = sum(one.won.quantity for one in winners if one.outlet == outlet)
        held, paid, returned, void = (
            book.counts[outlet, place] for place in (Op.HELD, Op.PAID, Op.RETURNED, "void")
        )
        units = sum(1 for at, _ in book.holders if at == outlet)
        if ended:
            yield Figure(of, "units won = units ordered", given, units)
        left = stock - given
        awaited = given - units
        yield Figure(
            of,
            "stock = paid + held + returned + void + left, units",
            stock,
            paid + held + returned + void + left + awaited,
            f"{paid} paid, {held} held, {returned} returned, {left} left"
            + (f", {void} void" if void else ""),
        )
        orders = [one for one in book.orders.values() if one.key.outlet == outlet]
        paid_fen = sum(one.price_fen for one in orders if one.state is OrderState.PAID)
        yield Figure(of, "paid, fen", paid * plan.price_fen, paid_fen)
        owners = {one.key[:2] for one in orders if one.state is OrderState.PAID}
        yield Figure(of, "units paid = units owned", paid, len(owners))


def _won(winner: Winner) -> Won:
    won = winner.won
    return Won(winner.outlet, won.unit, winner.viewer, won.price_fen, won.at_ms)


def _made(
    plan: WindowPlan,
    book: Book,
    won: dict[tuple[str, int], Won],
    entry: Entry,
) -> tuple[Answer | None, tuple[Entry, ...]]:
    """Return what the rules make where `entry` stands: what it must be, and what must follow."""
    now_ms, within_ms = entry.at_ms, plan.pay_within_ms
    role, _, by = entry.by.partition(":")
    if entry.op is Op.HELD and entry.by == "claim":
        unit = won.get((entry.outlet, entry.unit))
        if unit is None:
            raise ProofError(f"unit {entry.unit} of {plan.id} on {entry.outlet} was not won")
        return None, hold(book, now_ms, unit, within_ms)
    if entry.op in (Op.HELD, Op.WAITING):
        return join(
            *(book, now_ms, entry.viewer, entry.outlet, plan.price_fen, within_ms, WAITING_EVER)
        )
    if role == Role.CREW:
        return None, revoke(book, now_ms, [(entry.outlet, entry.unit)], by)
    if entry.op is Op.RELEASED:
        if role not in tuple(Role):
            raise ProofError(f"{entry.by} cannot release an order")
        return None, release(book, now_ms, [entry.key], Role(role), by, within_ms)
    if entry.op in (Op.PAID, Op.REFUNDING) and role in tuple(Role):
        paid = Payment(entry.viewer, entry.price_fen, entry.ref)
        return pay(book, now_ms, entry.key, Role(role), by, paid)
    if entry.op is Op.REFUNDED and role in tuple(Role):
        return refund_done(book, now_ms, entry.key, Role(role), by, entry.ref)
    return None, ()


def _why(answer: Answer | None) -> str:
    return f": {answer.code}" if isinstance(answer, Declined) else ""
