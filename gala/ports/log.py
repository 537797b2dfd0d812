"""The as-run log, and who may write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Log(Protocol):
    """The as-run log: entries by index from 0 (the header), each one line of bytes."""

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        """Write `line` at `index`, durably, before returning.

        The same line at the same index again is a success. Raises `Fenced` when a newer epoch has
        appended, `LogConflict` when a different line stands there or `index` leaves a gap,
        `TooLate` when it is not there and `not_after_ms` (0: never) has passed by the store's
        clock, `StoreDown` when the outcome is not known.
        """

    async def read(self, start: int) -> list[bytes]:
        """Return the lines from index `start` on, in order (empty when there are none)."""

    async def wait(self, start: int, timeout_ms: int) -> list[bytes]:
        """As `read`, but wait up to `timeout_ms` for the first. Raises `StoreDown`."""


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who may conduct. `epoch` 0 and an empty holder: nobody ever has."""

    epoch: int
    holder: str
    until_ms: int
    renewed_ms: int


class Lease(Protocol):
    """The right to conduct, held by one at a time and fenced by its epoch."""

    async def take(self, holder: str, ttl_ms: int) -> LeaseState:
        """Try to become the conductor; return the lease as it then stands.

        Succeeded when the returned holder is `holder`. A free or lapsed lease is taken with
        epoch + 1; `renewed_ms` is then the instant at which the *previous* holder last renewed it
        (0 when there was none). Raises `StoreDown`.
        """

    async def renew(self, holder: str, epoch: int, ttl_ms: int) -> bool:
        """Lengthen the lease; False when it is no longer ours. Raises `StoreDown`."""

    async def release(self, holder: str, epoch: int) -> None:
        """Let it lapse now, if it is ours."""
