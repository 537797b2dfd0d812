"""Rooms with a running order of their own: what is on in them, and what the clock brings next.

A room goes by the clock, from the show's start: the main stage's holds, extensions and GOs are no
business of its host. A panic stops rooms as well, and so does a night without a conductor; what a
room has missed by the end of it is passed over, so it is back where its sheet has it.

As everything that comes by the clock it is derived from the state; there are no timers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gala.core.events import AUTO, Event
from gala.core.plan import RoomPlan, SegmentPlan
from gala.core.room_events import RoomRested, RoomTaken
from gala.core.tables import Phase

if TYPE_CHECKING:
    from gala.core.state import Show

EARLY_MS = 4_000
"""How long before its instant a scheduled take is announced, so that every viewer holds it."""

LEAD_MS = 500
"""How far ahead a take is announced that should already have happened."""

PAUSE_MS_MAX = 60_000
"""At the sheet's own speed: for a pause as short as this, what was on stays on."""


@dataclass(frozen=True)
class RoomRun:
    """How far a room has come: `segment` was taken last, and is seen from `since_ms` on.

    By the clock it ends at `ends_ms`; a take that came late was due before it was seen. `resting`:
    nothing is on any more, from `since_ms` on.
    """

    room: str
    segment: str
    since_ms: int
    ends_ms: int
    resting: bool = False

    def fields(self) -> tuple[object, ...]:
        """Return what hashes see."""
        return (self.room, self.segment, self.since_ms, self.ends_ms, self.resting)

    @property
    def on(self) -> str | None:
        """What is on or announced in it; None when nothing is."""
        return None if self.resting else self.segment


Coming = tuple[SegmentPlan, int]
"""A segment that is still to come in its room, and when the clock brings it."""


def room_run(show: Show, room: str) -> RoomRun | None:
    """Return how far a room has come, None before its first take."""
    return next((run for run in show.rooms if run.room == room), None)


def to_come(show: Show, room: RoomPlan) -> Iterator[Coming]:
    """Yield what is still to come in a room, by the clock."""
    run = room_run(show, room.id)
    cursor_ms, place = show.origin_ms, 0
    if run is not None:
        cursor_ms = run.ends_ms
        place = 1 + [one.id for one in room.segments].index(run.segment)
    for segment in room.segments[place:]:
        starts_ms = cursor_ms
        if segment.fixed_ms is not None:
            starts_ms = max(cursor_ms, show.origin_ms + segment.fixed_ms)
        yield segment, starts_ms
        cursor_ms = starts_ms + segment.length_ms


def next_in(show: Show, room: RoomPlan) -> Coming | None:
    """Return what comes next in a room and when: what would be over by now is passed over."""
    for segment, starts_ms in to_come(show, room):
        late = starts_ms < show.now_ms
        if not late or starts_ms + segment.length_ms > show.now_ms + LEAD_MS:
            return segment, starts_ms
    return None


def room_brief(show: Show, room: RoomPlan) -> tuple[object, ...] | None:
    """Return `(id, kind, title, starts_at_ms)` of what comes next in a room."""
    coming = next_in(show, room)
    if coming is None:
        return None
    segment, starts_ms = coming
    return (segment.id, segment.kind, segment.title, starts_ms)


def rooms_due(show: Show) -> Iterator[tuple[int, Event]]:
    """Yield what the clock brings to each room next, with the instant at which it is due."""
    if show.phase in (Phase.PANIC, Phase.OVER):
        return
    for room in show.plan.rooms:
        if room.segments and (due := _due(show, room)):
            yield due


def _due(show: Show, room: RoomPlan) -> tuple[int, Event] | None:
    run, coming = room_run(show, room.id), next_in(show, room)
    if run is not None and not run.resting:
        pause_ms = show.plan.scaled_ms(PAUSE_MS_MAX)
        if coming is None or coming[1] > max(show.now_ms, run.ends_ms + pause_ms):
            at_ms, present_at_ms = _announced_ms(show, room, run, run.ends_ms)
            return at_ms, RoomRested(at_ms, room.id, present_at_ms)
    if coming is None:
        return None
    segment, starts_ms = coming
    at_ms, present_at_ms = _announced_ms(show, room, run, starts_ms)
    return at_ms, RoomTaken(at_ms, room.id, segment.id, present_at_ms, AUTO)


def _announced_ms(show: Show, room: RoomPlan, run: RoomRun | None, due_ms: int) -> tuple[int, int]:
    """Return when a change that is due is announced, and for when."""
    early_ms, seen_ms = EARLY_MS, 0
    if run is not None:
        seen_ms = run.since_ms
        if not run.resting:
            length_ms = next(one.length_ms for one in room.segments if one.id == run.segment)
            early_ms = min(EARLY_MS, length_ms // 3)
    # One change at a time: what is announced is seen before the next is told.
    at_ms = max(due_ms - early_ms, show.now_ms, seen_ms)
    return at_ms, due_ms if due_ms > at_ms else at_ms + LEAD_MS
