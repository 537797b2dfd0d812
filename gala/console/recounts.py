"""What the console counts again: a window's units and draws, its orders, and claims on guarantees.

What is journaled may go on while it is read. So each is read before what it leans on (claims on
guarantees, orders, units), and `show` is a state of the log that was read last.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gala.core.books import Counted, Figure, Logged, window_figures
from gala.core.events import RainOpened
from gala.core.orders.book import Entry as OrderEntry
from gala.core.orders.logged import counted, figures
from gala.core.payouts import draw_figures, is_opened
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.core.trust.book import Book
from gala.core.trust.figures import Journaled, guarantee_figures
from gala.core.trust.recount import bought
from gala.proof.errors import ProofError

AT_ONCE = 200
"""Winners counted before the loop's thread may go on: it would wait five milliseconds else."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the log said of a window at the instant at which a recount was asked for."""

    window: str
    show: Show
    logged: Logged
    rains: Mapping[int, RainOpened]


def unit_figures(due: Settled, winners: Sequence[Winner]) -> Iterator[Figure]:
    """Yield a window's figures; openings that came after the recount was due are left out."""
    gen = due.show.window(due.window).gen
    given = [winner for winner in winners if winner.won.gen <= gen]
    counted = Counted(due.logged)
    for winner in eased(given):
        counted.give(due.window, winner)
    yield from window_figures(due.show, due.logged, counted, due.window)
    for draw in due.show.draws:
        if draw.manifest.window == due.window and is_opened(draw):
            try:
                yield from draw_figures(due.show, draw, due.rains.get(draw.number), given)
            except ProofError as error:
                of = f"{draw.segment} · {draw.kind} {draw.number}"
                yield Figure(of, "words", 0, 1, str(error))


def orders_recounted(
    show: Show, plan: WindowPlan, winners: Sequence[Winner], journal: Sequence[OrderEntry]
) -> Iterator[Figure]:
    """Yield the figures of a window's orders, or that they do not follow."""
    try:
        book = counted(show, plan, eased(winners), journal)
    except ProofError as error:
        yield Figure(plan.id, "orders that cannot follow", 0, 1, str(error))
        return
    yield from figures(show, plan, winners, book, ended=False)


def claims_recounted(
    show: Show, book: Book, journaled: Journaled, given: Mapping[str, Sequence[Winner]]
) -> Iterator[Figure]:
    """Yield the figures of every guarantee; `given` is what the windows of claims gave."""
    units = bought(show, {window: eased(winners) for window, winners in given.items()})
    yield from guarantee_figures(book, units, journaled)


def eased(winners: Iterable[Winner]) -> Iterator[Winner]:
    """Yield them all, and let other threads go on between them."""
    for place, winner in enumerate(winners):
        if place % AT_ONCE == 0:
            time.sleep(0)
        yield winner
