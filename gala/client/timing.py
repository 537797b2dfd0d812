"""Clock exchanges on a live connection: five after opening, then one every 20 s.

An edge that is not sure of the time itself is asked every 2 s: it learns it meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gala.wire.messages import ask_clock

from .clock import Exchange, ShowClock
from .inbound import ClockAnswer

FIRST_EXCHANGES = 5
EVERY_S = 20.0
UNSURE_EVERY_S = 2.0
UNSURE_MS = 20


class Timing:
    """Keeps `clock` right by exchanges over whichever connection stands."""

    def __init__(self, clock: ShowClock, send: Callable[[bytes], None]) -> None:
        self._clock = clock
        self._send = send
        self._left = 0
        self._asked_us: int | None = None
        self._timer: asyncio.TimerHandle | None = None

    def opened(self) -> None:
        """Begin on a new connection."""
        self.stop()
        self._clock.begin_anew()
        self._left = FIRST_EXCHANGES
        self._ask()

    def answered(self, answer: ClockAnswer) -> None:
        """Take an answer in; the next question follows on it, or 20 s later."""
        if answer.t0 != self._asked_us:
            return
        sent_ms, now_ms = answer.t0 / 1_000, self._clock.own_ms()
        self._clock.exchanged(
            Exchange(sent_ms, answer.received_ms, answer.sent_ms, now_ms, answer.error_ms)
        )
        self._asked_us = None
        self._left -= 1
        if self._left > 0:
            self._ask()
        else:
            every_s = UNSURE_EVERY_S if answer.error_ms > UNSURE_MS else EVERY_S
            self._timer = asyncio.get_running_loop().call_later(every_s, self._ask)

    def _ask(self) -> None:
        # The token is our own time in microseconds: any integer will do, and this one is exact.
        self._asked_us = round(self._clock.own_ms() * 1_000)
        self._send(ask_clock(self._asked_us))

    def stop(self) -> None:
        """Ask no more until the next connection."""
        self._asked_us = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
