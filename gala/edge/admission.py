"""A bucket for opening handshakes: a storm is let in at a pace, the rest is told when to come.

A handshake costs ten to thirty times a cue, so without it everyone's return would starve those who
are in.
"""

from __future__ import annotations

import math
from random import Random

RETRY_S_MAX = 30


class Bucket:
    """`rate` handshakes a second, `burst` at once; `now_s` is any steady clock."""

    def __init__(self, rate: float, burst: int, rng: Random) -> None:
        self._rate, self._burst, self._rng = rate, burst, rng
        self._left = float(burst)
        self._at_s = -math.inf
        self._refused = 0

    def empty(self, now_s: float) -> bool:
        """Whether the next one would be refused: worth knowing before a ticket is checked."""
        if self._at_s > -math.inf:
            self._left = min(self._burst, self._left + (now_s - self._at_s) * self._rate)
        self._at_s = now_s
        if self._left >= self._burst / 2:
            self._refused = 0
        return self._left < 1

    def take(self) -> None:
        """Count one that was let in."""
        self._left -= 1

    def retry_after_s(self) -> int:
        """Return when one that is refused may come: spread as widely as there are many of them."""
        self._refused += 1
        spread = 1 + math.ceil(self._refused / self._rate)
        return self._rng.randint(1, min(spread, RETRY_S_MAX))
