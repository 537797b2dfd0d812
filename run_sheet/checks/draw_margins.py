"""Whether a draw can be read out, and a rain fall, within its segment; and orders end on air."""

from __future__ import annotations

from collections.abc import Iterator

from ..draw_times import draw_times
from ..durations import format_duration
from ..kinds import Draw, Seckill
from ..model import RunSheet
from ..problem import Finding, Path
from ..rules import Rule
from ..said import Said


def margin_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield the segments that end before their outcome can be there, by the public beacon."""
    starts = sheet.planned_starts()
    times = draw_times(sheet, starts)
    delay_ms = max(outlet.delay_ms for outlet in sheet.outlets)
    for index, (segment, starts_ms) in enumerate(zip(sheet.segments, starts, strict=True)):
        path: Path = ("segments", index)
        drawn = times.get(index)
        if drawn is not None:
            later = isinstance(segment, Draw) and segment.entries is not None
            yield from _late(-drawn.spare_ms, (*path, "entries" if later else "open_for"))
        if isinstance(segment, Seckill) and segment.pay_within_ms is not None:
            closes_ms = starts_ms + segment.opens_ms + segment.open_for_ms + delay_ms
            held_ms = (drawn.told_ms if drawn else closes_ms) + segment.pay_within_ms
            yield from _held(held_ms, sheet.planned_end_ms, (*path, "pay_within"))


def _late(late_ms: int, path: Path) -> Iterator[Finding]:
    if late_ms <= 0:
        return
    late = format_duration(late_ms)
    yield Finding(
        Rule.DRAWN_TOO_LATE,
        path,
        Said(
            f"环节结束后 {late} 才有结果：名单封存、公示、等公开信标的一轮都要时间",
            f"the outcome is there {late} after the segment has ended: the entries are frozen, "
            "committed to in public, and wait for a round of the public beacon",
        ),
        Said(
            f"把环节延长 {late}，或早些关窗、早些抽前一轮",
            f"make the segment {late} longer, or close the window or draw the round before earlier",
        ),
    )


def _held(held_ms: int, ends_ms: int, path: Path) -> Iterator[Finding]:
    if held_ms <= ends_ms:
        return
    after = format_duration(held_ms - ends_ms)
    yield Finding(
        Rule.HELD_AFTER_SHOW,
        path,
        Said(
            f"散场 {after} 后还可能有没付款的订单：到那时才轮到候补",
            f"units may still be held unpaid {after} after the show has ended: only then do they "
            "go to who waits",
        ),
        Said(
            f"缩短 `pay_within`，把这一场提前，或散场后让 gala 再运行 {after}",
            f"shorten `pay_within`, sell earlier in the night, or leave gala running for {after} "
            "more",
        ),
    )
