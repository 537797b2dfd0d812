"""Waiting until something about a viewer has changed; then one looks again."""

from __future__ import annotations

import asyncio

from .errors import Ended


class Changes:
    """One bell for all who wait. After `end` nobody waits any more."""

    def __init__(self) -> None:
        self.ended: Ended | None = None
        self._end = asyncio.Event()
        # In the order of their coming, not of their addresses: runs can then be repeated.
        self._waiting: dict[asyncio.Future[None], None] = {}

    def check(self) -> None:
        """Raise `Ended` when the viewer has ended."""
        if self.ended is not None:
            raise self.ended

    async def wait(self, timeout_s: float | None = None) -> None:
        """Return at the next `pulse`, or after `timeout_s`. Raises `Ended`."""
        self.check()
        changed = asyncio.get_running_loop().create_future()
        self._waiting[changed] = None
        try:
            if timeout_s is None:
                await changed
            else:
                await asyncio.wait((changed,), timeout=timeout_s)
        finally:
            self._waiting.pop(changed, None)
        self.check()

    async def until_end(self) -> Ended:
        """Return why the viewer has ended, once it has."""
        await self._end.wait()
        assert self.ended is not None
        return self.ended

    def pulse(self) -> None:
        """Let everybody look again."""
        waiting, self._waiting = self._waiting, {}
        for changed in waiting:
            if not changed.done():
                changed.set_result(None)

    def end(self, ended: Ended) -> None:
        """Let everybody go, with `ended`."""
        self.ended = ended
        self._end.set()
        self.pulse()
