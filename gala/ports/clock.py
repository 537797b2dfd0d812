"""The show's time."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """The show's time: the store's clock, carried forward by this machine's steady clock."""

    def now_ms(self) -> int:
        """Return the present instant: it never goes back, whatever the system clock does."""

    async def sleep_until(self, at_ms: int) -> None:
        """Return when `now_ms() >= at_ms`."""


class BoundedClock(Clock, Protocol):
    """A clock that knows how wrong it may be."""

    @property
    def error_ms(self) -> float:
        """The bound within which `now_ms` is the store's time; infinite while nothing is known."""
