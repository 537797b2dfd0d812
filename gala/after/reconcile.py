"""Every figure of a night by two ways: as log and sheet say it, and counted from what was given.

Another kind of figure is one more function in `FIGURES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gala.after import guarantees
from gala.after.account import Account
from gala.after.afterwards import book_figures
from gala.conductor.orders_record import paid_plans
from gala.core.books import Figure, strays, window_figures
from gala.core.committing import finished
from gala.core.payouts import draw_figures, is_opened
from gala.proof.errors import ProofError


def reconcile(account: Account) -> list[Figure]:
    """Return all figures; the night is in order when every one of them is `equal`."""
    return [figure for figures in FIGURES for figure in figures(account)]


def differences(figures: list[Figure]) -> list[Figure]:
    """Return the figures that differ."""
    return [figure for figure in figures if not figure.equal]


def _windows(account: Account) -> Iterator[Figure]:
    counted = account.counted()
    for run in account.show.windows:
        yield from window_figures(account.show, account.logged, counted, run.id)
    yield from strays(account.show, account.journals)


def _receipts(account: Account) -> Iterator[Figure]:
    """Every claim that was given stands in a signed batch, or is kept by the store that is live."""
    for window, kept in account.kept.items():
        yield Figure(window, "receipts kept", len(account.winners(window)), kept)
    if account.signed is None:
        return
    for window in sorted({*account.signed, *account.journals}):
        given, signed = len(account.winners(window)), account.signed.get(window, 0)
        yield Figure(window, "receipts signed", given, signed)


def _draws(account: Account) -> Iterator[Figure]:
    for draw in account.show.draws:
        if not is_opened(draw):
            continue
        winners = account.winners(draw.manifest.window)
        try:
            yield from draw_figures(account.show, draw, account.rain_opened(draw), winners)
        except ProofError as error:
            yield Figure(f"{draw.segment} · {draw.kind} {draw.number}", "words", 0, 1, str(error))


def _orders(account: Account) -> Iterator[Figure]:
    """What was won is held, paid for, returned or left, where it has to be paid for."""
    ended = account.signed is not None and finished(account.show)
    for plan in paid_plans(account.show.plan):
        journal = account.orders.get(plan.id, ())
        winners = account.winners(plan.id)
        yield from book_figures(account.newest, plan, winners, journal, ended=ended)


def _whole(account: Account) -> Iterator[Figure]:
    if account.torn is not None:
        yield Figure("claims", "lines that cannot be read", 0, 1, account.torn)
    for of, why in account.faults:
        yield Figure(of, "entries that cannot follow", 0, 1, why)


FIGURES: tuple[Callable[[Account], Iterator[Figure]], ...] = (
    _windows,
    _receipts,
    _draws,
    _orders,
    guarantees.figures,
    _whole,
)
