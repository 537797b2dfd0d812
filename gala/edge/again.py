"""Claims that were told `pending`, asked about once more without their viewer's doing.

Bounded on every side: so many claims, so many calls for each, for so long; what goes beyond is
left to the viewer's own retry, which takes the place of what is kept here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from gala.wire.requests import MakeClaim

from .limits import Limits


class Pending(Protocol):
    """A claim; `calls` is how many calls to the ledger have had it in them."""

    claim: MakeClaim
    calls: int
    since_s: float | None
    """When it was kept here first, by the loop's time."""

    @property
    def claimant(self) -> object:
        """Who claims."""


P = TypeVar("P", bound=Pending)


class Again(Generic[P]):
    """Gives each to `ask` after `probe_s`, or at once when `hurry` says that the ledger is back."""

    def __init__(self, limits: Limits, ask: Callable[[P], None]) -> None:
        self._limits = limits
        self._ask = ask
        self._kept: dict[tuple[int, str], P] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, one: P) -> None:
        """Ask about it later, if its bounds allow that."""
        loop = asyncio.get_running_loop()
        if one.since_s is None:
            one.since_s = loop.time()
        old = loop.time() - one.since_s >= self._limits.again_s
        full = len(self._kept) >= self._limits.claims_again
        if self._closed or old or full or one.calls >= self._limits.again_calls:
            return
        self._kept[_key(one)] = one
        if self._timer is None:
            self._timer = loop.call_later(self._limits.probe_s, self._go)

    def forget(self, one: P) -> None:
        """Somebody has an answer, or asks by itself."""
        if self._kept:
            self._kept.pop(_key(one), None)

    def hurry(self) -> None:
        """Ask now: the ledger answers."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = asyncio.get_running_loop().call_later(0, self._go)

    def close(self) -> None:
        """Keep nothing any more."""
        self._closed = True
        self._kept.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _go(self) -> None:
        self._timer = None
        kept, self._kept = self._kept, {}
        for one in kept.values():
            self._ask(one)


def _key(one: Pending) -> tuple[int, str]:
    # The claimant is held by what is kept, so its number is nobody else's meanwhile.
    return id(one.claimant), one.claim.window
