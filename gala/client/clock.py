"""The show's clock as a viewer knows it: its own steady clock plus an offset with an error bound.

Pure: it is given the own clock and the four instants of each exchange (docs/protocol.md section 6).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

EXCHANGES_KEPT = 8
ROUNDING_MS = 1.0
"""The server's instants are whole milliseconds: each may be up to one less than the truth."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange: sent at `t0`, received at `t1`, answered at `t2`, back at `t3`.

    `t0` and `t3` are by the own clock, `t1` and `t2` by the show's, as an edge knows it within
    `edge_error_ms`; all in milliseconds.
    """

    t0: float
    t1: int
    t2: int
    t3: float
    edge_error_ms: int = 0

    @property
    def offset_ms(self) -> float:
        """Return the show's clock less the own clock."""
        return ((self.t1 - self.t0) + (self.t2 - self.t3)) / 2

    @property
    def round_trip_ms(self) -> float:
        """Return the time on the way; never negative, whatever the rounding did."""
        return max((self.t3 - self.t0) - (self.t2 - self.t1), 0.0)

    @property
    def error_ms(self) -> float:
        """Return how far `offset_ms` may be from the truth."""
        return self.round_trip_ms / 2 + self.edge_error_ms + ROUNDING_MS


class ShowClock:
    """The show's clock. `own_ms` is a steady clock in milliseconds, from any beginning."""

    def __init__(self, own_ms: Callable[[], float]) -> None:
        self._own_ms = own_ms
        self._exchanges: deque[Exchange] = deque(maxlen=EXCHANGES_KEPT)
        self._best: Exchange | None = None

    def exchanged(self, exchange: Exchange) -> None:
        """Take one exchange into account."""
        self._exchanges.append(exchange)
        # On a tie the later one wins: it has had less time to drift.
        self._best = min(reversed(self._exchanges), key=lambda each: each.error_ms)

    def begin_anew(self) -> None:
        """Go by new exchanges only, from the next one on: a device that slept has another clock."""
        self._exchanges.clear()

    @property
    def ready(self) -> bool:
        """True after the first exchange; before it, the time is not known."""
        return self._best is not None

    @property
    def offset_ms(self) -> float:
        """Return what to add to the own clock. Raises `RuntimeError` before the first exchange."""
        if self._best is None:
            raise RuntimeError("the show's clock is not known before the first exchange")
        return self._best.offset_ms

    @property
    def error_ms(self) -> float:
        """Return how far `now_ms` may be off, infinite before the first exchange."""
        return math.inf if self._best is None else self._best.error_ms

    def own_ms(self) -> float:
        """Return the own clock, the one that exchanges are measured by."""
        return self._own_ms()

    def now_ms(self) -> int:
        """Return the show's time. Raises `RuntimeError` before the first exchange."""
        return math.floor(self._own_ms() + self.offset_ms)
