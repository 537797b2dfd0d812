"""What `gala check` tells people of a sheet, in Chinese or in English."""

from __future__ import annotations

from pathlib import Path

from run_sheet import Advice, Parsed, Problem
from run_sheet.problem import SEVERITIES_ZH


def told(path: Path, problem: Problem, chinese: bool) -> str:
    """Return a problem and what to do about it, or who has waived it and why, and its chart."""
    drawn = [] if problem.chart is None else problem.chart.lines(chinese=chinese)
    return "\n    ".join([*_said(path, problem, chinese), *drawn])


def _said(path: Path, problem: Problem, chinese: bool) -> tuple[str, str]:
    where = problem.where(str(path))
    waiver = problem.waiver
    if chinese:
        message, hint = problem.zh
        if waiver is None:
            severity = SEVERITIES_ZH[problem.severity]
            return f"{where}: {severity} {problem.code}：{message}", f"提示：{hint}"
        why = f"{waiver.by.zh} 于 {waiver.on} 豁免：{waiver.reason.zh}"
        return f"{where}: 已豁免 {problem.code}：{message}", why
    if waiver is None:
        what = f"{problem.severity} {problem.code}: {problem.message}"
        return f"{where}: {what}", f"hint: {problem.hint}"
    why = f"waived by {waiver.by.en} on {waiver.on}: {waiver.reason.en}"
    return f"{where}: waived {problem.code}: {problem.message}", why


def advised(path: Path, one: Advice, chinese: bool) -> str:
    """Return what a segment could do better."""
    if chinese:
        return f"{path}: 提示：{one.segment}：{one.text.zh}"
    return f"{path}: hint: {one.segment}: {one.text.en}"


def summary(path: Path, parsed: Parsed, chinese: bool) -> str:
    """Return whether the sheet may go on air, and what there is in it."""
    return (_summary_zh if chinese else _summary_en)(path, parsed)


def _summary_zh(path: Path, parsed: Parsed) -> str:
    if parsed.sheet is None:
        return f"{path}: {len(parsed.errors)} 个错误；详见 {_page(parsed)}"
    waived, warnings = _counts(parsed)
    more = f"；详见 {_page(parsed)}" if warnings else ""
    return (
        f"{path}: 可以播出：{len(parsed.sheet.segments)} 个环节，{_minutes(parsed)} 分钟，"
        f"{len(parsed.sheet.outlets)} 个渠道；{warnings} 条警告"
        + (f"，{waived} 条已豁免" if waived else "")
        + more
    )


def _summary_en(path: Path, parsed: Parsed) -> str:
    if parsed.sheet is None:
        return f"{path}: {_counted(len(parsed.errors), 'error')}; see {_page(parsed)}"
    waived, warnings = _counts(parsed)
    more = f"; see {_page(parsed)}" if warnings else ""
    parts = (
        _counted(len(parsed.sheet.segments), "segment"),
        _counted(_minutes(parsed), "minute"),
        _counted(len(parsed.sheet.outlets), "outlet"),
    )
    return (
        f"{path}: may go on air: {', '.join(parts)}; {_counted(warnings, 'warning')}"
        + (f", {waived} waived" if waived else "")
        + more
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _minutes(parsed: Parsed) -> int:
    assert parsed.sheet is not None
    return (parsed.sheet.planned_end_ms - parsed.sheet.start_ms) // 60_000


def _counts(parsed: Parsed) -> tuple[int, int]:
    """How many problems are waived, and how many are not."""
    waived = sum(problem.waiver is not None for problem in parsed.problems)
    return waived, len(parsed.problems) - waived


def _page(parsed: Parsed) -> str:
    """Where the pages of the rules are: the very command where all problems are of one rule."""
    codes = {problem.code for problem in parsed.problems if problem.waiver is None}
    return f"gala rule {codes.pop() if len(codes) == 1 else 'CODE'}"
