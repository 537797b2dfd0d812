"""What an edge leaves out when it cannot do everything, and when; pure.

    level 1   hearts are not taken and not shown
    level 2   figures come as slowly as the protocol allows
    level 3   figures are the number of viewers alone; nothing that is nice to know is answered

Never cues, claims, receipts or flags. Up at once, as far as the load asks; down one level at a
time, each after a calm stretch: the ladder does not swing with the load that it takes away.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVEL_MAX = 3
HEARTS, FIGURES, BOARDS = 1, 2, 3
"""From which level on each is left out."""

CALM_MS = 10_000
"""How long a load must be calm before one level is taken back."""

BEHIND_MIN = 32
"""Fewer viewers who read too slowly say something of their lines, not of the edge."""

LAG_MS = (60, 120, 250)
SWEEPS_MILLI = (500, 700, 900)
BEHIND_MILLI = (100, 250, 500)
"""What asks for level 1, 2 and 3. Calm is less than half of what asks for the present one."""


@dataclass(frozen=True, slots=True)
class Load:
    """An edge's last second: how late its loop was on average, and what its sweeps took of a core.

    `behind` of its `viewers` have not read what was sent to them.
    """

    lag_ms: int
    sweeps_milli: int
    behind: int
    viewers: int

    @property
    def behind_milli(self) -> int:
        """The share of viewers who are behind, in thousandths; 0 while they are a handful."""
        return self.behind * 1_000 // self.viewers if self.behind >= BEHIND_MIN else 0

    def asks(self, *, times: int = 1) -> int:
        """Return the level that this load, `times` as much, asks for."""
        figures = (
            (self.lag_ms, LAG_MS),
            (self.sweeps_milli, SWEEPS_MILLI),
            (self.behind_milli, BEHIND_MILLI),
        )
        return max(sum(value * times >= one for one in bounds) for value, bounds in figures)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where an edge stands by itself; calm since `calm_ms`, None while it is not."""

    level: int = 0
    calm_ms: int | None = None

    def after(self, load: Load, now_ms: int) -> Ladder:
        """Return where it stands once `load` has been measured at `now_ms` (any steady clock)."""
        asked = load.asks()
        if asked > self.level:
            return Ladder(asked)
        if not self.level or load.asks(times=2) >= self.level:
            return Ladder(self.level)
        if self.calm_ms is None:
            return Ladder(self.level, now_ms)
        if now_ms - self.calm_ms < CALM_MS:
            return self
        return Ladder(self.level - 1, now_ms)
