"""From the run sheet to the plan: plain types, and the sheet's times scaled by the pace.

At a pace of 60 a minute of the sheet takes a second, but a window that a thumb or a client has to
meet keeps a floor in real time. What the floors add is taken from segments without a window, so
that the night as a whole keeps its scaled length as far as they can give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gala.core.kinds import KINDS
from gala.core.kinds.parts import text
from gala.core.plan import OutletPlan, Plan, RoomPlan, SegmentPlan, UnattendedPlan, WindowPlan
from gala.core.who import who_rule
from run_sheet import RunSheet, digest
from run_sheet.kinds import Draw, GuestSegment, Segment, WindowSegment
from run_sheet.plan import fixed_start_ms, own_starts

PACE_ONE_MILLI = 1000
PACE_MILLI_MAX = 1_000_000

OPEN_FOR_MS_MIN = 1_500
OPENS_MS_MIN = 300
PAY_WITHIN_MS_MIN = 10_000
AFTER_CLOSE_MS_MIN = 200
TALK_MS_MIN = 400


def compile_plan(
    sheet: RunSheet, pace_milli: int = PACE_ONE_MILLI, *, rehearsal: bool = False
) -> Plan:
    """Return the plan of `sheet` at `pace_milli` thousandths of its own speed.

    Raises `ValueError` for a pace that is not between 1/1000 and 1000.
    """
    if not 1 <= pace_milli <= PACE_MILLI_MAX:
        raise ValueError(f"the pace is from 0.001 to 1000, not {pace_milli / 1000}")
    outlets = tuple(
        OutletPlan(outlet.id, text(outlet.title), _scaled(outlet.delay_ms, pace_milli))
        for outlet in sheet.outlets
    )
    delay_max_ms = max(outlet.delay_ms for outlet in outlets)
    segments = _segments(sheet.segments, sheet, pace_milli, delay_max_ms)
    segments = _repaid(segments, [_scaled(s.length_ms, pace_milli) for s in sheet.segments])
    zh, en = text(sheet.title)
    return Plan(
        show=f"{sheet.id}-rehearsal" if rehearsal else sheet.id,
        title=(f"彩排 · {zh}", f"Rehearsal · {en}") if rehearsal else (zh, en),
        start_ms=sheet.start_ms,
        utc_offset_min=sheet.utc_offset_min,
        pace_milli=pace_milli,
        digest=digest(sheet),
        outlets=outlets,
        rooms=tuple(
            RoomPlan(
                room.id,
                text(room.shown),
                room.capacity,
                tuple(_segments(room.segments or (), sheet, pace_milli, delay_max_ms)),
            )
            for room in sheet.rooms
        ),
        segments=tuple(_with_fillers(segments, sheet, pace_milli)),
        rehearsal=rehearsal,
        unattended=_unattended(sheet),
    )


def _unattended(sheet: RunSheet) -> UnattendedPlan | None:
    if sheet.unattended is None:
        return None
    call = sheet.unattended.call
    return UnattendedPlan(sheet.unattended.breaker.spend_fen, text(call.whom), call.webhook or "")


def _scaled(ms: int, pace_milli: int) -> int:
    return ms * PACE_ONE_MILLI // pace_milli


def _segments(
    segments: Sequence[Segment], sheet: RunSheet, pace_milli: int, delay_max_ms: int
) -> list[SegmentPlan]:
    """Return the plan of a running order: the main stage's, or a room's."""
    return [
        _segment(segment, sheet, pace_milli, delay_max_ms, own_ms)
        for segment, own_ms in zip(segments, own_starts(segments), strict=True)
    ]


def _segment(
    segment: Segment, sheet: RunSheet, pace_milli: int, delay_max_ms: int, own_ms: int | None
) -> SegmentPlan:
    parts = KINDS[segment.kind](segment, sheet)
    guests = segment.guests if isinstance(segment, GuestSegment) else ()
    window = _with_floor(parts.window, pace_milli) if parts.window else None
    if window and isinstance(segment, WindowSegment | Draw) and segment.who:
        window = replace(window, who=who_rule(segment.who, sheet, pace_milli))
    length_ms = max(1, _scaled(segment.length_ms, pace_milli))
    if window and pace_milli != PACE_ONE_MILLI:
        closes_ms = window.opens_ms + window.open_for_ms + delay_max_ms
        length_ms = max(length_ms, closes_ms + AFTER_CLOSE_MS_MIN)
    over = () if parts.over_ms is None else (_scaled(parts.over_ms, pace_milli),)
    return SegmentPlan(
        id=segment.id,
        kind=segment.kind,
        title=text(segment.title),
        guests=tuple((text(guest.shown), guest.count) for guest in guests),
        notes=text(segment.notes) if segment.notes else None,
        length_ms=length_ms,
        fixed_ms=None if own_ms is None else _scaled(own_ms - sheet.start_ms, pace_milli),
        detail=(*parts.detail, *over),
        window=window,
        rooms=parts.rooms,
        lot=parts.lot,
        discount_fen=parts.discount_fen,
        prompter=text(segment.prompter) if segment.prompter else None,
        back_timed=own_ms is not None and fixed_start_ms(segment) is None,
    )


def _with_floor(window: WindowPlan, pace_milli: int) -> WindowPlan:
    if pace_milli == PACE_ONE_MILLI:
        return window
    return replace(
        window,
        opens_ms=max(OPENS_MS_MIN, _scaled(window.opens_ms, pace_milli)),
        open_for_ms=max(OPEN_FOR_MS_MIN, _scaled(window.open_for_ms, pace_milli)),
        pay_within_ms=window.pay_within_ms
        and max(PAY_WITHIN_MS_MIN, _scaled(window.pay_within_ms, pace_milli)),
    )


def _with_fillers(
    segments: list[SegmentPlan], sheet: RunSheet, pace_milli: int
) -> Iterator[SegmentPlan]:
    """Put each segment's Plan B behind it. No id of a sheet has a dot in it."""
    for segment, written in zip(segments, sheet.segments, strict=True):
        yield segment
        if written.plan_b is not None:
            yield SegmentPlan(
                id=f"{segment.id}.b",
                kind="break",
                title=text(written.plan_b.title),
                guests=(),
                notes=text(written.plan_b.notes) if written.plan_b.notes else None,
                length_ms=max(1, _scaled(written.plan_b.length_ms, pace_milli)),
                fixed_ms=None,
                detail=(),
                filler_for=segment.id,
                prompter=text(written.plan_b.prompter) if written.plan_b.prompter else None,
            )


def _repaid(segments: list[SegmentPlan], scaled_ms: list[int]) -> list[SegmentPlan]:
    """Take what the floors added from the segments without a window, each by what it can give."""
    debt_ms = sum(s.length_ms - ms for s, ms in zip(segments, scaled_ms, strict=True))
    can_give_ms = [0 if s.window else max(0, s.length_ms - TALK_MS_MIN) for s in segments]
    total_ms = sum(can_give_ms)
    if debt_ms <= 0 or total_ms == 0:
        return segments
    debt_ms = min(debt_ms, total_ms)
    return [
        replace(segment, length_ms=segment.length_ms - gives_ms * debt_ms // total_ms)
        for segment, gives_ms in zip(segments, can_give_ms, strict=True)
    ]
