"""Fixed and back-timed starts against the plan: overlaps, gaps, and times that go backwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .durations import DAY_MS, format_duration
from .instants import Start, format_clock
from .kinds import Segment
from .plan import fixed_start_ms, own_starts
from .problem import Finding, Path
from .rules import Rule
from .said import Said, both

GAP_MS_MAX = 60_000
_KEYS = {"at": "at_ms", "ends": "ends_ms", "back_timed": "back_timed"}


def timing_findings(
    start: Start, segments: Sequence[Segment | None], of: Path = (), *, opens_later: bool = False
) -> Iterator[Finding]:
    """Go through the times that segments have of their own, planning from each to the next.

    Where a broken segment (None) lies between two of them, its length is not known, and only their
    order is judged. `of` is what has the `segments`: nothing for the sheet itself. What
    `opens_later` may have nothing before its first time: a room need not open with the show.
    """
    anchor = _Anchor(Said("开播", "the show's start"), start.unix_ms)
    cursor_ms: int | None = start.unix_ms
    goals = _goals(segments)
    broken = max((index for index, one in enumerate(segments) if one is None), default=-1)
    for index, (segment, own_ms) in enumerate(zip(segments, own_starts(segments), strict=True)):
        goal = goals[index]
        if segment is None or (opens_later and index == 0 and own_ms is not None):
            cursor_ms = None
        if segment is None:
            continue
        path = (*of, "segments", index)
        # A broken one behind it may have the fixed time that it is counted back from.
        yield from _ill_timed(segment, path, has_goal=goal is not None or index < broken)
        if own_ms is not None:
            assert goal is not None
            if goal is not segment and _begins_ms(goal) < anchor.at_ms:
                # That the time it is counted back from goes backwards is told there.
                cursor_ms = None
                continue
            timed = _Own(segment, own_ms, goal)
            yield from _judge(start, anchor, cursor_ms, timed, path)
            if own_ms < anchor.at_ms and goal is segment:
                # Told once; planning from a time that is surely wrong would only add to it.
                cursor_ms = None
            else:
                cursor_ms = own_ms
                if goal is segment:
                    anchor = _Anchor(both(f"`{segment.id}`"), own_ms)
        if cursor_ms is not None:
            cursor_ms += segment.length_ms


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The last fixed time, from which planning goes on, and whose it is."""

    who: Said
    at_ms: int


@dataclass(frozen=True, slots=True)
class _Own:
    """A segment that begins at `at_ms` by a time of its own: that of `goal`, maybe itself."""

    segment: Segment
    at_ms: int
    goal: Segment

    @property
    def key(self) -> str:
        """The key that says so."""
        if self.goal is not self.segment:
            return "back_timed"
        return "at" if self.segment.at_ms is not None else "ends"

    def said(self, utc_offset_min: int) -> Said:
        """What is said of its start."""
        who, begins = f"`{self.segment.id}`", format_clock(self.at_ms, utc_offset_min)
        if self.key == "at":
            return Said(f"{who} 定在 {begins}", f"{who} is fixed at {begins}")
        if self.key == "ends":
            ends = format_clock(self.at_ms + self.segment.length_ms, utc_offset_min)
            return Said(
                f"{who} 定在 {ends} 结束，{begins} 就要开始",
                f"{who}, which ends at {ends}, begins at {begins}",
            )
        goal = f"`{self.goal.id}`"
        at = format_clock(_begins_ms(self.goal), utc_offset_min)
        return Said(
            f"{who} 从 {goal}（{at}）倒推，{begins} 就要开始",
            f"{who}, back-timed from {goal} at {at}, begins at {begins}",
        )

    def moved(self, by_ms: int, utc_offset_min: int) -> Said:
        """What to do to have it begin so much later."""
        who = f"`{self.goal.id}`"
        if self.goal.at_ms is not None:
            clock = format_clock(self.goal.at_ms + by_ms, utc_offset_min)
            return Said(f'把 {who} 定在 "{clock}"', f'fix {who} at "{clock}"')
        assert self.goal.ends_ms is not None
        clock = format_clock(self.goal.ends_ms + by_ms, utc_offset_min)
        return Said(f'让 {who} 在 "{clock}" 结束', f'let {who} end at "{clock}"')


def _goals(segments: Sequence[Segment | None]) -> tuple[Segment | None, ...]:
    """For each segment the next with a fixed time, itself among them; None where there is none."""
    goals: list[Segment | None] = []
    goal: Segment | None = None
    for segment in reversed(segments):
        if segment is not None and fixed_start_ms(segment) is not None:
            goal = segment
        goals.append(goal)
    return tuple(reversed(goals))


def _begins_ms(fixed: Segment) -> int:
    begins_ms = fixed_start_ms(fixed)
    assert begins_ms is not None
    return begins_ms


def _ill_timed(segment: Segment, path: Path, *, has_goal: bool) -> Iterator[Finding]:
    """A segment with two times, or one that is counted back from nothing."""
    first, *more = [key for key, name in _KEYS.items() if getattr(segment, name)] or [""]
    if more:
        yield Finding(
            Rule.SEVERAL_TIMES,
            (*path, more[0]),
            Said(
                f"`{segment.id}` 既有 `{first}` 又有 `{more[0]}`",
                f"`{segment.id}` has both `{first}` and `{more[0]}`",
            ),
            Said(
                "一个环节只留一个：`at` 定开始，`ends` 定结束，`back_timed` 从后面倒推",
                "keep one of them: `at` fixes the start, `ends` the end, and `back_timed` counts "
                "back from what follows",
            ),
            on_key=True,
        )
    if first == "back_timed" and not has_goal:
        yield Finding(
            Rule.NO_FIXED_TIME,
            (*path, "back_timed"),
            Said(
                f"`{segment.id}` 要从后面的固定时刻倒推，后面却没有固定时刻",
                f"`{segment.id}` is counted back from the next fixed time, but none comes after it",
            ),
            Said(
                "给后面的一个环节写 `at` 或 `ends`，或删掉 `back_timed`",
                "give a segment after it an `at` or `ends`, or delete `back_timed`",
            ),
        )


def _judge(
    start: Start, anchor: _Anchor, cursor_ms: int | None, own: _Own, path: Path
) -> Iterator[Finding]:
    def clock(unix_ms: int) -> str:
        return format_clock(unix_ms, start.utc_offset_min)

    at_ms, path = own.at_ms, (*path, own.key)
    said = own.said(start.utc_offset_min)
    if at_ms < start.unix_ms:
        early = format_duration(start.unix_ms - at_ms)
        yield Finding(
            Rule.BEFORE_START,
            path,
            Said(f"{said.zh}，比开播早 {early}", f"{said.en}, {early} before the show's start"),
            Said(
                f"{clock(start.unix_ms)} 开播；核对日期和时差",
                f"the show starts at {clock(start.unix_ms)}; check the date and the offset",
            )
            if own.key == "at"
            else Said(
                f"{clock(start.unix_ms)} 开播；把环节缩短，或把时刻往后改",
                f"the show starts at {clock(start.unix_ms)}; make the segments shorter, or the "
                "time later",
            ),
        )
    elif at_ms < anchor.at_ms and own.key != "back_timed":
        yield Finding(
            Rule.BACKWARDS,
            path,
            Said(
                f"{said.zh}，早于排在它前面的 {anchor.who.zh}（{clock(anchor.at_ms)}）",
                f"{said.en}, earlier than {anchor.who.en} before it, at {clock(anchor.at_ms)}",
            ),
            Said(
                "固定时间只能往后走：改其中一个，或调整环节顺序",
                "fixed times go forward: change one of them, or the order of the segments",
            ),
        )
    elif cursor_ms is not None and at_ms < cursor_ms:
        over = format_duration(cursor_ms - at_ms)
        later = own.moved(cursor_ms - at_ms, start.utc_offset_min)
        yield Finding(
            Rule.OVERLAP,
            path,
            Said(
                f"{said.zh}，但前面的环节从{anchor.who.zh}（{clock(anchor.at_ms)}）排下来，"
                f"要到 {clock(cursor_ms)} 才结束，晚了 {over}",
                f"{said.en}, but what comes before it, planned from {anchor.who.en} at "
                f"{clock(anchor.at_ms)}, ends {over} later, at {clock(cursor_ms)}",
            ),
            Said(
                f"把{anchor.who.zh}起的环节一共缩短 {over}，或{later.zh}",
                f"shorten the segments from {anchor.who.en} on by {over} in all, or {later.en}",
            ),
        )
    elif cursor_ms is not None and at_ms - cursor_ms > GAP_MS_MAX:
        gap = format_duration(at_ms - cursor_ms)
        next_day = _next_day(start, at_ms)
        yield Finding(
            Rule.GAP,
            path,
            Said(
                f"{said.zh}，之前有 {gap} 空着：前面的环节在 {clock(cursor_ms)} 结束",
                f"{gap} of nothing before {said.en}: what comes before it ends at "
                f"{clock(cursor_ms)}",
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
