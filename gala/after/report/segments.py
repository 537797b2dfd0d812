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
    """Return the visits to rooms, by what the log has of them: the main stage's audience."""
    made = Table(
        "visits",
        "串门",
        "Visits",
        (
            Column("room", "房间", "Room"),
            Column("started", "开始", "Started"),
            Column("length", "时长", "Length"),
            count("viewers_start", "开始时观众", "Watching at its start"),
            count("viewers_end", "结束时观众", "Watching at its end"),
        ),
    )
    audience = Audience(account)
    rooms = {room.id: room.title for room in account.show.plan.rooms}
    for run in account.show.runs:
        room = account.show.segment(run.id).room
        if room is None or run.started_ms is None:
            continue
        ended_ms = _ended_ms(account, run)
        made.add(
            rooms[room],
            clock_text(run.started_ms, account.utc_offset_min),
            _length(ended_ms - run.started_ms),
            audience.at(run.started_ms) if audience.known else None,
            audience.at(ended_ms) if audience.known else None,
        )
    note = (
        "日志记录的是全场人数；各房间的人数不在日志里。",
        "The log counts the whole audience; how many were in a room is not in it.",
    )
    return Section(("串门", "Visits"), (made,), (note,))


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
