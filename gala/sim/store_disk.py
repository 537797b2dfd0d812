"""Which writes a process that dies is sure to leave behind."""

from __future__ import annotations

from collections import deque
from typing import Literal

Durability = Literal["always", "everysec", "none"]
"""What an answer means: it is on disk, it will be within a second, or nothing."""

SYNC_S = 1.0


class Disk:
    """Positions in the history that are on disk; times are the loop's."""

    def __init__(self, durability: Durability) -> None:
        self.durability = durability
        self._sure = 0
        self._unsynced: deque[tuple[float, int]] = deque()

    def wrote(self, position: int, now_s: float) -> None:
        """Take a write into account; `position` is the one after it."""
        if self.durability == "everysec":
            self._unsynced.append((now_s, position))

    def answered(self, position: int) -> None:
        """Take into account that whoever asked was told of everything up to `position`."""
        if self.durability == "always" and position > self._sure:
            self._sure = position

    def sure(self, now_s: float) -> int:
        """Return up to which position nothing can be lost."""
        while self._unsynced and self._unsynced[0][0] <= now_s - SYNC_S:
            self._sure = self._unsynced.popleft()[1]
        return self._sure

    def begin(self, position: int) -> None:
        """Start on a disk that has everything up to `position`, and no more."""
        self._sure = 0 if self.durability == "none" else position
        self._unsynced.clear()
