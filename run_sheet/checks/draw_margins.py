"""Whether a draw can be read out, and a rain fall, within its segment; and orders end on air."""

from __future__ import annotations

from collections.abc import Iterator

from ..durations import format_duration
from ..kinds import Draw, Rain, Seckill
from ..model import RunSheet
from ..problem import Finding, Path
from ..rules import Rule
from ..said import Said
from .draw_figures import (
    DRAW_MARGIN_MS,
    ENVELOPE_MS,
    FREEZE_MS,
    RAIN_MARGIN_MS,
    ROUND_MS,
    TOGETHER_MS,
)

_RAIN_MS = RAIN_MARGIN_MS + ROUND_MS + TOGETHER_MS
_DRAWN_MS = DRAW_MARGIN_MS + ROUND_MS
_TOLD_MS = ENVELOPE_MS + TOGETHER_MS


def margin_findings(sheet: RunSheet) -> Iterator[Finding]:
    """Yield the segments that end before their outcome can be there, by the public beacon.

    All instants are Unix ms of the plan.
    """
    delay_ms = max(outlet.delay_ms for outlet in sheet.outlets)
    drawn_ms: dict[str, int] = {}
    for index, (segment, starts_ms) in enumerate(
        zip(sheet.segments, sheet.planned_starts(), strict=True)
    ):
        path: Path = ("segments", index)
        ends_ms = starts_ms + segment.length_ms
        if isinstance(segment, Draw) and segment.entries is not None:
            # What is drawn earlier from the same entries comes first: its winners take no part.
            begins_ms = max(starts_ms, drawn_ms.get(segment.entries, 0))
            drawn_ms[segment.entries] = begins_ms + _DRAWN_MS
            yield from _late(begins_ms + _DRAWN_MS + _TOLD_MS, ends_ms, (*path, "entries"))
        elif isinstance(segment, Draw | Rain | Seckill) and segment.open_for_ms is not None:
            closes_ms = starts_ms + (segment.opens_ms or 0) + segment.open_for_ms + delay_ms
            frozen_ms = closes_ms + FREEZE_MS
            if isinstance(segment, Rain):
                yield from _late(frozen_ms + _RAIN_MS, ends_ms, (*path, "open_for"))
                continue
            told_ms = frozen_ms + _DRAWN_MS + _TOLD_MS
            if isinstance(segment, Draw):
                drawn_ms[segment.id] = frozen_ms + _DRAWN_MS
            if isinstance(segment, Draw) or segment.by_lot:
                yield from _late(told_ms, ends_ms, (*path, "open_for"))
            if isinstance(segment, Seckill) and segment.pay_within_ms is not None:
                held_ms = (told_ms if segment.by_lot else closes_ms) + segment.pay_within_ms
                yield from _held(held_ms, sheet.planned_end_ms, (*path, "pay_within"))


def _late(told_ms: int, ends_ms: int, path: Path) -> Iterator[Finding]:
    if told_ms <= ends_ms:
        return
    late = format_duration(told_ms - ends_ms)
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
