"""Orders counted again under a state of the log: what it gave, what it revoked, what it drew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gala.core.books import Figure
from gala.core.by_lot import award, to_order, unit_stock
from gala.core.orders.book import Book, Entry
from gala.core.orders.recount import order_figures, recount
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.state import Show


def counted(
    show: Show, plan: WindowPlan, winners: Iterable[Winner], entries: Sequence[Entry]
) -> Book:
    """Return how a window's orders stand; `show` is no older than they. Raises `ProofError`."""
    revoked = {one.gen for one in show.window(plan.id).revoked}
    return recount(plan, winners, entries, revoked, award(show, plan.id))


def figures(
    show: Show, plan: WindowPlan, winners: Sequence[Winner], book: Book, *, ended: bool
) -> Iterator[Figure]:
    """Yield what must be equal of a window's orders; see `order_figures`."""
    stock = unit_stock(show, plan.id)
    to_be = to_order(show, plan.id)
    yield from order_figures(plan, winners, book, ended=ended, stock=stock, award=to_be)
