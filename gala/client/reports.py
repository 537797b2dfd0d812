"""Tells the edge how late takes came on screen: docs/protocol.md section 6."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

from gala.wire.messages import presented as pack_presented

from .clock import ShowClock
from .events import Presented, Resumed
from .session import MAIN

SPREAD_S = 5.0
"""Reports of all viewers at once would be a storm of our own making."""


class Reports:
    """Sends one report for each take that came while we were there; the newest alone waits."""

    def __init__(self, clock: ShowClock, send: Callable[[bytes], None], rng: random.Random) -> None:
        self._clock = clock
        self._send = send
        self._rng = rng
        self._missed_to = 0
        self._timer: asyncio.TimerHandle | None = None

    def resumed(self, resumed: Resumed) -> None:
        """What follows up to that seq came late because we were away: it says nothing."""
        if resumed.channel == MAIN:
            self._missed_to = resumed.seq

    def shown(self, presented: Presented) -> None:
        """A cue has been presented."""
        cue = presented.cue
        if cue is None or cue.channel != MAIN or cue.kind != "take" or not presented.due_ms:
            return
        if cue.seq <= self._missed_to:
            return
        late_ms = max(0, presented.shown_ms - presented.due_ms)
        report = pack_presented(cue.epoch, cue.seq, late_ms, round(self._clock.error_ms))
        self.stop()
        wait_s = self._rng.uniform(0, SPREAD_S)
        self._timer = asyncio.get_running_loop().call_later(wait_s, self._send, report)

    def stop(self) -> None:
        """Send nothing that still waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
