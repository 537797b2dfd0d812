"""What viewers feel, in bulk: hearts and flags, as counts that add up over edges; pure.

Each edge says how many it has counted *in all*: the same figure twice is one figure, so a call that
is made again, or whose answer was lost, never counts twice. Nothing here ever falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

REASONS = ("exaggerated", "wrong_price", "not_as_shown", "offensive", "other")
"""Why a viewer flags a segment: a fixed set, so that flags can be counted and nobody writes."""

HEARTS_MAX = 20
"""Hearts that one message brings at most: about what a thumb can tap in a second."""

FLAGS_ALERT = 20
"""So many flags of one segment for one reason alert the crew, unless `--flags-alert` says else."""

Rows = tuple[tuple[str, str, int], ...]
"""Counts by two names, sorted: `(segment, room, hearts)` or `(segment, reason, flags)`."""


@dataclass(frozen=True)
class Feelings:
    """Hearts by segment and room ("" is the main stage), flags by segment and reason."""

    hearts: Rows = ()
    flags: Rows = ()

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.hearts, self.flags)

    def hearts_of(self, segment: str) -> int:
        """Return the hearts of a segment, all rooms together."""
        return sum(count for one, _, count in self.hearts if one == segment)

    def flags_of(self, segment: str) -> tuple[tuple[str, int], ...]:
        """Return a segment's `(reason, flags)`."""
        return tuple((reason, count) for one, reason, count in self.flags if one == segment)

    def since(self, before: Feelings) -> Feelings:
        """Return the rows that have grown since `before`, with what they are now."""
        return Feelings(_grown(before.hearts, self.hearts), _grown(before.flags, self.flags))

    def grown(self, news: Feelings) -> Feelings:
        """Return this with the rows of `news` in place of its own.

        Raises `ValueError` when one of them has not grown: then the two do not belong together.
        """
        if news.since(self) != news:
            raise ValueError("a count of hearts or flags that does not grow")
        return at_least((self, news))


NONE = Feelings()


def total(counts: Iterable[Feelings]) -> Feelings:
    """Return the sum of what several edges have counted."""
    known = tuple(counts)
    return Feelings(
        _sum(row for one in known for row in one.hearts),
        _sum(row for one in known for row in one.flags),
    )


def at_least(counts: Iterable[Feelings]) -> Feelings:
    """Return of each row the largest of several readings: a store may have lost the last ones."""
    known = tuple(counts)
    return Feelings(
        _largest(row for one in known for row in one.hearts),
        _largest(row for one in known for row in one.flags),
    )


def _sum(rows: Iterable[tuple[str, str, int]]) -> Rows:
    sums: dict[tuple[str, str], int] = {}
    for one, other, count in rows:
        sums[one, other] = sums.get((one, other), 0) + count
    return _rows(sums)


def _largest(rows: Iterable[tuple[str, str, int]]) -> Rows:
    largest: dict[tuple[str, str], int] = {}
    for one, other, count in rows:
        largest[one, other] = max(largest.get((one, other), 0), count)
    return _rows(largest)


def _grown(before: Rows, now: Rows) -> Rows:
    known = {(one, other): count for one, other, count in before}
    return tuple(row for row in now if row[2] > known.get(row[:2], 0))


def _rows(counts: dict[tuple[str, str], int]) -> Rows:
    return tuple((one, other, count) for (one, other), count in sorted(counts.items()))
