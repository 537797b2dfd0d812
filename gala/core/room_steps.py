"""What the facts of rooms lead to: the room's state, and a cue on its channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gala.core.cues import Stepped, one_cue
from gala.core.events import AUTO, Event, RoomRested, RoomTaken
from gala.core.plan import RoomPlan
from gala.core.rooms import RoomRun, room_brief, room_run, to_come
from gala.core.state import Show, room_channel
from gala.core.tables import BadTransition


def _room_taken(show: Show, event: RoomTaken) -> Stepped:
    room = _room(show, event.room)
    coming = {segment.id: (segment, starts_ms) for segment, starts_ms in to_come(show, room)}
    if event.segment not in coming:
        raise BadTransition(f"{event.segment} is not to come in room {event.room}")
    segment, starts_ms = coming[event.segment]
    if event.by != AUTO:
        starts_ms = event.present_at_ms
    ends_ms = starts_ms + segment.length_ms
    show = _with(show, RoomRun(room.id, segment.id, event.present_at_ms, ends_ms))
    body = (segment.card(), ends_ms, room_brief(show, room))
    return one_cue(show, "room_take", body, event.present_at_ms, room_channel(room.id))


def _room_rested(show: Show, event: RoomRested) -> Stepped:
    room = _room(show, event.room)
    run = room_run(show, room.id)
    if run is None or run.resting:
        raise BadTransition(f"nothing is on in room {event.room}")
    show = _with(show, replace(run, since_ms=event.present_at_ms, resting=True))
    body = (room_brief(show, room),)
    return one_cue(show, "room_rest", body, event.present_at_ms, room_channel(room.id))


def _room(show: Show, name: str) -> RoomPlan:
    for room in show.plan.rooms:
        if room.id == name:
            return room
    raise KeyError(name)


def _with(show: Show, run: RoomRun) -> Show:
    """The rooms that have begun stand in the order of the sheet."""
    runs = {one.room: one for one in show.rooms} | {run.room: run}
    return replace(show, rooms=tuple(runs[room.id] for room in show.plan.rooms if room.id in runs))


ROOM_STEPS: dict[type[Event], Callable[[Show, Any], Stepped]] = {
    RoomTaken: _room_taken,
    RoomRested: _room_rested,
}
