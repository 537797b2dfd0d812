"""How loaded this edge is, measured, and the level of shedding that follows (`gala.core.shedding`).

The level is the higher of two: what the load asks for, and what people have set for all edges.
That comes as a cue, so an edge that comes later reads it with the others.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from gala.core.shedding import LEVEL_MAX, Ladder, Load
from gala.wire.steps import Cue

log = logging.getLogger(__name__)

BEAT_S = 0.05
"""Often enough that one long step of the loop is not taken for a load that stays."""

MEASURE_S = 1.0


class Shedding:
    """The levels of one edge, and the measurements of the second under way."""

    def __init__(self) -> None:
        self.by_hand = 0
        self.lag_ms = 0
        """How late the loop was on average in the last second that was measured."""
        self._ladder = Ladder()
        self._swept_s = 0.0

    @property
    def level(self) -> int:
        """What is shed now, 0 to 3."""
        return max(self.by_hand, self._ladder.level)

    def apply(self, cue: Cue) -> None:
        """Note a cue of the main stage."""
        match cue.kind, cue.body:
            case "shed", [int(level), *_] if 0 <= level <= LEVEL_MAX:
                log.warning("people have set the level of shedding to %d", level)
                self.by_hand = level

    def swept(self, took_s: float) -> None:
        """A sweep has taken so long."""
        self._swept_s += took_s

    def measured(
        self, lag_s: float, over_s: float, behind: int, viewers: int, now_s: float
    ) -> None:
        """Go by a second's measurements: `lag_s` is how late the loop was on average."""
        self.lag_ms = int(lag_s * 1_000)
        swept_s, self._swept_s = self._swept_s, 0.0
        load = Load(self.lag_ms, int(swept_s / over_s * 1_000), behind, viewers)
        before, self._ladder = self._ladder, self._ladder.after(load, int(now_s * 1_000))
        if before.level != self._ladder.level:
            log.warning("shedding: level %d after %d, %r", self._ladder.level, before.level, load)


async def measure(shedding: Shedding, audience: Callable[[], tuple[int, int]]) -> None:
    """Measure for ever; `audience` says how many viewers are behind, and how many there are."""
    loop = asyncio.get_running_loop()
    begun_s = loop.time()
    late_s, beats = 0.0, 0
    while True:
        due_s = loop.time() + BEAT_S
        await asyncio.sleep(BEAT_S)
        now_s = loop.time()
        late_s, beats = late_s + max(0.0, now_s - due_s), beats + 1
        if now_s - begun_s >= MEASURE_S:
            shedding.measured(late_s / beats, now_s - begun_s, *audience(), now_s)
            begun_s, late_s, beats = now_s, 0.0, 0
