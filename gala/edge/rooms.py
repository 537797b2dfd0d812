"""Who is in a room on this edge: how many it lets in, and what it counts of the room's visits.

No edge knows the others' rooms at the very moment, and to ask for every viewer would be a call to
the store for each. So each lets in its *share* of a room's capacity: as large a part as its part of
the audience. Rooms fill by a hash of the viewer, alike on every edge, so the shares fill together;
added up they are never above the capacity but by what the whole audience has grown since it was
last counted, a second or two ago.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Protocol

from gala.core.visits import RoomCount
from gala.wire.steps import Cue


class Visitor(Protocol):
    """Who comes; `visited` is the number of the newest visit that has counted this viewer."""

    visited: int


BUCKET_MS = 100
KEPT_BUCKETS = 100

EARLY_MS = 250
"""How much too early a phone's clock may take it for the beginning or the end of a visit."""

_NUMBERS = count(1)
"""Of visits: each room's has its own."""


class _Lately:
    """Comings or goings of the last seconds, by tenths of a second.

    Phones know beforehand when a visit begins and ends, and move at that very instant; the cue that
    tells us of it comes after.
    """

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def add(self, now_ms: int) -> None:
        bucket = now_ms // BUCKET_MS
        self.counts[bucket] = self.counts.get(bucket, 0) + 1
        if len(self.counts) > KEPT_BUCKETS:
            del self.counts[min(self.counts)]

    def since(self, at_ms: int) -> int:
        """Count those from `at_ms` on, or a little before."""
        first = (at_ms - EARLY_MS) // BUCKET_MS
        return sum(number for bucket, number in self.counts.items() if bucket >= first)


class RoomTally:
    """The figures of one room."""

    def __init__(self, room: str, capacity: int) -> None:
        self.room = room
        self._capacity = capacity
        self._number = 0
        self._segment = ""
        self._started_ms = 0
        self._invited = self._entered = self._peak = self._refused = 0
        self._stayed: int | None = None
        self._came, self._left = _Lately(), _Lately()

    def apply(self, cues: Iterable[Cue], inside: int, here: int) -> None:
        """Learn of visits from the room's new cues; `inside` are in it, `here` on this edge."""
        for cue in cues:
            match cue.kind, cue.body:
                case "visit", [[str(segment), *_], *_]:
                    self._number = next(_NUMBERS)
                    self._segment, self._started_ms = segment, cue.present_at_ms
                    self._invited, self._peak = here, inside
                    self._entered = self._came.since(cue.present_at_ms)
                    self._refused = 0
                    self._stayed = None
                    self._left = _Lately()
                case (("visit_over" | "over"), _) if self._segment and self._stayed is None:
                    # Whose line broke and came back just now has left, and is inside.
                    self._peak = max(self._peak, inside)
                    stayed = inside + self._left.since(cue.present_at_ms)
                    self._stayed = min(stayed, self._peak)
                    self._came = _Lately()

    def admits(self, inside: int, here: int, audience: int) -> bool:
        """Whether one more may come in; `audience` is the whole show's, as last counted."""
        return inside < self._capacity * here // max(audience, here, 1)

    @property
    def _on(self) -> bool:
        return bool(self._segment) and self._stayed is None

    def came(self, visitor: Visitor, inside: int, now_ms: int) -> None:
        """Count one who has come in, by the show's clock; `inside` has him already."""
        if not self._on:
            self._came.add(now_ms)
            return
        self._peak = max(self._peak, inside)
        if visitor.visited != self._number:
            visitor.visited = self._number
            self._entered += 1

    def left(self, now_ms: int) -> None:
        """Note that one has left, by the show's clock."""
        if self._on:
            self._left.add(now_ms)

    def refused(self) -> None:
        """Count one who found the room full."""
        self._refused += self._stayed is None

    def count(self, inside: int) -> RoomCount | None:
        """Return the figures; None where there is nothing to tell."""
        if not inside and not self._segment:
            return None
        return RoomCount(
            self.room, inside, self._segment, self._started_ms, self._invited, self._entered,
            self._peak, self._refused, self._stayed,
        )  # fmt: skip
