"""A running order, and what changes of it lead to: lines for people, values for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from rich.cells import cell_len

from run_sheet import RunSheet
from run_sheet.differences import finish_said
from run_sheet.durations import format_duration
from run_sheet.instants import format_clock
from run_sheet.outcome import Moved, Outcome, place_of
from run_sheet.problem import SEVERITIES_ZH, Finding
from run_sheet.running_order import Line, RunningOrder, room_orders
from run_sheet.said import Said

_HEAD = Said(
    "开始\t时长\t结束\t最晚\t余量\t环节", "starts\tlength\tends\tlatest\tto spare\tsegment"
)
_OWN = {
    "at": Said("定时", "fixed"),
    "ends": Said("定时结束", "fixed end"),
    "back_timed": Said("倒推", "back-timed"),
}
_WIDTHS = (10, 9, 10, 10, 10)


def order_lines(sheet: RunSheet, order: RunningOrder, *, chinese: bool) -> Iterator[str]:
    """Yield the running order, a segment a line, its window and its draw below it."""
    clock = _clock(sheet)
    yield _row((_HEAD.zh if chinese else _HEAD.en).split("\t"))
    yield from _rows(sheet, order, chinese)
    for room, own in room_orders(sheet):
        title = room.title.zh if chinese else room.title.en
        yield f"房间 {room.id}  {title}" if chinese else f"room {room.id}  {title}"
        yield from _rows(sheet, own, chinese)
    missed = [_missed_said(sheet, line) for line in order.missed]
    yield from (said.zh if chinese else said.en for said in missed)
    start, finish = clock(sheet.start_ms), clock(order.finish_ms)
    lasts = format_duration(order.finish_ms - sheet.start_ms)
    if chinese:
        yield f"{start} 开播，计划 {finish} 结束，共 {lasts}"
    else:
        yield f"from {start}, planned to end at {finish}, {lasts} in all"


def _rows(sheet: RunSheet, order: RunningOrder, chinese: bool) -> Iterator[str]:
    clock = _clock(sheet)
    for line in order.lines:
        segment = line.segment
        title = segment.title.zh if chinese else segment.title.en
        own = f" ({_own(line, chinese)})" if line.own else ""
        latest = "" if line.latest_ms is None else clock(line.latest_ms)
        spare = "" if line.spare_ms is None else _signed(line.spare_ms)
        yield _row(
            [
                *(clock(line.starts_ms), format_duration(segment.length_ms)),
                *(clock(line.ends_ms), latest, spare),
                f"{segment.id}  {title}{own}",
            ]
        )
        for said in _below(sheet, line):
            yield f"{'':{_WIDTHS[0]}}{said.zh if chinese else said.en}"


def outcome_lines(new: RunSheet, found: Outcome, *, chinese: bool) -> Iterator[str]:
    """Yield what changes lead to: themselves, what moves, what is missed and found, the finish."""
    said = [edit.said for edit in found.edits]
    said += _moves(new, found.moved)
    for one in found.windows:
        said += _instants(new, one)
    said += [_missed_said(new, line) for line in found.after.missed]
    said += [_finding_said(one, Said("新问题", "new")) for one in found.found]
    said += [_finding_said(one, Said("不再有", "no more")) for one in found.gone]
    said.append(finish_said(found.before.finish_ms, found.after.finish_ms, new.utc_offset_min))
    yield from (one.zh if chinese else one.en for one in said)


def order_json(sheet: RunSheet, order: RunningOrder) -> dict[str, object]:
    """Return a running order as values: all instants are Unix ms."""
    return {
        "start_ms": sheet.start_ms,
        "finish_ms": order.finish_ms,
        "segments": [_line_json(one) for one in order.lines],
        "rooms": [
            {"id": room.id, "segments": [_line_json(one) for one in own.lines]}
            for room, own in room_orders(sheet)
        ],
    }


def outcome_json(old: RunSheet, new: RunSheet, found: Outcome) -> dict[str, object]:
    """Return what changes lead to as values."""
    return {
        "finish_ms": {"before": found.before.finish_ms, "after": found.after.finish_ms},
        "edits": [{"place": one.place, **_said_json(one.said)} for one in found.edits],
        "moved": [
            {
                "id": one.after.segment.id,
                "by_ms": one.by_ms,
                "before": _line_json(one.before),
                "after": _line_json(one.after),
            }
            for one in found.moved
        ],
        "missed": [{"id": one.segment.id, "late_ms": one.late_ms} for one in found.after.missed],
        "found": [_finding_json(new, one) for one in found.found],
        "gone": [_finding_json(old, one) for one in found.gone],
    }


def _row(cells: list[str]) -> str:
    """Return cells in columns; a Chinese character is two columns wide."""
    padded = [
        cell + " " * max(2, width - cell_len(cell))
        for cell, width in zip(cells, _WIDTHS, strict=False)
    ]
    return "".join([*padded, cells[-1]]).rstrip()


def _own(line: Line, chinese: bool) -> str:
    assert line.own is not None
    return _OWN[line.own].zh if chinese else _OWN[line.own].en


def _signed(ms: int) -> str:
    return f"-{format_duration(-ms)}" if ms < 0 else format_duration(ms)


def _clock(sheet: RunSheet) -> Callable[[int], str]:
    """Return what tells an instant as a local time of day."""
    return lambda unix_ms: format_clock(unix_ms, sheet.utc_offset_min)


def _below(sheet: RunSheet, line: Line) -> Iterator[Said]:
    clock = _clock(sheet)
    if line.window:
        opens, closes = clock(line.window.opens_ms), clock(line.window.closes_ms)
        last = clock(line.window.last_closes_ms)
        if last == closes:
            yield Said(f"窗口 {opens} 到 {closes}", f"window {opens} to {closes}")
        else:
            yield Said(
                f"窗口 {opens} 到 {closes}，最慢的渠道到 {last}",
                f"window {opens} to {closes}, on the slowest outlet to {last}",
            )
    if line.draw:
        begins, by, told = (
            clock(ms) for ms in (line.draw.begins_ms, line.draw.round_ms, line.draw.told_ms)
        )
        left = _left_said(line.draw.spare_ms)
        yield Said(
            f"开奖：最晚 {begins} 公示，{by} 信标出数，{told} 揭晓（{left.zh}）",
            f"draw: committed by {begins}, round by {by}, told by {told} ({left.en})",
        )


def _moves(sheet: RunSheet, moved: tuple[Moved, ...]) -> list[Said]:
    """Return each run of segments that begin so much later or earlier."""
    clock, said = _clock(sheet), []
    for by_ms, run in groupby(moved, key=lambda one: one.by_ms):
        ran = list(run)
        if by_ms:
            first, last = ran[0], ran[-1]
            names = f"`{first.after.segment.id}`"
            zh, en = f"环节 {names} ", f"segment {names} begins"
            if len(ran) > 1:
                zh = f"从 {names} 到 `{last.after.segment.id}` 共 {len(ran)} 个环节"
                en = f"{len(ran)} segments from {names} to `{last.after.segment.id}` begin"
            much = format_duration(abs(by_ms))
            times = (clock(first.before.starts_ms), clock(first.after.starts_ms))
            said.append(
                Said(
                    f"{zh}{'晚' if by_ms > 0 else '早'} {much} 开始，{' → '.join(times)}",
                    f"{en} {much} {'later' if by_ms > 0 else 'earlier'}, {' -> '.join(times)}",
                )
            )
    return said


def _instants(sheet: RunSheet, one: Moved) -> Iterator[Said]:
    """Yield a window's and a draw's instants before and after."""
    clock, name = _clock(sheet), f"`{one.after.segment.id}`"
    was, now = one.before.window, one.after.window
    if was and now and was != now:
        before, after = (f"{clock(each.opens_ms)}-{clock(each.closes_ms)}" for each in (was, now))
        yield Said(f"{name} 的窗口 {before} → {after}", f"window of {name}: {before} -> {after}")
    drawn, draws = one.before.draw, one.after.draw
    if drawn and draws and drawn != draws:
        before, after = (clock(each.round_ms) for each in (drawn, draws))
        left = _left_said(draws.spare_ms)
        yield Said(
            f"{name} 的信标出数 {before} → {after}（{left.zh}）",
            f"round of {name} by {before} -> {after} ({left.en})",
        )


def _left_said(spare_ms: int) -> Said:
    """Return what is left of a segment when its draw is told."""
    much = format_duration(abs(spare_ms))
    if spare_ms < 0:
        return Said(f"环节已结束 {much}", f"{much} after it has ended")
    return Said(f"环节里还剩 {much}", f"{much} of it left")


def _missed_said(sheet: RunSheet, line: Line) -> Said:
    clock, late = _clock(sheet), format_duration(line.late_ms)
    name, fixed = f"`{line.segment.id}`", clock(line.starts_ms - line.late_ms)
    return Said(
        f"赶不上：{name} 定在 {fixed}，要晚 {late}",
        f"missed: {name} is fixed at {fixed} and comes {late} late",
    )


def _finding_said(one: Finding, what: Said) -> Said:
    severity = one.severity or one.rule.severity
    return Said(
        f"{what.zh}：{SEVERITIES_ZH[severity]} {one.rule.code}：{one.message.zh}（{one.hint.zh}）",
        f"{what.en}: {severity} {one.rule.code}: {one.message.en} ({one.hint.en})",
    )


def _line_json(line: Line) -> dict[str, object]:
    window, draw = line.window, line.draw
    return {
        "id": line.segment.id,
        "starts_ms": line.starts_ms,
        "length_ms": line.segment.length_ms,
        "ends_ms": line.ends_ms,
        "latest_ms": line.latest_ms,
        "spare_ms": line.spare_ms,
        "own": line.own,
        "late_ms": line.late_ms,
        "window": window
        and {
            "opens_ms": window.opens_ms,
            "closes_ms": window.closes_ms,
            "last_closes_ms": window.last_closes_ms,
        },
        "draw": draw
        and {
            "committed_by_ms": draw.begins_ms,
            "round_by_ms": draw.round_ms,
            "told_by_ms": draw.told_ms,
            "spare_ms": draw.spare_ms,
        },
    }


def _finding_json(sheet: RunSheet, one: Finding) -> dict[str, object]:
    return {
        "code": one.rule.code,
        "severity": one.severity or one.rule.severity,
        "place": place_of(sheet, one.path),
        "message": _said_json(one.message),
        "hint": _said_json(one.hint),
    }


def _said_json(said: Said) -> dict[str, str]:
    return {"zh": said.zh, "en": said.en}
