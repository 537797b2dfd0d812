"""What an edge counts of itself, in plain numbers: `metrics.py` makes an exposition of them.

Nothing is counted per delivery: a sweep adds up once at its end, the rest happens seldom.
"""

from __future__ import annotations

from collections import Counter

from gala.admin.spread import Spread


class Tally:
    """The counts since the edge began; times are seconds."""

    def __init__(self) -> None:
        self.joined = 0
        self.refused: Counter[str] = Counter()
        """Openings that came to nothing, by the word of docs/protocol.md section 2."""

        self.closed: Counter[str] = Counter()
        """Viewers who went, by the word or number with which; `gone` when they hung up first."""

        self.answers: Counter[str] = Counter()
        """Answers to claims, by outcome; one that was `pending` first counts in both."""

        self.writes = self.frames = self.bytes = 0
        """What sweeps wrote: viewers written to, and the frames and bytes that this came to."""

        self.ticks_shed = 0
        """Ticks that a newer one took the place of before they were swept."""

        self.sweep_s = Spread()
        self.ledger_s = Spread()
        """A call to the ledger, from asking until its decisions are there or given up."""

        self.lag_s = Spread()
        """How late the loop turned the wheel: what every answer waits for besides its own work."""

    def swept(self, took_s: float, writes: int, frames: int, size: int) -> None:
        """A sweep has written `frames` of `size` bytes in all to each of `writes` viewers."""
        self.sweep_s.add(took_s)
        self.writes += writes
        self.frames += writes * frames
        self.bytes += writes * size
