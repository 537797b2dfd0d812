"""One timer for everybody: each viewer has at most one instant at which it is due.

Sixteen thousand timers cost the loop a heap operation each; here a viewer stands in the bucket of
its quarter second. Late by up to one turn, never early.
"""

from __future__ import annotations

import math
from typing import Protocol

STEP_S = 0.25


class Due(Protocol):
    """What can stand in the wheel; `slot` belongs to the wheel (0: not in it)."""

    slot: int

    def overdue(self) -> None:
        """Called once, after it has been taken out, when its instant has passed."""


class Wheel:
    """Buckets of a quarter second, by the loop's clock; in each, in the order of coming."""

    def __init__(self, now_s: float) -> None:
        self._buckets: dict[int, dict[Due, None]] = {}
        self._turned = int(now_s / STEP_S)

    def set(self, item: Due, at_s: float) -> None:
        """Make `item` due at `at_s` and at no other instant."""
        self.clear(item)
        item.slot = max(math.ceil(at_s / STEP_S), self._turned + 1)
        self._buckets.setdefault(item.slot, {})[item] = None

    def clear(self, item: Due) -> None:
        """Take `item` out, if it is in. Whoever leaves must: the wheel would keep it for hours."""
        if item.slot:
            bucket = self._buckets[item.slot]
            bucket.pop(item, None)
            if not bucket:
                del self._buckets[item.slot]
            item.slot = 0

    def turn(self, now_s: float) -> None:
        """Tell everyone whose instant has passed."""
        now = int(now_s / STEP_S)
        for slot in range(self._turned + 1, now + 1):
            self._turned = slot
            # One by one, out of the bucket first: who is told may move or clear the others.
            while bucket := self._buckets.get(slot):
                item = next(iter(bucket))
                self.clear(item)
                item.overdue()
        self._turned = max(self._turned, now)
