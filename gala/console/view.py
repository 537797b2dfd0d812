"""The state as the console's page gets it: one JSON object, all instants Unix milliseconds."""

from __future__ import annotations

from typing import Any

from gala.console.breaker_view import breaker_state
from gala.console.draws_view import draws_state, frozen_view
from gala.console.rooms_view import rooms_state
from gala.console.texts import zh_en
from gala.core.plan import SegmentPlan
from gala.core.schedule import expected_starts, next_segment, spare_ms
from gala.core.state import MAIN, SegmentRun, Show, WindowRun
from gala.core.tables import SegmentState


def state(show: Show) -> dict[str, Any]:
    """Return the `state` message."""
    plan = show.plan
    starts, ends_ms = expected_starts(show)
    planned, planned_end_ms = _planned(show)
    following = next_segment(show)
    fillers = {one.filler_for: one.id for one in plan.segments if one.filler_for}
    spare = spare_ms(show)
    return {
        "type": "state",
        "show": {
            "id": plan.show,
            "title": zh_en(plan.title),
            "pace_milli": plan.pace_milli,
            "utc_offset_min": plan.utc_offset_min,
            "rehearsal": plan.rehearsal,
        },
        "phase": str(show.phase),
        "mode": str(show.mode),
        "shedding": show.shedding,
        "epoch": show.epoch,
        "holder": show.holder,
        "seq": dict(show.seqs)[MAIN],
        "loaded_seq": show.loaded_seq,
        "origin_ms": show.origin_ms,
        "ends_ms": ends_ms,
        "over_ms": ends_ms - planned_end_ms,
        "on_air": _on_air(show),
        "taking": show.taking
        and {
            "segment": show.taking.segment,
            "present_at_ms": show.taking.present_at_ms,
            "by_hand": show.taking.by != "auto",
        },
        "standby": following.id if following else None,
        "ready": following is not None and show.run(following.id).state is SegmentState.READY,
        "outlets": [
            {
                "id": outlet.id,
                "title": zh_en(outlet.title),
                "delay_ms": show.delays_ms[outlet.id],
                "planned_ms": outlet.delay_ms,
            }
            for outlet in plan.outlets
        ],
        "segments": [
            {
                **_segment(segment, run, starts[place], planned[place]),
                "plan_b": fillers.get(segment.id),
                "spare_ms": spare.get(segment.id),
            }
            for place, (segment, run) in enumerate(zip(plan.segments, show.runs, strict=True))
        ],
        "windows": [_window(show, window) for window in show.windows],
        **breaker_state(show),
        **draws_state(show),
        **rooms_state(show),
    }


def _planned(show: Show) -> tuple[list[int], int]:
    """Return when each segment starts if all goes to plan, and when the show ends."""
    starts = []
    cursor_ms = show.origin_ms
    for segment in show.plan.segments:
        if segment.fixed_ms is not None:
            cursor_ms = max(cursor_ms, show.origin_ms + segment.fixed_ms)
        starts.append(cursor_ms)
        if segment.filler_for is None:
            cursor_ms += segment.length_ms
    return starts, cursor_ms


def _on_air(show: Show) -> dict[str, Any] | None:
    if show.on_air is None:
        return None
    return {
        "segment": show.on_air.segment,
        "since_ms": show.on_air.since_ms,
        "ends_at_ms": show.on_air.ends_at_ms,
        "held_at_ms": show.held_at_ms,
    }


def _segment(
    segment: SegmentPlan, run: SegmentRun, expected_ms: int, planned_ms: int
) -> dict[str, Any]:
    return {
        "id": segment.id,
        "kind": segment.kind,
        "title": zh_en(segment.title),
        "guests": [{"role": zh_en(role), "count": count} for role, count in segment.guests],
        "notes": zh_en(segment.notes) if segment.notes else None,
        "prompter": zh_en(segment.prompter) if segment.prompter else None,
        "state": str(run.state),
        "planned_start_ms": planned_ms,
        "expected_start_ms": expected_ms,
        "length_ms": segment.length_ms,
        "fixed": segment.fixed_ms is not None,
        "back_timed": segment.back_timed,
        "started_ms": run.started_ms,
        "ended_ms": run.ended_ms,
        "window": segment.window.id if segment.window else None,
        "draw": segment.lot.kind if segment.lot else None,
        "filler_for": segment.filler_for,
    }


def _window(show: Show, window: WindowRun) -> dict[str, Any]:
    plan = show.window_plan(window.id)
    sold, void = dict(window.sold), dict(window.void())
    reasons = {one.gen: one.reason for one in window.revoked}
    instants = {row[0]: row[1:3] for row in window.rows}
    return {
        "id": window.id,
        "segment": window.segment,
        "gen": window.gen,
        "goods": zh_en(plan.title),
        "price_fen": plan.price_fen,
        "state": str(window.state),
        "stocked": plan.stocked,
        "revocable": plan.stocked or plan.orders_by_lot,
        "frozen": frozen_view(show, window.id),
        "counting": window.counting,
        "openings": [
            {"gen": gen, "sold": sum(units for _, units in given), "revoked": reasons.get(gen)}
            for gen, given in window.counted
        ],
        "top_ups": [
            {
                "gen": one.gen,
                "outlet": one.outlet,
                "units": one.units,
                "reason": one.reason,
                "by": one.by,
                "second": one.second,
            }
            for one in window.top_ups
        ],
        "outlets": [
            {
                "outlet": outlet,
                "stock": stock if plan.stocked else 0,
                "sold": sold[outlet],
                "void": void[outlet],
                "opens_at_ms": instants.get(outlet, (None, None))[0],
                "closes_at_ms": instants.get(outlet, (None, None))[1],
            }
            for outlet, stock in window.declared(plan)
        ],
    }
