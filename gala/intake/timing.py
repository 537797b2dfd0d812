"""When each segment starts and how long it takes, out of what a table says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gala.intake.items import Item
from gala.intake.said import Told
from run_sheet.durations import DAY_MS, format_duration
from run_sheet.instants import Start, format_clock, next_time_of_day
from run_sheet.said import Said


def set_times(items: Sequence[Item], start: Start) -> tuple[Told, ...]:
    """Set `length_ms`, `at` and `ends` of each item, and return what is to be told.

    A length that is not said is what lies between two times that are. A start that follows on from
    what comes before is left out: only a start of its own is a fixed time. An end without a start
    is one too, unless it is just when the segment ends by its length.
    """
    told = list(_lengths(items))
    expected_ms: int | None = start.unix_ms
    for item in items:
        begins_ms = expected_ms
        if item.start_ms is not None:
            at_ms = next_time_of_day(item.start_ms, start)
            if at_ms != expected_ms:
                item.at = format_clock(at_ms, start.utc_offset_min)
                begins_ms = at_ms
        elif item.end_ms is not None:
            ends_ms = next_time_of_day(item.end_ms, start)
            if item.length_ms is None and expected_ms is not None and ends_ms > expected_ms:
                item.length_ms = ends_ms - expected_ms
            elif item.length_ms is not None and expected_ms != ends_ms - item.length_ms:
                item.ends = format_clock(ends_ms, start.utc_offset_min)
                begins_ms = ends_ms - item.length_ms
        if begins_ms is None or item.length_ms is None:
            expected_ms = None
        else:
            expected_ms = begins_ms + item.length_ms
    return tuple(told)


def _lengths(items: Sequence[Item]) -> Iterator[Told]:
    for index, item in enumerate(items):
        following = items[index + 1].start_ms if index + 1 < len(items) else None
        spans = [
            (until - item.start_ms) % DAY_MS
            for until in (item.end_ms, following)
            if until is not None and item.start_ms is not None
        ]
        spans = [span for span in spans if span]
        if item.lengths_ms:
            fitting = [ms for ms in item.lengths_ms if ms in spans]
            item.length_ms = (fitting or item.lengths_ms)[0]
        elif spans:
            item.length_ms = spans[0]
        if item.end_ms is not None and spans and item.length_ms != spans[0]:
            said, lasts = format_duration(item.length_ms or 0), format_duration(spans[0])
            yield Told(
                Said(
                    f"时长是 {said}，开始和结束之间是 {lasts}：按时长写",
                    f"the length is {said}, from start to end it is {lasts}: the length is taken",
                ),
                item.row,
            )
