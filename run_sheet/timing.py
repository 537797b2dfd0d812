"""Fixed times against the plan: overlaps, gaps, and times that go backwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .durations import DAY_MS, format_duration
from .instants import Start, format_clock
from .kinds import Segment
from .problem import Finding, Path
from .rules import Rule
from .said import Said, both

GAP_MS_MAX = 60_000


def timing_findings(
    start: Start, segments: Sequence[Segment | None], of: Path = (), *, opens_later: bool = False
) -> Iterator[Finding]:
    """Go through the fixed times in order, planning from each to the next.

    Where a broken segment (None) lies between two of them, its length is not known, and only their
    order is judged. `of` is what has the `segments`: nothing for the sheet itself. What
    `opens_later` may have nothing before its first fixed time: a room need not open with the show.
    """
    anchor = _Anchor(Said("开播", "the show's start"), start.unix_ms)
    cursor_ms: int | None = start.unix_ms
    first = segments[0] if segments else None
    if opens_later and first is not None and first.at_ms is not None:
        cursor_ms = None
    for index, segment in enumerate(segments):
        if segment is None:
            cursor_ms = None
            continue
        if segment.at_ms is not None:
            path = (*of, "segments", index, "at")
            yield from _judge(start, anchor, cursor_ms, segment, segment.at_ms, path)
            if segment.at_ms < anchor.at_ms:
                # Told once; planning from a time that is surely wrong would only add to it.
                cursor_ms = None
            else:
                anchor = _Anchor(both(f"`{segment.id}`"), segment.at_ms)
                cursor_ms = segment.at_ms
        if cursor_ms is not None:
            cursor_ms += segment.length_ms


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The last fixed time, from which planning goes on, and whose it is."""

    who: Said
    at_ms: int


def _judge(
    start: Start,
    anchor: _Anchor,
    cursor_ms: int | None,
    segment: Segment,
    at_ms: int,
    path: Path,
) -> Iterator[Finding]:
    def clock(unix_ms: int) -> str:
        return format_clock(unix_ms, start.utc_offset_min)

    zh = f"`{segment.id}` 定在 {clock(at_ms)}"
    fixed = f"`{segment.id}` is fixed at {clock(at_ms)}"
    if at_ms < start.unix_ms:
        early = format_duration(start.unix_ms - at_ms)
        yield Finding(
            Rule.BEFORE_START,
            path,
            Said(f"{zh}，比开播早 {early}", f"{fixed}, {early} before the show's start"),
            Said(
                f"{clock(start.unix_ms)} 开播；核对日期和时差",
                f"the show starts at {clock(start.unix_ms)}; check the date and the offset",
            ),
        )
    elif at_ms < anchor.at_ms:
        yield Finding(
            Rule.BACKWARDS,
            path,
            Said(
                f"{zh}，早于排在它前面的 {anchor.who.zh}（{clock(anchor.at_ms)}）",
                f"{fixed}, earlier than {anchor.who.en} before it, at {clock(anchor.at_ms)}",
            ),
            Said(
                "固定时间只能往后走：改其中一个，或调整环节顺序",
                "fixed times go forward: change one of them, or the order of the segments",
            ),
        )
    elif cursor_ms is not None and at_ms < cursor_ms:
        over = format_duration(cursor_ms - at_ms)
        yield Finding(
            Rule.OVERLAP,
            path,
            Said(
                f"{zh}，但前面的环节从{anchor.who.zh}（{clock(anchor.at_ms)}）排下来，"
                f"要到 {clock(cursor_ms)} 才结束，晚了 {over}",
                f"{fixed}, but what comes before it, planned from {anchor.who.en} at "
                f"{clock(anchor.at_ms)}, ends {over} later, at {clock(cursor_ms)}",
            ),
            Said(
                f"把{anchor.who.zh}起的环节一共缩短 {over}，"
                f'或把 `{segment.id}` 定在 "{clock(cursor_ms)}"',
                f"shorten the segments from {anchor.who.en} on by {over} in all, or fix "
                f'`{segment.id}` at "{clock(cursor_ms)}"',
            ),
        )
    elif cursor_ms is not None and at_ms - cursor_ms > GAP_MS_MAX:
        gap = format_duration(at_ms - cursor_ms)
        next_day = _next_day(start, at_ms)
        yield Finding(
            Rule.GAP,
            path,
            Said(
                f"{zh}，之前有 {gap} 空着：前面的环节在 {clock(cursor_ms)} 结束",
                f"{gap} of nothing before {fixed}: what comes before it ends at {clock(cursor_ms)}",
            ),
            Said(
                f"加一个 {gap} 的 `break`，或把前面的环节加长{next_day.zh}",
                f"add a `break` of {gap}, or make what comes before it longer{next_day.en}",
            ),
        )


def _next_day(start: Start, at_ms: int) -> Said:
    if at_ms - start.unix_ms < DAY_MS // 2:
        return both("")
    return Said(
        "；钟点早于开播的，算第二天",
        "; a time of day earlier than the show's start means the next day",
    )
