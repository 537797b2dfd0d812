"""What became of visits: what edges count of their rooms, summed up, and the results in the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gala.core.events import VisitCounted

if TYPE_CHECKING:
    from gala.core.state import SegmentRun, Show

SETTLE_MS = 3_000
"""How long after its end a visit is counted: by then every edge has heard of it and has said so."""

GIVE_UP_MS = 10_000
"""How long after its end it is left uncounted: no figure is better than one that is not so."""

RoomRow = tuple[str, int, int, int, int]
"""What came of one room: `(room, entered, peak, stayed, refused)`, in viewers."""


@dataclass(frozen=True, slots=True)
class RoomCount:
    """What one edge counts of a room. `viewers` are in it now; the rest is of its newest visit.

    That is named by its segment ("" before the first) and by when it began. `invited` were on the
    main stage when it began, `entered` came in, `refused` found the room full; `peak` is the most
    at a time, `stayed` how many were there when it was over (None: it is not).
    """

    room: str
    viewers: int
    segment: str = ""
    started_ms: int = 0
    invited: int = 0
    entered: int = 0
    peak: int = 0
    refused: int = 0
    stayed: int | None = None


@dataclass(frozen=True)
class VisitResult:
    """What came of a visit that is over: `rooms` as in `RoomRow`, in the order of the sheet."""

    segment: str
    started_ms: int
    invited: int
    rooms: tuple[RoomRow, ...]

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.segment, self.started_ms, self.invited, self.rooms)


def result(
    segment: str, started_ms: int, rooms: Iterable[str], edges: Iterable[Iterable[RoomCount]]
) -> VisitResult | None:
    """Return what came of a visit, by the counts of each edge, those of edges that died too.

    None when no edge has counted it; one that was gone at the end says of nobody that he stayed. A
    peak is the sum of the edges' own peaks: at most that many were there at a time.
    """
    known = False
    invited = 0
    sums = {room: [0, 0, 0, 0] for room in rooms}
    for counts in edges:
        mine = [
            one
            for one in counts
            if (one.segment, one.started_ms) == (segment, started_ms) and one.room in sums
        ]
        invited += max((one.invited for one in mine), default=0)
        for one in mine:
            known = True
            row = sums[one.room]
            for at, more in enumerate((one.entered, one.peak, one.stayed or 0, one.refused)):
                row[at] += more
    if not known:
        return None
    rows = tuple(
        (room, entered, peak, stayed, refused)
        for room, (entered, peak, stayed, refused) in sums.items()
    )
    return VisitResult(segment, started_ms, invited, rows)


def in_rooms(edges: Iterable[Iterable[RoomCount]]) -> tuple[tuple[str, int], ...]:
    """Return how many viewers are in each room where there are any, by the room's id."""
    sums: Counter[str] = Counter()
    for counts in edges:
        for one in counts:
            sums[one.room] += one.viewers
    return tuple((room, viewers) for room, viewers in sorted(sums.items()) if viewers)


def uncounted(show: Show, at_ms: int) -> SegmentRun | None:
    """Return a visit that is over and still to be counted, None when there is none."""
    counted = {(one.segment, one.started_ms) for one in show.visits}
    for place, run in enumerate(show.runs):
        if not show.plan.segments[place].rooms or run.started_ms is None or run.ended_ms is None:
            continue
        lately = run.started_ms <= run.ended_ms and at_ms <= run.ended_ms + GIVE_UP_MS
        if lately and (run.id, run.started_ms) not in counted:
            return run
    return None


def countable(
    show: Show, at_ms: int, edges: Iterable[Iterable[RoomCount]]
) -> tuple[VisitResult, int] | None:
    """Return what edges have so far of a visit that is over, and when it ended."""
    run = uncounted(show, at_ms)
    if run is None or run.started_ms is None or run.ended_ms is None:
        return None
    made = result(run.id, run.started_ms, show.segment(run.id).rooms, edges)
    return (made, run.ended_ms) if made else None


def counted(show: Show, at_ms: int, edges: Iterable[Iterable[RoomCount]]) -> VisitCounted | None:
    """Return the result of a visit as an event, once it is to be had."""
    found = countable(show, at_ms, edges)
    if found is None or at_ms < found[1] + SETTLE_MS:
        return None
    made, _ = found
    return VisitCounted(at_ms, made.segment, made.started_ms, made.invited, made.rooms)
