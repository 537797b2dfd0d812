"""How many watched when, by the counts that the log has once a second."""

from __future__ import annotations

from bisect import bisect_right

from gala.after.account import Account
from gala.core.events import ViewersCounted


class Audience:
    """The counts of a night. An instant's count is the last one before or at it."""

    def __init__(self, account: Account) -> None:
        self._counts = [
            (event.at_ms, dict(event.viewers))
            for written in account.entries
            if isinstance(event := written.event, ViewersCounted)
        ]
        self._instants = [at_ms for at_ms, _ in self._counts]

    @property
    def known(self) -> bool:
        """Whether the log has any counts."""
        return bool(self._counts)

    def at(self, at_ms: int) -> int:
        """Return how many watched at an instant."""
        place = bisect_right(self._instants, at_ms) - 1
        return sum(self._counts[place][1].values()) if place >= 0 else 0

    def peak(self, outlet: str | None = None) -> int:
        """Return the most that ever watched, on one outlet or on all together."""
        return max((_of(viewers, outlet) for _, viewers in self._counts), default=0)

    def peak_between(self, from_ms: int, to_ms: int) -> int:
        """Return the most that watched in a stretch of time."""
        first = bisect_right(self._instants, from_ms)
        last = bisect_right(self._instants, to_ms)
        within = (sum(viewers.values()) for _, viewers in self._counts[first:last])
        return max(self.at(from_ms), *within, 0)


def _of(viewers: dict[str, int], outlet: str | None) -> int:
    return sum(viewers.values()) if outlet is None else viewers.get(outlet, 0)
