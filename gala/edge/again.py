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
    """Gives each to `ask` after `probe_s`, or at once when `hurry` says that the ledger is back.

    What only waits for units is asked about sooner: after `dry_s`, then after twice as long.
    """

    def __init__(self, limits: Limits, ask: Callable[[P], None]) -> None:
        self._limits = limits
        self._ask = ask
        self._kept: dict[tuple[int, str], tuple[float, P]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._wakes_s = 0.0
        self._closed = False

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, one: P, *, dry: bool = False) -> None:
        """Ask about it later, if its bounds allow that. `dry`: the ledger answers, but has none."""
        now_s = asyncio.get_running_loop().time()
        if one.since_s is None:
            one.since_s = now_s
        old = now_s - one.since_s >= self._limits.again_s
        full = len(self._kept) >= self._limits.claims_again
        if self._closed or old or full or one.calls >= self._limits.again_calls:
            return
        wait_s = self._limits.probe_s
        if dry:
            wait_s = min(wait_s, self._limits.dry_s * 2 ** (one.calls - 1))
        self._kept[_key(one)] = (now_s + wait_s, one)
        self._wake(now_s + wait_s)

    def forget(self, one: P) -> None:
        """Somebody has an answer, or asks by itself."""
        if self._kept:
            self._kept.pop(_key(one), None)

    def hurry(self) -> None:
        """Ask now: the ledger answers."""
        now_s = asyncio.get_running_loop().time()
        self._kept = {key: (now_s, one) for key, (_, one) in self._kept.items()}
        if self._kept:
            self._wake(now_s)

    def close(self) -> None:
        """Keep nothing any more."""
        self._closed = True
        self._kept.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake(self, at_s: float) -> None:
        if self._timer is not None:
            if self._wakes_s <= at_s:
                return
            self._timer.cancel()
        self._wakes_s = at_s
        self._timer = asyncio.get_running_loop().call_at(at_s, self._go)

    def _go(self) -> None:
        self._timer = None
        # A timer may be a hair early; what it was set for is due.
        now_s = max(self._wakes_s, asyncio.get_running_loop().time())
        due = {key: one for key, (at_s, one) in self._kept.items() if at_s <= now_s}
        for key in due:
            del self._kept[key]
        if self._kept:
            self._wake(min(at_s for at_s, _ in self._kept.values()))
        for one in due.values():
            self._ask(one)


def _key(one: Pending) -> tuple[int, str]:
    # The claimant is held by what is kept, so its number is nobody else's meanwhile.
    return id(one.claimant), one.claim.window
