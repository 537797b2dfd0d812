"""Projects of ontime (getontime.no): a JSON file, as the table that ontime would export.

Read from the form of its versions 3 and 4. What ontime works out while it runs is left aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gala.grid.cells import ROWS_MAX, Cell, GridError, Row

_COLUMNS = (
    ("Cue", "cue"), ("Title", "title"), ("Time Start", "timeStart"),
    ("Time End", "timeEnd"), ("Duration", "duration"), ("Note", "note"),
    ("Timer Type", "timerType"), ("Skip", "skip"), ("Flag", "flag"),
)  # fmt: skip
_TIMES = frozenset(["timeStart", "timeEnd", "duration"])
_MARKS = frozenset(["group", "block", "milestone", "delay"])


def read_project(data: bytes, rundown: str | None = None) -> tuple[str, list[Row]]:
    """Return a project's title and its rundown as rows, the first of which has the headers.

    `rundown` is the title or the id of one when there are several. Raises `GridError`.
    """
    try:
        project = json.loads(data)
    except (ValueError, RecursionError):
        raise GridError(
            "这不是 JSON：是这个文件吗？", "this is no JSON: is this the right file?"
        ) from None
    if not isinstance(project, dict):
        raise _no_project()
    entries = list(_entries(_chosen(project, rundown)))
    if len(entries) >= ROWS_MAX:
        raise GridError(
            f"超过 {ROWS_MAX:,} 项：是这个文件吗？",
            f"more than {ROWS_MAX:,} entries: is this the right file?",
        )
    labels = _labels(project.get("customFields"))
    header = [name for name, _ in _COLUMNS] + list(labels.values())
    rows = [Row(1, tuple(map(Cell, header)))]
    for number, entry in enumerate(entries, 2):
        custom = entry.get("custom")
        own = custom if isinstance(custom, dict) else {}
        texts = [_text(entry, key) for _, key in _COLUMNS]
        texts += [_plain(own.get(key)) for key in labels]
        rows.append(Row(number, tuple(map(Cell, texts))))
    about = project.get("project")
    return _plain(about.get("title")) if isinstance(about, dict) else "", rows


def _no_project() -> GridError:
    return GridError(
        "这不是 ontime 的项目：里面没有流程", "this is no project of ontime: it holds no rundown"
    )


def _chosen(project: Mapping[str, Any], wish: str | None) -> Any:
    """Return the rundown that is wished for, or the only one; in version 3 it is a list."""
    rundowns = project.get("rundowns")
    if not isinstance(rundowns, dict):
        return project.get("rundown")
    named = {
        name: _plain(one.get("title")) or name
        for name, one in rundowns.items()
        if isinstance(one, dict)
    }
    found = [name for name, title in named.items() if wish in (None, name, title)]
    if len(found) != 1:
        listed = ", ".join(f"`{title}`" for title in named.values())
        raise GridError(
            f"用 --sheet 指定一份流程：{listed or '一份也没有'}",
            f"name one of its rundowns with --sheet: {listed or 'none'}",
        )
    return rundowns[found[0]]


def _entries(rundown: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the entries in order, those of a group after it."""
    if isinstance(rundown, list):
        yield from (one for one in rundown if isinstance(one, dict))
        return
    entries = rundown.get("entries") if isinstance(rundown, dict) else None
    if not isinstance(entries, dict):
        raise _no_project()
    order = rundown.get("order")
    told: set[str] = set()
    for name in order if isinstance(order, list) else entries:
        for each in (name, *_inside(entries.get(name) if isinstance(name, str) else None)):
            entry = entries.get(each) if isinstance(each, str) else None
            if isinstance(entry, dict) and each not in told:
                told.add(each)
                yield entry


def _inside(entry: Any) -> list[Any]:
    inside = entry.get("entries") if isinstance(entry, dict) else None
    return inside if isinstance(inside, list) else []


def _labels(fields: Any) -> dict[str, str]:
    """Return the headers of the user's own fields, by key."""
    if not isinstance(fields, dict):
        return {}
    return {
        key: _plain(one.get("label")) or key for key, one in fields.items() if isinstance(one, dict)
    }


def _text(entry: Mapping[str, Any], key: str) -> str:
    kind = str(entry.get("type"))
    if key == "timerType" and kind in _MARKS:
        return kind
    value = entry.get(key)
    if key in _TIMES:
        # What a group or a mark has here was worked out from its entries.
        timed = kind not in _MARKS and isinstance(value, int) and not isinstance(value, bool)
        return _clock(value) if timed else ""
    return _plain(value)


def _clock(ms: Any) -> str:
    minutes, seconds = divmod(max(0, ms) // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "TRUE" if value is True else str(value)
