"""Rooms and visits as the console's page gets them: who is where now, and what visits came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gala.console.texts import zh_en
from gala.core.plan import RoomPlan, SegmentPlan
from gala.core.rooms import next_in, room_run
from gala.core.state import Show
from gala.core.visits import RoomRow, in_rooms, result
from gala.ports import EdgeReport

FRESH_MS = 3_000
"""An edge that was silent for longer has no viewers: they are elsewhere by now."""


def rooms_state(show: Show) -> dict[str, Any]:
    """Return the rooms, and the results of the visits that are over and counted."""
    return {
        "rooms": [
            {
                "id": room.id,
                "title": zh_en(room.title),
                "capacity": room.capacity,
                "own": _own(show, room) if room.segments else None,
            }
            for room in show.plan.rooms
        ],
        "visits": [
            {
                "segment": one.segment,
                "started_ms": one.started_ms,
                "invited": one.invited,
                "rooms": [_row(row) for row in one.rooms],
            }
            for one in show.visits
        ],
    }


def _own(show: Show, room: RoomPlan) -> dict[str, Any]:
    """Return what is on, or announced, by a room's own running order, and what comes next."""
    run, coming = room_run(show, room.id), next_in(show, room)
    on = next((one for one in room.segments if run and one.id == run.on), None)
    return {
        "on": {**_line(on), "since_ms": run.since_ms, "ends_ms": run.ends_ms}
        if run and on
        else None,
        "next": {**_line(coming[0]), "at_ms": coming[1]} if coming else None,
    }


def _line(segment: SegmentPlan) -> dict[str, Any]:
    return {
        "id": segment.id,
        "kind": segment.kind,
        "title": zh_en(segment.title),
        "notes": zh_en(segment.notes) if segment.notes else None,
    }


def rooms_tick(show: Show, reports: Sequence[EdgeReport], now_ms: int) -> dict[str, Any]:
    """Return who is in rooms, and what the visit that is on has come to so far."""
    fresh = [report.rooms for report in reports if now_ms - report.at_ms <= FRESH_MS]
    return {
        "in_rooms": [{"room": room, "viewers": viewers} for room, viewers in in_rooms(fresh)],
        "visit": _visit(show, reports),
    }


def _visit(show: Show, reports: Sequence[EdgeReport]) -> dict[str, Any] | None:
    run = show.run(show.on_air.segment) if show.on_air else None
    if run is None or run.started_ms is None:
        return None
    rooms = show.segment(run.id).rooms
    made = result(run.id, run.started_ms, rooms, [report.rooms for report in reports])
    if made is None:
        return None
    rows = [_row(row) for row in made.rooms]
    return {"segment": run.id, "invited": made.invited, "rooms": rows}


def _row(row: RoomRow) -> dict[str, Any]:
    room, entered, peak, stayed, refused = row
    return {
        "room": room, "entered": entered, "peak": peak, "stayed": stayed, "refused": refused,
    }  # fmt: skip
