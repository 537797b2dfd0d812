"""Claims on a night's guarantees, for all who account for it: as journaled, and as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gala.conductor.guarantees import GUARANTEES, has_guarantees, read_guarantees
from gala.core.books import Figure
from gala.core.trust.book import COUPON, Book, Guaranteed, Offer, book_of
from gala.core.trust.claims import Claims, Entry, Filing, Standing
from gala.core.trust.figures import examine, guarantee_figures
from gala.core.trust.recount import Units, bought
from gala.proof.errors import ProofError

if TYPE_CHECKING:
    from gala.after.account import Account


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as it stands, the filing that it began with, and what it leans on."""

    filing: Filing
    standing: Standing
    offer: Offer
    sold: Guaranteed

    @property
    def is_coupon(self) -> bool:
        """Whether it is a coupon that was used: nobody owes money for it."""
        return self.offer.kind == COUPON

    @property
    def owed_fen(self) -> int:
        """What is to be paid to the viewer for it."""
        return 0 if self.is_coupon else self.standing.amount_fen


def entries_of(folder: Path) -> tuple[list[Entry], str | None]:
    """Return the claims in a record, as far as they can be read, and why not further.

    Raises `OSError`.
    """
    entries: list[Entry] = []
    if not has_guarantees(folder):
        return entries, None
    if not (folder / GUARANTEES).is_file():
        return entries, f"{GUARANTEES} is missing: the sheet of this night gives guarantees"
    try:
        for entry in read_guarantees(folder):
            entries.append(entry)
    except ProofError as error:
        return entries, str(error)
    return entries, None


def card(account: Account) -> Book:
    """Return what the sheet of the night guarantees."""
    return book_of(account.sheet)


def figures(account: Account) -> Iterator[Figure]:
    """Yield the figures of every guarantee; none for a night without guarantees."""
    journaled = account.guarantees
    if card(account).windows or journaled.entries:
        yield from guarantee_figures(card(account), _units(account), journaled)


def standing(account: Account) -> Claims:
    """Return how all claims stand that follow; what does not is among the `figures`."""
    return examine(card(account), _units(account), account.guarantees.entries).claims


def claimed(account: Account) -> list[Claimed]:
    """Return every claim that follows, as it stands, in the order in which they came."""
    book, claims = card(account), standing(account)
    return [
        Claimed(
            *(filing, claims.standings[claim]),
            *(book.offers[filing.guarantee], book.windows[filing.window]),
        )
        for claim, filing in claims.filings.items()
    ]


def _units(account: Account) -> Units:
    windows = card(account).windows
    given = {window: account.winners(window) for window in windows}
    return bought(account.latest or account.show, given)
