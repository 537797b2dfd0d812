import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.grid.cells import GridError
from gala.intake.ontime import read_project


def event(name: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "event",
        "id": name,
        "cue": "1",
        "title": name.title(),
        "note": "",
        "timerType": "count-down",
        "timeStart": 72_000_000,
        "timeEnd": 72_300_000,
        "duration": 300_000,
        "skip": False,
        "custom": {"song": "La la"},
    } | more


GROUP = {"type": "group", "id": "g", "title": "Part one", "entries": ["b"], "duration": 5}
MAIN: dict[str, Any] = {
    "title": "Main",
    "order": ["a", "g"],
    "entries": {"b": event("b", skip=True), "a": event("a"), "g": GROUP},
}
PROJECT: dict[str, Any] = {
    "project": {"title": "My gala"},
    "customFields": {"song": {"label": "Song", "type": "text"}},
    "rundowns": {"one": MAIN},
}


def read(project: Any, rundown: str | None = None) -> tuple[str, list[list[str]]]:
    title, rows = read_project(json.dumps(project).encode(), rundown)
    return title, [[cell.text for cell in row.cells] for row in rows]


def test_a_project_is_the_table_that_it_would_export() -> None:
    title, rows = read(PROJECT)
    assert title == "My gala"
    assert rows == [
        ["Cue", "Title", "Time Start", "Time End", "Duration", "Note", "Timer Type", "Skip", "Flag",
         "Song"],
        ["1", "A", "20:00:00", "20:05:00", "00:05:00", "", "count-down", "", "", "La la"],
        ["", "Part one", "", "", "", "", "group", "", "", ""],
        ["1", "B", "20:00:00", "20:05:00", "00:05:00", "", "count-down", "TRUE", "", "La la"],
    ]  # fmt: skip


def test_the_form_of_version_3() -> None:
    _, rows = read({"rundown": [event("a"), {"type": "delay", "duration": 60_000}]})
    assert [row[:2] for row in rows[1:]] == [["1", "A"], ["", ""]]
    assert rows[2][6] == "delay"


def test_one_of_several_rundowns_is_named() -> None:
    empty: dict[str, Any] = {"title": "Main", "entries": {}, "order": []}
    both = PROJECT | {"rundowns": {"one": empty, "two": MAIN | {"title": "Late"}}}
    with pytest.raises(GridError, match="with --sheet: `Main`, `Late`"):
        read(both)
    assert len(read(both, "Late")[1]) == 4
    assert len(read(both, "one")[1]) == 1
    with pytest.raises(GridError):
        read(both, "three")


@pytest.mark.parametrize(
    "data",
    [b"", b"[1]", b"{}", b"\xff", b'{"rundowns": {}}', b'{"rundowns": {"a": {}}}', b"[" * 10**5],
)
def test_what_is_no_project_is_said(data: bytes) -> None:
    with pytest.raises(GridError):
        read_project(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "entries", "order", "type", "duration"]), inner)
    ),
    max_leaves=8,
)


@given(JSON, JSON, JSON)
def test_any_json_is_rows_or_an_answer(entries: Any, order: Any, fields: Any) -> None:
    rundown = {"entries": {"a": entries}, "order": order}
    project = {"rundowns": {"x": rundown}, "customFields": fields, "rundown": entries}
    for one in (project, {"rundown": entries}, entries):
        with contextlib.suppress(GridError):
            read(one)
