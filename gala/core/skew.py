"""How late cues came on screens, in counts that add up over edges; pure.

A viewer reports by its own clock how late it presented a take (docs/protocol.md section 6). Counts
by bucket lose the exact value and can be summed whoever counted; a bucket is at most a fifth wide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LATE_MS_MAX = 60_000
UNSURE_MS = 50
"""A viewer whose own clock may be off by more says nothing about lateness."""


def _bounds() -> tuple[int, ...]:
    bounds = [0]
    while bounds[-1] < LATE_MS_MAX:
        bounds.append(max(bounds[-1] + 1, bounds[-1] * 6 // 5))
    bounds[-1] = LATE_MS_MAX
    return tuple(bounds)


BOUNDS_MS = _bounds()
"""Bucket `i` counts who was late by at most `BOUNDS_MS[i]`, and by more than the bound before."""


@dataclass(frozen=True, slots=True)
class Skew:
    """Of those on `outlet` who presented the take numbered `(epoch, seq)`: how many, how late.

    `counts` is `(bucket, viewers)` for each bucket that has any, in order; `unsure` viewers have a
    clock too uncertain to be in one.
    """

    epoch: int
    seq: int
    outlet: str
    unsure: int
    counts: tuple[tuple[int, int], ...]

    @property
    def viewers(self) -> int:
        """How many are in a bucket."""
        return sum(count for _, count in self.counts)


def bucket(late_ms: int) -> int:
    """Return the bucket of a viewer `late_ms` late; earlier than due is 0, the last has no end."""
    return bisect_left(BOUNDS_MS, min(max(late_ms, 0), LATE_MS_MAX))


def at_most_ms(counts: Sequence[tuple[int, int]], per_mille: int) -> int | None:
    """Return what `per_mille` of the counted were late by at most: a bucket's bound.

    None when nobody was counted.
    """
    total = sum(count for _, count in counts)
    seen = 0
    for index, count in sorted(counts):
        seen += count
        if seen * 1_000 >= total * per_mille:
            return BOUNDS_MS[index]
    return None


def newest(skews: Iterable[Skew]) -> list[Skew]:
    """Return, for each outlet that has any, the sum over edges of what is known of its newest take.

    In the order of the outlets' names.
    """
    found: dict[str, list[Skew]] = {}
    for skew in skews:
        same = found.setdefault(skew.outlet, [])
        if same and (skew.epoch, skew.seq) > (same[0].epoch, same[0].seq):
            same.clear()
        if not same or (skew.epoch, skew.seq) == (same[0].epoch, same[0].seq):
            same.append(skew)
    return [_sum(same) for _, same in sorted(found.items())]


def _sum(same: Sequence[Skew]) -> Skew:
    counts: dict[int, int] = {}
    for skew in same:
        for index, count in skew.counts:
            counts[index] = counts.get(index, 0) + count
    first = same[0]
    unsure = sum(skew.unsure for skew in same)
    return Skew(first.epoch, first.seq, first.outlet, unsure, tuple(sorted(counts.items())))
