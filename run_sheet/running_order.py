"""The running order as a producer reads it: by the clock, with what there is to spare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .draw_times import DrawTimes, draw_times
from .kinds import AnySegment, Draw, Segment, WindowSegment
from .model import Room, RunSheet
from .plan import fixed_start_ms, latest_starts, played_starts

Own = Literal["at", "ends", "back_timed"]


@dataclass(frozen=True, slots=True)
class Window:
    """When a window opens and closes on the stage, and when the last outlet has closed it."""

    opens_ms: int
    closes_ms: int
    last_closes_ms: int


@dataclass(frozen=True, slots=True)
class Line:
    """A segment by the clock, in Unix ms. `own` is the key that gives it a time of its own.

    `latest_ms` is its back time: the latest start with which the next fixed time is still met, None
    where none comes. `late_ms` is how much later than its own fixed time it begins.
    """

    segment: AnySegment
    starts_ms: int
    latest_ms: int | None
    own: Own | None
    late_ms: int
    window: Window | None
    draw: DrawTimes | None

    @property
    def ends_ms(self) -> int:
        """When it is planned to end."""
        return self.starts_ms + self.segment.length_ms

    @property
    def spare_ms(self) -> int | None:
        """By how much it may be late; negative when it is too late for the next fixed time."""
        return None if self.latest_ms is None else self.latest_ms - self.starts_ms


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """All of a show by the clock."""

    lines: tuple[Line, ...]

    @property
    def finish_ms(self) -> int:
        """When the last segment is planned to end."""
        return self.lines[-1].ends_ms

    @property
    def missed(self) -> tuple[Line, ...]:
        """The segments that come later than their own fixed time."""
        return tuple(line for line in self.lines if line.late_ms)


def running_order(sheet: RunSheet) -> RunningOrder:
    """Return the running order; of a sheet whose times do not fit, what would come of it on air."""
    starts = played_starts(sheet.start_ms, sheet.segments)
    latest = latest_starts(sheet.segments)
    draws = draw_times(sheet, starts)
    delay_ms = max(outlet.delay_ms for outlet in sheet.outlets)
    return RunningOrder(
        tuple(
            _line(
                *(segment, starts_ms, latest[index]),
                *(_window(segment, starts_ms, delay_ms), draws.get(index)),
            )
            for index, (segment, starts_ms) in enumerate(zip(sheet.segments, starts, strict=True))
        )
    )


def room_orders(sheet: RunSheet) -> tuple[tuple[Room, RunningOrder], ...]:
    """Return the running order of each room that has one of its own."""
    found = []
    for room in sheet.rooms:
        if room.segments is not None:
            starts = played_starts(sheet.start_ms, room.segments)
            latest = latest_starts(room.segments)
            lines = [_line(*each) for each in zip(room.segments, starts, latest, strict=True)]
            found.append((room, RunningOrder(tuple(lines))))
    return tuple(found)


def _line(
    segment: AnySegment,
    starts_ms: int,
    latest_ms: int | None,
    window: Window | None = None,
    draw: DrawTimes | None = None,
) -> Line:
    fixed_ms = fixed_start_ms(segment)
    late_ms = 0 if fixed_ms is None else starts_ms - fixed_ms
    return Line(segment, starts_ms, latest_ms, _own(segment), late_ms, window, draw)


def _own(segment: Segment) -> Own | None:
    if segment.at_ms is not None:
        return "at"
    if segment.ends_ms is not None:
        return "ends"
    return "back_timed" if segment.back_timed else None


def _window(segment: Segment, starts_ms: int, delay_ms: int) -> Window | None:
    if not isinstance(segment, WindowSegment | Draw) or segment.open_for_ms is None:
        return None
    opens_ms = starts_ms + (segment.opens_ms or 0)
    closes_ms = opens_ms + segment.open_for_ms
    return Window(opens_ms, closes_ms, closes_ms + delay_ms)
