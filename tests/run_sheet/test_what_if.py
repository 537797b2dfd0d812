import pytest

from run_sheet import RunSheet, parse
from run_sheet.said import Said
from run_sheet.what_if import (
    Edit,
    Fix,
    Insert,
    Lengthen,
    Skip,
    WhatIfError,
    edited,
    new_id,
    segment_ids,
)
from tests.run_sheet.sheets import HEAD, judge_segments

SHEET = """
  - {id: a, kind: host, title: x, length: 9m}
  - {id: b, kind: host, title: x, length: 30m, ends: "21:00"}
"""


def sheet() -> RunSheet:
    read = judge_segments(SHEET).sheet
    assert read is not None
    return read


def order(made: RunSheet) -> list[tuple[str, int]]:
    return [(one.id, one.length_ms) for one in made.segments]


def test_changes_are_made_in_their_order_and_the_sheet_stays() -> None:
    whole = sheet()
    made = edited(whole, [Lengthen("a", 60_000), Insert("a", 5_000), Insert("a", 9), Skip("b")])
    assert order(made) == [("a", 600_000), ("insert-2", 9), ("insert-1", 5_000)]
    assert made.segments[1].kind == "break"
    assert order(whole) == [("a", 540_000), ("b", 1_800_000)]


@pytest.mark.parametrize("at", ["20:30", "2021-06-15T12:30:00Z"])
def test_a_fixed_start_takes_the_place_of_a_fixed_end(at: str) -> None:
    made = edited(sheet(), [Fix("b", at)])
    assert made.segments[1].at_ms == made.start_ms + 540_000
    assert made.segments[1].ends_ms is None


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Lengthen("c", 1), "no segment `c`"),
        (Skip("c"), "no segment `c`"),
        (Insert("c", 5), "no segment `c`"),
        (Lengthen("a", -540_000), "nothing would be left of `a`"),
        (Lengthen("a", 86_400_000), "longer than 24h"),
        (Insert("a", 0), "nothing would be left"),
        (Fix("a", "soon"), "`soon` is no time of day"),
    ],
)
def test_what_cannot_be_changed(edit: Edit, why: str) -> None:
    with pytest.raises(WhatIfError, match=why) as raised:
        edited(sheet(), [edit])
    assert isinstance(raised.value.said, Said)


def test_something_is_left() -> None:
    with pytest.raises(WhatIfError, match="from 1 to"):
        edited(sheet(), [Skip("a"), Skip("b")])


def test_a_break_has_no_id_of_a_room_s_segment() -> None:
    own = "segments: [{id: insert-1, kind: host, title: x, length: 1m}]}"
    read = parse(HEAD.replace("capacity: 1000}", "capacity: 1000, " + own) + SHEET).sheet
    assert read is not None
    assert segment_ids(read) == {"a", "b", "insert-1"}
    assert order(edited(read, [Insert("a", 5_000)]))[1] == ("insert-2", 5_000)


def test_a_new_id_is_nobody_s() -> None:
    assert new_id({"insert-1", "insert-3"}) == "insert-2"
