"""What was on in rooms that have a running order of their own, as it ran."""

from __future__ import annotations

from collections.abc import Iterator

from gala.after.account import Account
from gala.after.instants import clock_text
from gala.after.report.section import Section
from gala.after.report.words import kind_text
from gala.core.events import RoomRested, RoomTaken
from gala.core.rooms import room_run
from gala.grid.table import Column, Table

_BY_THE_CLOCK = ("按时钟", "the clock")


def section(account: Account) -> Section:
    """Return each segment of each room: from when until when it was on, and who took it."""
    made = Table(
        "rooms",
        "房间",
        "Rooms",
        (
            Column("room", "房间", "Room"),
            Column("segment", "环节", "Segment"),
            Column("kind", "类型", "Kind"),
            Column("started", "开始", "Started"),
            Column("ended", "结束", "Ended"),
            Column("by", "谁", "By"),
        ),
    )
    offset_min = account.utc_offset_min
    never = []
    for room in account.show.plan.rooms:
        segments = {one.id: one for one in room.segments}
        for event, ended_ms in _taken(account, room.id):
            segment = segments.pop(event.segment)
            made.add(
                room.title,
                segment.title,
                kind_text(segment.kind),
                clock_text(event.present_at_ms, offset_min),
                clock_text(ended_ms, offset_min),
                _BY_THE_CLOCK if event.by == "auto" else event.by,
            )
        if room_run(account.show, room.id):
            never += list(segments)
    notes: tuple[tuple[str, str], ...] = ()
    if never:
        names = ", ".join(never)
        notes = ((f"没有播出：{names}", f"Never on: {names}"),)
    return Section(("房间的节目", "In the rooms"), (made,), notes)


def _taken(account: Account, room: str) -> Iterator[tuple[RoomTaken, int]]:
    """Yield what was on in a room, each with when something else, or nothing, was on there."""
    on: RoomTaken | None = None
    for written in account.entries:
        event = written.event
        if isinstance(event, RoomTaken | RoomRested) and event.room == room:
            if on is not None:
                yield on, event.present_at_ms
            on = event if isinstance(event, RoomTaken) else None
    if on is not None:
        yield on, account.show.now_ms
