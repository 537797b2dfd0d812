"""Claims on guarantees, counted again: each against its receipt, the sheet and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gala.core.by_lot import ever_held
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.core.trust.book import COUPON, Book, Offer
from gala.core.trust.claims import (
    Answer,
    Claims,
    Decided,
    Declined,
    Entry,
    Filing,
    Redeemed,
    decide,
    file,
    redeem,
)
from gala.proof.errors import ProofError


@dataclass(frozen=True, slots=True)
class Bought:
    """A unit as the ledger gave it: to whom, at what price, when."""

    viewer: str
    price_fen: int
    at_ms: int


Units = Mapping[tuple[str, str, int], Bought]
"""What was given, by window, outlet and unit."""


def bought(show: Show, given: Mapping[str, Iterable[Winner]]) -> dict[tuple[str, str, int], Bought]:
    """Return what was bought of what the windows in `given` gave.

    By lot it is what was drawn: to have entered is not to have bought.
    """
    units = {}
    for window, winners in given.items():
        drawn = ever_held(show, window)
        for one in winners:
            if drawn is None or one.viewer in drawn:
                won = one.won
                units[window, one.outlet, won.unit] = Bought(one.viewer, won.price_fen, won.at_ms)
    return units


def recount(book: Book, units: Units, entries: Iterable[Entry]) -> Claims:
    """Return how all claims stand, once each is seen to follow. Raises `ProofError`."""
    claims = Claims()
    for number, entry in enumerate(entries, start=1):
        follow(claims, book, units, number, entry)
    return claims


def follow(claims: Claims, book: Book, units: Units, number: int, entry: Entry) -> None:
    """Go on by the journal's entry `number`, if it follows.

    Raises `ProofError`, and `claims` are then what they were.
    """
    if entry.at_ms < claims.latest_ms:
        raise ProofError(f"claim on a guarantee {number} comes before the one before it")
    if isinstance(entry, Decided):
        offer = book.offers.get(entry.verdict.guarantee)
        if offer is None:
            raise ProofError(f"the sheet has no guarantee {entry.verdict.guarantee}")
        answer, made = decide(claims, entry.at_ms, entry.verdict, offer.quota)
    else:
        answer, made = _filed(claims, book, units, entry.at_ms, entry.filing, entry)
    if made != entry:
        raise ProofError(f"claim on a guarantee {number} cannot follow: {_why(answer)}")
    claims.take(entry)


def _filed(
    claims: Claims, book: Book, units: Units, at_ms: int, filing: Filing, entry: Entry
) -> tuple[Answer, Entry | None]:
    offer = book.offer(filing.window, filing.guarantee)
    if offer is None:
        raise ProofError(f"the sheet gives {filing.window} no guarantee {filing.guarantee}")
    _hold(offer, units, filing)
    if (offer.kind == COUPON) != isinstance(entry, Redeemed):
        raise ProofError(f"{filing.guarantee} is claimed in another way")
    if offer.kind == COUPON:
        return redeem(claims, at_ms, filing, offer.quota)
    return file(claims, at_ms, filing)


def _hold(offer: Offer, units: Units, filing: Filing) -> None:
    """Hold a filing to the unit that it leans on."""
    bought = units.get((filing.window, filing.outlet, filing.unit))
    if bought is None or bought.viewer != filing.viewer:
        raise ProofError(f"unit {filing.receipt} was not given to {filing.viewer}")
    wanted = (bought.price_fen, offer.ceiling_fen(bought.price_fen), offer.until_ms(bought.at_ms))
    if (filing.paid_fen, filing.ceiling_fen, filing.until_ms) != wanted:
        raise ProofError(f"the claim on {filing.receipt} has other terms than the sheet")


def _why(answer: Answer) -> str:
    return answer.code if isinstance(answer, Declined) else "it is there already"
