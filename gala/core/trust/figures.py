"""Guarantees by two ways: what follows from sheet, receipts and rules, and what is journaled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gala.core.books import Figure
from gala.core.trust.book import Book
from gala.core.trust.claims import Claims, ClaimState, Decided, Entry, Redeemed
from gala.core.trust.recount import Units, follow
from gala.proof.errors import ProofError

ALL = "guarantees"
"""What figures are of that are those of no guarantee alone."""


@dataclass(slots=True)
class Tally:
    """Claims as somebody has counted them: all, and by guarantee those met and their fen."""

    claims: int = 0
    met: Counter[str] = field(default_factory=Counter)
    met_fen: Counter[str] = field(default_factory=Counter)

    def take(self, entry: Entry) -> None:
        """Count an entry of the journal as it is, whether it follows or not."""
        if not isinstance(entry, Decided):
            self.claims += 1
        if isinstance(entry, Redeemed):
            self._meet(entry.filing.guarantee, entry.filing.ceiling_fen)
        elif isinstance(entry, Decided) and entry.verdict.met:
            self._meet(entry.verdict.guarantee, entry.verdict.amount_fen)

    def _meet(self, guarantee: str, amount_fen: int) -> None:
        self.met[guarantee] += 1
        self.met_fen[guarantee] += amount_fen


@dataclass(frozen=True, slots=True)
class Journaled:
    """The journal of claims, and where there is a live store what that has counted (`kept`).

    Each of the store's counts was read when the journal had at least its first `before` entries,
    and at most all of them: what came while they were read is no difference.
    """

    entries: Sequence[Entry] = ()
    before: int = 0
    kept: Tally | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """How the claims stand that follow; `faults` are the first entry of a guarantee that does not,
    in words."""

    claims: Claims
    faults: dict[str, str]


def examine(book: Book, units: Units, entries: Sequence[Entry]) -> Examined:
    """Return how claims stand, passing over each entry that cannot follow."""
    found = Examined(Claims(), {})
    for number, entry in enumerate(entries, start=1):
        try:
            follow(found.claims, book, units, number, entry)
        except ProofError as error:
            found.faults.setdefault(_guarantee(entry), str(error))
    return found


def guarantee_figures(book: Book, units: Units, journaled: Journaled) -> Iterator[Figure]:
    """Yield the figures of every guarantee, to the claim and the fen.

    An entry that does not follow is journaled and not in what is said, so its guarantee differs by
    what it is worth.
    """
    found = examine(book, units, journaled.entries)
    held, filed, refused = Tally(), Counter[str](), Counter[str]()
    for entry in journaled.entries:
        held.take(entry)
        if not isinstance(entry, Decided):
            filed[entry.filing.guarantee] += 1
        elif not entry.verdict.met:
            refused[entry.verdict.guarantee] += 1
    said = found.claims
    standing = Counter(one.guarantee for one in said.standings.values())
    for guarantee in (*book.offers, *sorted({*filed, *refused, *held.met} - {*book.offers})):
        of, note = f"guarantee {guarantee}", found.faults.get(guarantee, "")
        yield Figure(of, "claims", standing[guarantee], filed[guarantee], note)
        met = said.counts[guarantee, ClaimState.MET]
        yield Figure(of, "claims met", met, held.met[guarantee], note)
        out = said.counts[guarantee, ClaimState.REFUSED]
        yield Figure(of, "claims refused", out, refused[guarantee], note)
        yield Figure(of, "met, fen", said.met_fen[guarantee], held.met_fen[guarantee], note)
        if (offer := book.offers.get(guarantee)) is not None:
            used = (held.met_fen if offer.quota.unit == "fen" else held.met)[guarantee]
            beyond = max(0, used - offer.quota.most)
            yield Figure(of, f"met beyond the quota, {offer.quota.unit}", 0, beyond)
    if journaled.kept is not None:
        yield from _kept(book, journaled, journaled.kept)


def _kept(book: Book, journaled: Journaled, kept: Tally) -> Iterator[Figure]:
    """Yield what the store goes by when it decides, beside what it has journaled."""
    said = _at_the_time(journaled, kept)
    filings = [not isinstance(one, Decided) for one in journaled.entries]
    least, most = sum(filings[: journaled.before]), sum(filings)
    yield Figure(ALL, "claims kept", min(max(least, kept.claims), most), kept.claims)
    for guarantee in (*book.offers, *sorted({*said.met, *kept.met} - {*book.offers})):
        of = f"guarantee {guarantee}"
        yield Figure(of, "claims met, kept", said.met[guarantee], kept.met[guarantee])
        yield Figure(of, "met, kept, fen", said.met_fen[guarantee], kept.met_fen[guarantee])


def _at_the_time(journaled: Journaled, kept: Tally) -> Tally:
    """Return what had been met when it was counted: where it agrees with `kept`, else all of it."""
    said = Tally()
    for number, entry in enumerate(journaled.entries):
        if number >= journaled.before and (said.met, said.met_fen) == (kept.met, kept.met_fen):
            break
        said.take(entry)
    return said


def _guarantee(entry: Entry) -> str:
    return entry.verdict.guarantee if isinstance(entry, Decided) else entry.filing.guarantee
