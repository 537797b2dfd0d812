from pathlib import Path
from textwrap import dedent

import pytest

from run_sheet import RunSheet, parse
from run_sheet.differences import differences
from run_sheet.edited_text import edited_text
from run_sheet.what_if import Edit, Fix, Insert, Lengthen, Skip, WhatIfError, edited
from tests.run_sheet.sheets import HEAD

SHOWS = sorted((Path(__file__).parents[2] / "run_sheet" / "shows").glob("*.yaml"))

SEGMENTS = dedent("""\
      # the beginning
      - id: a   # who
        kind: host
        title: x
        length: 9m   # nine
        notes: |-
          long: words
      # in the middle
      - {id: b, kind: host, title: x, length: '30m', ends: "21:00"}   # news
      - {id: c, kind: host, title: x, length: 1m}

      # counted
      - id: d
        kind: host
        title: x
        back_timed: true
        length: 1m
      - {id: e, kind: host, title: x, length: 1m, at: "21:02:00"}
    # the end
    promises: []
    """)


def text() -> str:
    return HEAD + SEGMENTS


def changed(*edits: Edit) -> list[str]:
    """Return the lines that are there now and were not."""
    made = edited_text(text(), edits)
    before, after = parse(text()).sheet, parse(made).sheet
    assert before is not None
    if after is not None:
        assert differences(edited(before, edits), after) == ()
    lines = text().split("\n")
    assert len(made.split("\n")) >= len(lines) - 5
    return [line for line in made.split("\n") if line not in lines]


def test_a_length_is_changed_where_it_stands() -> None:
    assert changed(Lengthen("a", 60_000)) == ["    length: 10m   # nine"]
    assert changed(Lengthen("b", -60_000)) == [
        '  - {id: b, kind: host, title: x, length: 29m, ends: "21:00"}   # news'
    ]


def test_a_fixed_start_is_put_in_or_takes_the_place_of_another_time() -> None:
    assert changed(Fix("a", "20:21")) == ['    at: "20:21"']
    assert changed(Fix("b", "20:30:00")) == [
        "  - {id: b, kind: host, title: x, length: '30m', at: \"20:30:00\"}   # news"
    ]
    assert changed(Fix("c", "21:00")) == [
        '  - {id: c, kind: host, title: x, length: 1m, at: "21:00"}'
    ]
    assert changed(Fix("d", "21:01")) == ['    at: "21:01"']
    assert changed(Fix("e", "21:03")) == [
        '  - {id: e, kind: host, title: x, length: 1m, at: "21:03"}'
    ]


def test_what_is_left_out_leaves_the_comments_around_it() -> None:
    made = edited_text(text(), [Skip("a"), Skip("d")])
    assert "# the beginning" in made
    assert "# in the middle" in made
    assert "# counted" in made
    assert "long: words" not in made
    assert "back_timed" not in made


def test_a_break_comes_after() -> None:
    line = "  - {id: insert-1, kind: break, title: {zh: 插入, en: Inserted}, length: 2m}"
    assert changed(Insert("a", 120_000)) == [line]
    lines = edited_text(text(), [Insert("e", 120_000)]).split("\n")
    assert lines[lines.index("# the end") - 1] == line


def test_a_break_has_no_id_that_stands_elsewhere() -> None:
    made = edited_text(text(), [Insert("a", 1_000), Insert("a", 2_000)], ["a", "insert-1"])
    assert [line for line in made.split("\n") if "insert-" in line] == [
        "  - {id: insert-3, kind: break, title: {zh: 插入, en: Inserted}, length: 2s}",
        "  - {id: insert-2, kind: break, title: {zh: 插入, en: Inserted}, length: 1s}",
    ]


def test_line_ends_and_the_mark_stay() -> None:
    made = edited_text("\ufeff" + text().replace("\n", "\r\n"), [Lengthen("c", 1_000)])
    assert made.startswith("\ufeffgala")
    assert made.count("\r\n") == made.count("\n") == text().count("\n")


@pytest.mark.parametrize("show", SHOWS, ids=lambda path: path.stem)
def test_a_whole_show_can_be_changed_anywhere(show: Path) -> None:
    whole = show.read_text(encoding="utf-8")
    sheet = parse(whole).sheet
    assert sheet is not None
    for segment in sheet.segments[::7]:
        edits: list[Edit] = [
            Lengthen(segment.id, 1_000), Fix(segment.id, "23:59"), Insert(segment.id, 5_000),
        ]  # fmt: skip
        made = edited_text(whole, edits)
        assert model(made, sheet) == edited(sheet, edits).segments
        assert len(made.split("\n")) - len(whole.split("\n")) in (1, 2)


def model(made: str, sheet: RunSheet) -> tuple[object, ...]:
    from run_sheet.compose import compose

    return RunSheet.model_validate(compose(made).data).segments


@pytest.mark.parametrize("edit", [Lengthen("z", 1), Skip("z"), Insert("z", 5), Fix("z", "20:30")])
def test_what_does_not_stand_here(edit: Edit) -> None:
    with pytest.raises(WhatIfError, match="not written in this file"):
        edited_text(text(), [edit])


def test_segments_that_share_a_line() -> None:
    one = "{id: a, kind: host, title: x, length: 9m}"
    two = one.replace("id: a", "id: b")
    with pytest.raises(WhatIfError, match="line of its own"):
        edited_text(HEAD.replace("segments:\n", f"segments: [{one}, {two}]\n"), [Skip("b")])


def test_what_is_no_sheet() -> None:
    with pytest.raises(WhatIfError, match="not written in this file"):
        edited_text("- 1\n", [Skip("b")])
