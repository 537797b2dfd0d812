"""When draws and rains of a plan have their rounds, and when everybody knows what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .checks.draw_figures import (
    DRAW_MARGIN_MS,
    ENVELOPE_MS,
    FREEZE_MS,
    RAIN_MARGIN_MS,
    ROUND_MS,
    TOGETHER_MS,
)
from .kinds import Draw, Rain, Seckill
from .model import RunSheet


@dataclass(frozen=True, slots=True)
class DrawTimes:
    """The latest instants of a draw by the public beacon, in Unix ms.

    At `begins_ms` the entries are frozen and committed to, its round comes by `round_ms`, and at
    `told_ms` everybody knows. `closes_ms` is when the last outlet closed, None for a later draw
    from the entries of another; `spare_ms` is what is left of the segment then, negative when the
    outcome comes after it.
    """

    begins_ms: int
    round_ms: int
    told_ms: int
    spare_ms: int
    closes_ms: int | None = None


def draw_times(sheet: RunSheet, starts: tuple[int, ...]) -> Mapping[int, DrawTimes]:
    """Return the times of every segment with a draw, by its index, if they begin at `starts`."""
    delay_ms = max(outlet.delay_ms for outlet in sheet.outlets)
    drawn_ms: dict[str, int] = {}
    found: dict[int, DrawTimes] = {}
    for index, (segment, starts_ms) in enumerate(zip(sheet.segments, starts, strict=True)):
        ends_ms = starts_ms + segment.length_ms
        if isinstance(segment, Draw) and segment.entries is not None:
            # What is drawn earlier from the same entries comes first: its winners take no part.
            begins_ms = max(starts_ms, drawn_ms.get(segment.entries, 0))
            found[index] = _times(begins_ms, DRAW_MARGIN_MS, ENVELOPE_MS, ends_ms, None)
            drawn_ms[segment.entries] = found[index].round_ms
        elif isinstance(segment, Draw | Rain | Seckill) and segment.open_for_ms is not None:
            closes_ms = starts_ms + (segment.opens_ms or 0) + segment.open_for_ms + delay_ms
            begins_ms = closes_ms + FREEZE_MS
            if isinstance(segment, Rain):
                found[index] = _times(begins_ms, RAIN_MARGIN_MS, 0, ends_ms, closes_ms)
            elif isinstance(segment, Draw) or segment.by_lot:
                found[index] = _times(begins_ms, DRAW_MARGIN_MS, ENVELOPE_MS, ends_ms, closes_ms)
            if isinstance(segment, Draw):
                drawn_ms[segment.id] = found[index].round_ms
    return found


def _times(
    begins_ms: int, margin_ms: int, envelope_ms: int, ends_ms: int, closes_ms: int | None
) -> DrawTimes:
    round_ms = begins_ms + margin_ms + ROUND_MS
    told_ms = round_ms + envelope_ms + TOGETHER_MS
    return DrawTimes(begins_ms, round_ms, told_ms, ends_ms - told_ms, closes_ms)
