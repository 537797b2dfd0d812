"""An edit as its author reads it before it counts: what is different, what stands in its way."""

from __future__ import annotations

from typing import Any

from gala.console.texts import zh_en
from gala.core.barriers import stands
from gala.core.editing import Weighed, edit_event, onto, weigh
from gala.core.schedule import expected_starts
from gala.core.sheets import parsed, sheet_of
from gala.core.state import Show
from gala.proof.audit import Audit
from run_sheet import Problem, RunSheet
from run_sheet.differences import differences, finish_said
from run_sheet.durations import format_duration
from run_sheet.instants import format_clock
from run_sheet.said import Said

PROBLEMS_SHOWN = 50


def sheet_view(show: Show) -> dict[str, Any]:
    """Return the sheet in force, and of each of its segments what may be edited at a desk.

    `stands` says why a segment is not to be edited any more. Raises `ValueError` where there is
    no sheet.
    """
    sheet = sheet_of(show.sheet)
    return {
        "digest": show.plan.digest,
        "text": show.sheet,
        "segments": [
            {
                "id": one.id,
                "kind": one.kind,
                "title": zh_en(one.title),
                "notes": zh_en(one.notes) if one.notes else None,
                "prompter": zh_en(one.prompter) if one.prompter else None,
                "length": format_duration(one.length_ms),
                "at": one.at_ms and format_clock(one.at_ms, sheet.utc_offset_min),
                "stands": zh_en(why) if (why := stands(show, one.id)) else None,
            }
            for one in sheet.segments
        ],
    }


def preview(show: Show, text: str, audits: tuple[Audit, ...]) -> dict[str, Any]:
    """Return what an edit would do to the show as it is now. `may` says whether it may be."""
    read = parsed(text)
    problems = [_problem(one) for one in read.problems[:PROBLEMS_SHOWN]]
    if read.sheet is None:
        return {"base": show.plan.digest, "sheet": None, "may": False, "problems": problems}
    old, weighed = sheet_of(show.sheet), weigh(show, text, audits)
    found = [one for one in differences(old, read.sheet) if one.what != "finish"]
    return {
        "base": show.plan.digest,
        "sheet": weighed.plan.digest,
        "may": bool(found) and not (weighed.barriers or weighed.unsigned),
        "two_seats": weighed.two_seats,
        "problems": problems,
        "differences": [
            {"what": one.what, "place": one.place, "said": zh_en(one.said)} for one in found
        ],
        "finish": zh_en(_finish(old, weighed)),
        "ends_ms": {"before": expected_starts(show)[1], "after": _ends_ms(show, weighed, text)},
        "barriers": [{"place": one.place, "said": zh_en(one.said)} for one in weighed.barriers],
        "unsigned": [one.goods for one in weighed.unsigned],
    }


def _finish(old: RunSheet, weighed: Weighed) -> Said:
    new = weighed.sheet
    return finish_said(old.planned_end_ms, new.planned_end_ms, new.utc_offset_min)


def _ends_ms(show: Show, weighed: Weighed, text: str) -> int:
    """Return when the night would end, as things stand, if the edit counted by now."""
    event = edit_event(weighed, text, show.now_ms, "")
    return expected_starts(onto(show, weighed.plan, event))[1]


def _problem(one: Problem) -> dict[str, Any]:
    zh, zh_hint = one.zh
    return {
        "code": one.code,
        "severity": one.severity,
        "line": one.line,
        "column": one.column,
        "waived": one.waiver is not None,
        "message": zh_en((zh, one.message)),
        "hint": zh_en((zh_hint, one.hint)),
    }
