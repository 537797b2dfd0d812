"""Gathers taps on the heart: docs/protocol.md section 3 asks for one message a second at most."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gala.core.feelings import HEARTS_MAX
from gala.wire.messages import heart as pack_heart

GATHER_S = 1.0


class Hearts:
    """Sends what was tapped within a second, once, and no more than counts."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._taps = 0
        self._timer: asyncio.TimerHandle | None = None

    def tap(self, count: int) -> None:
        """Take taps. Raises `ValueError` for less than one."""
        if count < 1:
            raise ValueError("hearts are given one at least at a time")
        self._taps = min(self._taps + count, HEARTS_MAX)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHER_S, self._gathered)

    def stop(self) -> None:
        """Send nothing that still waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._taps = 0

    def _gathered(self) -> None:
        taps, self._taps, self._timer = self._taps, 0, None
        self._send(pack_heart(taps))
