"""Orders counted again: each held to the claim that won its unit, to the sheet and to the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from gala.core.books import Figure
from gala.core.orders.book import Book, Entry
from gala.core.orders.drawn import Award, hold_drawn, is_placed, pass_over, place
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
from gala.core.orders.tables import MAY, Op, OrderState, Role
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.tables import BadTransition
from gala.proof.errors import ProofError

Units = Sequence[tuple[str, int]]
"""`(outlet, units)`."""

WAITING_EVER = 2**53


def recount(
    plan: WindowPlan,
    winners: Iterable[Winner],
    entries: Sequence[Entry],
    revoked: Collection[int] | None = None,
    award: Award | None = None,
) -> Book:
    """Return how the orders of a window stand, once each entry is seen to follow.

    `revoked` are the openings that the log says were revoked, where that is known: only their units
    are void, by lot all of them. `award` is what a draw gave by the log, where one did. Raises
    `ProofError`.
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
        if crew and revoked is not None and not _is_void(plan, revoked, gens, entry):
            raise ProofError(f"unit {entry.unit} of {plan.id} is void, and nobody revoked it")
        answer, made = _made(plan, book, won, award, entry)
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
    plan: WindowPlan,
    winners: Sequence[Winner],
    book: Book,
    *,
    ended: bool,
    stock: Units | None = None,
    award: Award | None = None,
) -> Iterator[Figure]:
    """Yield what must be equal of a window's orders: every unit is in exactly one place.

    `ended`: nothing comes any more, so that everything won or drawn must have become an order.
    `stock` is the plan's unless it is given: by lot that has none, and `award` says what was drawn
    and has to be ordered.
    """
    by_lot = plan.orders_by_lot
    won = "units drawn = units ordered" if by_lot else "units won = units ordered"
    for outlet, stock_units in plan.stock if stock is None else stock:
        of = f"{plan.id} · {outlet}"
        given = sum(one.won.quantity for one in winners if one.outlet == outlet)
        if by_lot:
            # Of what was revoked before it was ordered nothing is to be had.
            given = (
                award.given(outlet) if award else sum(1 for at, _ in book.holders if at == outlet)
            )
        held, paid, returned, void = (
            book.counts[outlet, place] for place in (Op.HELD, Op.PAID, Op.RETURNED, "void")
        )
        units = sum(1 for at, _ in book.holders if at == outlet)
        if ended:
            yield Figure(of, won, given, units)
        left = stock_units - given
        awaited = given - units
        yield Figure(
            of,
            "stock = paid + held + returned + void + left, units",
            stock_units,
            paid + held + returned + void + left + awaited,
            f"{paid} paid, {held} held, {returned} returned, {left} left"
            + (f", {void} void" if void else ""),
        )
        orders = [one for one in book.orders.values() if one.key.outlet == outlet]
        paid_fen = sum(one.price_fen for one in orders if one.state is OrderState.PAID)
        yield Figure(of, "paid, fen", paid * plan.price_fen, paid_fen)
        owners = {one.key[:2] for one in orders if one.state is OrderState.PAID}
        yield Figure(of, "units paid = units owned", paid, len(owners))
        if by_lot:
            yield Figure(of, "units beyond the stock", 0, max(0, units - stock_units))
    if award is not None and ended:
        placed = sum(is_placed(book, viewer) for _, viewer in award.waiting)
        yield Figure(plan.id, "drawn to wait = on the list", len(award.waiting), placed)
        passed = {viewer for _, viewer in award.passed_over}
        yield Figure(plan.id, "passed over = without an order", len(passed), _without(book, passed))


def _without(book: Book, passed: Collection[str]) -> int:
    """Count those among `passed` of whom the orders know it, and who hold nothing."""
    mine = (OrderState.HELD, OrderState.PAID)
    return sum(
        viewer in book.passed and not any(one.state in mine for one in book.of(viewer))
        for viewer in passed
    )


def _is_void(
    plan: WindowPlan, revoked: Collection[int], gens: dict[tuple[str, int], int], entry: Entry
) -> bool:
    """Whether the log lets a unit be void."""
    if plan.orders_by_lot:
        return bool(revoked)
    return gens.get((entry.outlet, entry.unit)) in revoked


def _won(winner: Winner) -> Won:
    won = winner.won
    return Won(winner.outlet, won.unit, winner.viewer, won.price_fen, won.at_ms)


def _made(
    plan: WindowPlan,
    book: Book,
    won: dict[tuple[str, int], Won],
    award: Award | None,
    entry: Entry,
) -> tuple[Answer | None, tuple[Entry, ...]]:
    """Return what the rules make where `entry` stands: what it must be, and what must follow."""
    now_ms, within_ms = entry.at_ms, plan.pay_within_ms
    role, _, by = entry.by.partition(":")
    if plan.orders_by_lot and (
        entry.op in (Op.HELD, Op.WAITING, Op.RETURNED, Op.PASSED) or role == Role.STAFF
    ):
        return None, _drawn(plan, book, award, entry)
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
        if role not in MAY["release"]:
            raise ProofError(f"{entry.by} cannot release an order")
        return None, release(book, now_ms, [entry.key], Role(role), by, within_ms)
    if entry.op in (Op.PAID, Op.REFUNDING) and role in tuple(Role):
        paid = Payment(entry.viewer, entry.price_fen, entry.ref)
        return pay(book, now_ms, entry.key, Role(role), by, paid)
    if entry.op is Op.REFUNDED and role in tuple(Role):
        return refund_done(book, now_ms, entry.key, Role(role), by, entry.ref)
    return None, ()


def _drawn(plan: WindowPlan, book: Book, award: Award | None, entry: Entry) -> tuple[Entry, ...]:
    """Return what follows from a draw where `entry` stands: nobody else has or awaits a unit."""
    if award is None:
        raise ProofError(f"nothing of {plan.id} was drawn that can be ordered")
    outlet, viewer, now_ms = entry.outlet, entry.viewer, entry.at_ms
    if entry.op is Op.PASSED:
        if (outlet, viewer) not in award.passed_over:
            raise ProofError(f"{viewer} was not passed over in {plan.id}")
        by = entry.by.partition(":")[2]
        return pass_over(book, now_ms, outlet, viewer, by, plan.pay_within_ms)
    row = [one for at, one in award.waiting if at == outlet]
    if entry.op is Op.WAITING:
        before = row[: row.index(viewer)] if viewer in row else row
        if viewer not in row or not all(is_placed(book, one) for one in before):
            raise ProofError(f"{viewer} was not drawn to wait there on {outlet} in {plan.id}")
        return place(book, now_ms, outlet, viewer)
    unit = next((one for one in award.units if one[:2] == (outlet, entry.unit)), None)
    if unit is None:
        raise ProofError(f"unit {entry.unit} of {plan.id} on {outlet} was not drawn")
    if not all(is_placed(book, one) for one in row):
        raise ProofError(f"unit {entry.unit} of {plan.id} is held before the list is whole")
    return hold_drawn(book, now_ms, award.begun_ms, unit, plan.price_fen, plan.pay_within_ms)


def _why(answer: Answer | None) -> str:
    return f": {answer.code}" if isinstance(answer, Declined) else ""
