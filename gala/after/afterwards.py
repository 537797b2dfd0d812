"""What became of a night's units after they were won: its orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gala.conductor.orders_record import ORDERS, paid_plans, read_orders
from gala.core.books import Figure
from gala.core.orders.book import Book, Entry
from gala.core.orders.logged import counted, figures
from gala.core.plan import Plan, WindowPlan
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.proof.errors import ProofError

Journals = Mapping[str, Sequence[Entry]]


def orders_of(folder: Path, plan: Plan) -> dict[str, list[Entry]]:
    """Return the orders' journals in a record, by window. Raises `ProofError`, `OSError`."""
    if not paid_plans(plan):
        return {}
    if not (folder / ORDERS).is_file():
        raise ProofError(f"{ORDERS} is missing: in this night there was something to pay for")
    return read_orders(folder)


def book_figures(
    show: Show,
    plan: WindowPlan,
    winners: Sequence[Winner],
    journal: Sequence[Entry],
    *,
    ended: bool,
) -> Iterator[Figure]:
    """Yield the figures of one window's orders, or that they do not follow."""
    try:
        book = counted(show, plan, winners, journal)
    except ProofError as error:
        yield Figure(plan.id, "orders that cannot follow", 0, 1, str(error))
        return
    yield from figures(show, plan, winners, book, ended=ended)


def book_of(
    show: Show, plan: WindowPlan, winners: Sequence[Winner], journal: Sequence[Entry]
) -> Book:
    """Return a window's orders as they stand. Raises `ProofError` when they do not follow."""
    return counted(show, plan, winners, journal)
