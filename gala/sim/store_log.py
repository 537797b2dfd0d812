"""The as-run log and the lease as the store's functions keep them, pure.

`log_append.lua`, `lease_take.lua`, `lease_renew.lua`, `lease_release.lua`: the same checks in the
same order, with the same words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gala.ports import Fenced, LeaseState, LogConflict, TooLate


@dataclass(slots=True)
class LogModel:
    """`epoch` is that of the newest conductor that appended; index i is `lines[i]`."""

    epoch: int = 0
    lines: list[bytes] = field(default_factory=list)

    def append(
        self, now_ms: int, epoch: int, index: int, line: bytes, not_after_ms: int = 0
    ) -> int:
        """See `gala.ports.Log.append`; returns the number of lines."""
        if epoch < self.epoch:
            raise Fenced(f"epoch {self.epoch} has appended, {epoch} came")
        count = len(self.lines)
        if index > count:
            raise LogConflict(f"the next index is {count}, {index} came")
        if index < count:
            if self.lines[index] != line:
                raise LogConflict(f"another line stands at {index}")
            return count
        if 0 < not_after_ms < now_ms:
            raise TooLate(f"it may be written at {index} no more")
        self.lines.append(line)
        self.epoch = epoch
        return count + 1

    def read(self, _now_ms: int, start: int, count: int) -> list[bytes]:
        """Return up to `count` lines from index `start` on."""
        return self.lines[start : start + count]

    def copy(self) -> LogModel:
        """Return one that goes its own way from here."""
        return LogModel(self.epoch, [*self.lines])


@dataclass(slots=True)
class LeaseModel:
    """`before_ms` is when the holder before this one last renewed; `holder` None: never taken."""

    epoch: int = 0
    holder: str | None = None
    until_ms: int = 0
    renewed_ms: int = 0
    before_ms: int = 0

    def take(self, now_ms: int, holder: str, ttl_ms: int) -> LeaseState:
        """See `gala.ports.Lease.take`."""
        if self.holder and now_ms < self.until_ms:
            renewed_ms = self.before_ms if self.holder == holder else self.renewed_ms
            return LeaseState(self.epoch, self.holder, self.until_ms, renewed_ms)
        self.before_ms, self.renewed_ms = self.renewed_ms, now_ms
        self.epoch, self.holder, self.until_ms = self.epoch + 1, holder, now_ms + ttl_ms
        return LeaseState(self.epoch, holder, self.until_ms, self.before_ms)

    def renew(self, now_ms: int, holder: str, epoch: int, ttl_ms: int) -> bool:
        """See `gala.ports.Lease.renew`."""
        if (self.epoch, self.holder) != (epoch, holder):
            return False
        self.until_ms, self.renewed_ms = now_ms + ttl_ms, now_ms
        return True

    def release(self, _now_ms: int, holder: str, epoch: int) -> bool:
        """See `gala.ports.Lease.release`; False when it was not the caller's."""
        if (self.epoch, self.holder) != (epoch, holder):
            return False
        self.holder, self.until_ms = "", 0
        return True

    def copy(self) -> LeaseModel:
        """Return one that goes its own way from here."""
        return replace(self)
