"""Hearts and flags for the console: of what is on air with a rate, and what viewers find wrong."""

from __future__ import annotations

from collections import deque
from typing import Any

from gala.core.feelings import FLAGS_ALERT, NONE, Feelings, at_least
from gala.core.state import Show

RATE_MS = 5_000
"""Edges send sums once a second: over less than some of these a rate would jump."""


class FeelingsView:
    """The newest sums, and how those of the segment on air have grown lately."""

    def __init__(self) -> None:
        self.alert_from = FLAGS_ALERT
        """So many flags of one segment for one reason are an alert."""
        self._known = NONE
        self._segment = ""
        self._seen: deque[tuple[int, int]] = deque()

    def take(self, show: Show, counted: Feelings, now_ms: int) -> None:
        """Take what edges have counted in all; nothing falls behind what the log has."""
        self._known = at_least((show.feelings or NONE, self._known, counted))
        segment = show.on_air.segment if show.on_air else ""
        if segment != self._segment:
            self._segment = segment
            self._seen.clear()
        self._seen.append((now_ms, self._known.hearts_of(segment)))
        while len(self._seen) > 2 and self._seen[1][0] <= now_ms - RATE_MS:
            self._seen.popleft()

    @property
    def alerts(self) -> int:
        """How often viewers found something so wrong with a segment that the crew is alerted."""
        return sum(count >= self.alert_from for _, _, count in self._known.flags)

    def fields(self) -> dict[str, Any]:
        """Return what a `tick` has of them: `hearts` of what is on air, None before, and `flags`,
        most first. `rate` is hearts a minute, by the last seconds.
        """
        flags = [
            {
                "segment": segment,
                "reason": reason,
                "count": count,
                "alert": count >= self.alert_from,
            }
            for segment, reason, count in sorted(self._known.flags, key=lambda row: -row[2])
        ]
        return {"hearts": self._hearts(), "flags": flags}

    def _hearts(self) -> dict[str, Any] | None:
        if not self._segment or not self._seen:
            return None
        (from_ms, before), (to_ms, now) = self._seen[0], self._seen[-1]
        rate = (now - before) * 60_000 // (to_ms - from_ms) if to_ms > from_ms else 0
        return {"segment": self._segment, "count": now, "rate": rate}
