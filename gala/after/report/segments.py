"""The programme as it ran, and the visits to rooms."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.audience import Audience
from gala.after.instants import clock_text
from gala.after.report.section import Section
from gala.after.report.words import kind_text
from gala.core.state import SegmentRun
from gala.core.tables import SegmentState
from gala.grid.table import Column, Table, count


def section(account: Account) -> Section:
    """Return every segment that was on air, with its audience; then what was left out."""
    made = Table(
        "segments",
        "环节",
        "Segments",
        (
            Column("segment", "环节", "Segment"),
            Column("kind", "类型", "Kind"),
            Column("started", "开始", "Started"),
            Column("length", "时长", "Length"),
            count("viewers_start", "开始时观众", "Watching at its start"),
            count("viewers_most", "最多观众", "Most watching"),
            count("viewers_end", "结束时观众", "Watching at its end"),
        ),
    )
    audience = Audience(account)
    left_out = []
    for run in account.show.runs:
        if run.started_ms is not None:
            _add(made, account, audience, run)
        elif run.state is SegmentState.SKIPPED and account.show.segment(run.id).filler_for is None:
            left_out.append(run.id)
    notes: tuple[tuple[str, str], ...] = ()
    if left_out:
        names = ", ".join(left_out)
        notes = ((f"没有播出：{names}", f"Left out: {names}"),)
    return Section(("环节", "Segments"), (made,), notes)


def visits(account: Account) -> Section:
    """Return what came of each visit, room by room, as edges counted it while it was on."""
    made = Table(
        "visits",
        "串门",
        "Visits",
        (
            Column("visit", "串门", "Visit"),
            Column("room", "房间", "Room"),
            Column("started", "开始", "Started"),
            count("invited", "受邀观众", "Invited"),
            count("entered", "进房", "Came in"),
            count("peak", "同时最多", "Most at a time"),
            count("stayed", "留到最后", "Stayed to the end"),
            count("refused", "遇到满房", "Found it full"),
        ),
    )
    rooms = {room.id: room.title for room in account.show.plan.rooms}
    offset_min = account.utc_offset_min
    results = account.show.visits
    for one in results:
        for room, *figures in one.rooms:
            at = clock_text(one.started_ms, offset_min)
            made.add(account.title(one.segment), rooms[room], at, one.invited, *figures)
    counted = {(one.segment, one.started_ms) for one in results}
    missing = False
    for run in account.show.runs:
        if run.started_ms is None or (run.id, run.started_ms) in counted:
            continue
        for room in account.show.segment(run.id).rooms:
            missing = True
            at = clock_text(run.started_ms, offset_min)
            made.add(account.title(run.id), rooms[room], at, *[None] * 5)
    notes = [
        (
            "受邀的是串门开始时在主台的观众；“同时最多”是各边缘自己的最多之和，实际不会更多。",
            "Invited were all who watched the main stage when the visit began. Most at a time is "
            "the sum of the edges' own: it was not more.",
        )
    ]
    if missing:
        notes.append(
            (
                "空着的没有数：导播或边缘当时不在，或者节目在串门中结束。",
                "What is empty was not counted: no conductor or edge was there to do it, or the "
                "log is of an earlier version.",
            )
        )
    return Section(("串门", "Visits"), (made,), tuple(notes) if made.rows else ())


def _add(made: Table, account: Account, audience: Audience, run: SegmentRun) -> None:
    assert run.started_ms is not None
    ended_ms = _ended_ms(account, run)
    counts: tuple[int | None, ...] = (None, None, None)
    if audience.known:
        most = audience.peak_between(run.started_ms, ended_ms)
        counts = (audience.at(run.started_ms), most, audience.at(ended_ms))
    made.add(
        account.title(run.id),
        kind_text(account.show.segment(run.id).kind),
        clock_text(run.started_ms, account.utc_offset_min),
        _length(ended_ms - run.started_ms),
        *counts,
    )


def _ended_ms(account: Account, run: SegmentRun) -> int:
    return run.ended_ms if run.ended_ms is not None else account.show.now_ms


def _length(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 60}:{seconds % 60:02}"
