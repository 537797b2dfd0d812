"""What this edge's viewers report of when takes came on their screens, counted by outlet.

The newest takes only, and each viewer once for each: whoever reports twice, or of a take that was
not, changes nothing.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import Protocol

from gala.core.skew import UNSURE_MS, Skew, bucket
from gala.wire.requests import TellPresented
from gala.wire.steps import Cue

TAKES = 4
"""Outlets are seconds apart, so reports of several takes come at once."""


class Witness(Protocol):
    """Who reports; `told_take` is the number of the newest take that it has told us of."""

    outlet: str
    told_take: int


class _Take:
    __slots__ = ("counts", "epoch", "number", "seq", "unsure")

    def __init__(self, number: int, cue: Cue) -> None:
        self.number = number
        self.epoch, self.seq = cue.epoch, cue.seq
        self.counts: dict[str, Counter[int]] = {}
        self.unsure: Counter[str] = Counter()


class PresentedCounts:
    """The counts of the newest takes."""

    def __init__(self) -> None:
        self._number = 0
        self._takes: deque[_Take] = deque(maxlen=TAKES)
        self.totals: dict[str, Counter[int]] = {}
        """By outlet and bucket, of all takes so far."""

    def apply(self, cue: Cue) -> None:
        """Note a cue of the main stage that came while viewers were there."""
        if cue.kind == "take" and cue.present_at_ms:
            self._number += 1
            self._takes.append(_Take(self._number, cue))

    def told(self, viewer: Witness, told: TellPresented) -> None:
        """Count a report."""
        for take in self._takes:
            if (take.epoch, take.seq) == (told.epoch, told.seq):
                break
        else:
            return
        if viewer.told_take >= take.number:
            return
        viewer.told_take = take.number  # the take's own object: nothing more per viewer
        if told.error_ms > UNSURE_MS:
            take.unsure[viewer.outlet] += 1
        else:
            counts = take.counts.setdefault(viewer.outlet, Counter())
            counts[bucket(told.late_ms)] += 1
            self.totals.setdefault(viewer.outlet, Counter())[bucket(told.late_ms)] += 1

    def skews(self) -> tuple[Skew, ...]:
        """Return what is known, the older takes first."""
        return tuple(
            Skew(
                *(take.epoch, take.seq, outlet, take.unsure[outlet]),
                counts=tuple(sorted(take.counts.get(outlet, Counter()).items())),
            )
            for take in self._takes
            for outlet in sorted(take.counts.keys() | take.unsure.keys())
        )
