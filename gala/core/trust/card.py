"""The trust card of a sheet that is at hand as a text: the log's, or the one in force."""

from __future__ import annotations

from functools import lru_cache

from gala.core.sheets import sheet_of
from gala.core.trust.book import Book, book_of
from gala.proof.errors import ProofError


@lru_cache(maxsize=4)
def card_in(sheet: str) -> Book:
    """Return the trust card in a sheet's text. Raises `ProofError` when it is no valid sheet.

    Kept: a night asks for the same one again and again, a simulation a hundred times.
    """
    try:
        return book_of(sheet_of(sheet))
    except ValueError as error:
        raise ProofError("the run sheet in the log has errors") from error
