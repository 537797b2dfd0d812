"""Rooms with a running order of their own, against the main stage's."""

from __future__ import annotations

from collections.abc import Iterator

from ..durations import format_duration
from ..instants import format_clock
from ..kinds import Visit
from ..model import Room, RunSheet
from ..problem import Finding, Path
from ..rules import Rule
from ..said import Said
from ..timing import GAP_MS_MAX


def room_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what a room has left when the show is over, and visits to rooms with nothing on."""
    for index, room in enumerate(sheet.rooms):
        yield from _past_end(sheet, room, ("rooms", index))
    rooms = {room.id: room for room in sheet.rooms if room.segments is not None}
    if not rooms:
        return
    starts = zip(sheet.segments, sheet.planned_starts(), strict=True)
    for index, (segment, starts_ms) in enumerate(starts):
        if isinstance(segment, Visit):
            for name, _ in segment.weights:
                if name in rooms:
                    path: Path = ("segments", index, "room")
                    if segment.rooms is not None:
                        path = ("segments", index, "rooms", name)
                    ends_ms = starts_ms + segment.length_ms
                    yield from _idle(sheet, rooms[name], starts_ms, ends_ms, path)


def _past_end(sheet: RunSheet, room: Room, path: Path) -> Iterator[Finding]:
    """Tell once where a room goes on for longer than the show: what follows does too."""
    over_ms = sheet.planned_end_ms
    starts = zip(room.segments or (), room.planned_starts(sheet.start_ms), strict=True)
    ends_ms = [starts_ms + segment.length_ms for segment, starts_ms in starts]
    for index, segment in enumerate(room.segments or ()):
        if ends_ms[index] > over_ms:
            late = format_duration(ends_ms[index] - over_ms)
            much = format_duration(ends_ms[-1] - over_ms)
            clock = format_clock(over_ms, sheet.utc_offset_min)
            yield Finding(
                Rule.ROOM_PAST_END,
                (*path, "segments", index, "length"),
                Said(
                    f"晚会计划 {clock} 结束，`{room.id}` 的 `{segment.id}` 要再过 {late} 才播完："
                    "晚会一结束，房间也关了",
                    f"the show is planned to be over at {clock}, {late} before `{segment.id}` in "
                    f"`{room.id}` is: rooms close with the show",
                ),
                Said(
                    f"把房间的环节一共缩短 {much}，或让它们早些开始",
                    f"shorten the room's segments by {much} in all, or have them begin earlier",
                ),
            )
            return


def _idle(
    sheet: RunSheet, room: Room, starts_ms: int, ends_ms: int, path: Path
) -> Iterator[Finding]:
    on_ms = 0
    for segment, at_ms in zip(
        room.segments or (), room.planned_starts(sheet.start_ms), strict=True
    ):
        on_ms += max(0, min(ends_ms, at_ms + segment.length_ms) - max(starts_ms, at_ms))
    idle_ms = ends_ms - starts_ms - on_ms
    if idle_ms > GAP_MS_MAX or on_ms == 0:
        idle = format_duration(idle_ms)
        from_clock, to_clock = (
            format_clock(ms, sheet.utc_offset_min) for ms in (starts_ms, ends_ms)
        )
        yield Finding(
            Rule.VISIT_IDLE_ROOM,
            path,
            Said(
                f"串门从 {from_clock} 到 {to_clock}，其中 {idle} `{room.id}` 没有节目："
                "观众被领进一个空房间",
                f"the visit is from {from_clock} to {to_clock}, and for {idle} of it nothing is on "
                f"in `{room.id}`: viewers are led into an empty room",
            ),
            Said(
                "给房间在那段时间排一个环节，或换个时间去",
                "give the room a segment for that time, or visit it at another",
            ),
            on_key="rooms" in path[2:3],
        )
