"""Openings that are whole, judged together.

Judging one goes through the code of three libraries. Between reads and writes, one at a time, that
code is out of the processor's caches each time anew; one after another a viewer let in costs half
(`gala bench join`). That is when it counts: when many come at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .opening import Opening

log = logging.getLogger(__name__)


class Entrance:
    """Lets in whose requests have come, `at_once` before other work has its turn."""

    def __init__(self, loop: asyncio.AbstractEventLoop, at_once: int) -> None:
        self._loop = loop
        self._at_once = at_once
        self._waiting: deque[Opening] = deque()

    def put(self, opening: Opening) -> None:
        """Have a request judged before long."""
        if not self._waiting:
            self._loop.call_soon(self._turn)
        self._waiting.append(opening)

    def _turn(self) -> None:
        waiting = self._waiting
        some = [waiting.popleft() for _ in range(min(self._at_once, len(waiting)))]
        if waiting:
            self._loop.call_soon(self._turn)
        judged = [(opening, opening.judge()) for opening in some]
        for opening, admitted in judged:
            if admitted is not None:
                try:
                    opening.enter(admitted)
                except Exception:
                    log.exception("a viewer who comes in")
                    opening.abort()
