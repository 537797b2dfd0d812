"""Changes to a sheet's text, and that nothing else changes by them."""

from pathlib import Path

import pytest

from run_sheet import RunSheet, digest, parse
from run_sheet.amending import CHANGES_MAX, Amiss, Change, amended, read_changes
from run_sheet.differences import differences

SHOWS = Path(__file__).parents[2] / "run_sheet" / "shows"
TOUR = (SHOWS / "616-tour.yaml").read_text(encoding="utf-8")


def sheet(text: str) -> RunSheet:
    parsed = parse(text)
    assert parsed.sheet is not None, parsed.report()
    return parsed.sheet


def told(*changes: object) -> list[str]:
    new = sheet(amended(TOUR, read_changes(list(changes))))
    return [
        one.place for one in differences(sheet(TOUR), new) if one.what not in ("starts", "finish")
    ]


@pytest.mark.parametrize("path", sorted(SHOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_sheet_that_is_written_anew_means_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert digest(sheet(amended(text, ()))) == digest(sheet(text))


def test_values_are_set_and_taken_away() -> None:
    last = sheet(TOUR).segments[-1].id
    set_ = {
        "do": "set",
        "segment": last,
        "values": {"length": "90s", "notes": {"zh": "慢", "en": "Slow"}},
    }
    assert told(set_) == [f"segments.{last}.length", f"segments.{last}.notes"]
    bare = {"do": "set", "segment": last, "values": {"notes": None}}
    assert sheet(amended(TOUR, read_changes([set_, bare]))).segments[-1].notes is None


def test_segments_are_put_in_moved_and_taken_out() -> None:
    first, second, *_ = (one.id for one in sheet(TOUR).segments)
    ad = {"id": "ad", "kind": "break", "title": "Ad", "length": "30s"}
    assert told({"do": "insert", "after": first, "values": ad}) == ["segments.ad"]
    begin = sheet(amended(TOUR, read_changes([{"do": "insert", "values": ad}])))
    assert begin.segments[0].id == "ad"
    moved = sheet(amended(TOUR, read_changes([{"do": "move", "segment": first, "after": second}])))
    assert [one.id for one in moved.segments][:2] == [second, first]
    assert told({"do": "move", "segment": first, "after": first}) == []
    story = [{"do": "insert", "after": first, "values": ad}, {"do": "remove", "segment": "ad"}]
    assert told(*story) == []


def test_what_is_not_there_is_said_in_both_languages() -> None:
    for change in (Change("remove", "nowhere"), Change("insert", after="nowhere")):
        with pytest.raises(Amiss, match="there is no segment `nowhere`") as caught:
            amended(TOUR, [change])
        assert "没有环节 `nowhere`" in caught.value.said.zh


def test_a_segment_without_an_id_is_for_the_check_to_find() -> None:
    first, second, *_ = (one.id for one in sheet(TOUR).segments)
    for bare in (
        {"do": "set", "segment": first, "values": {"id": None}},
        {"do": "insert", "values": {"kind": "break", "title": "Ad", "length": "30s"}},
    ):
        after = {"do": "set", "segment": second, "values": {"length": "90s"}}
        found = parse(amended(TOUR, read_changes([bare, after])))
        assert found.sheet is None
        assert "GS102" in {one.code for one in found.errors}


def test_values_in_values_have_an_end() -> None:
    deep: object = "x"
    for _ in range(500):
        deep = [deep]
    for value in (deep, {"a": deep}):
        with pytest.raises(ValueError, match="nested more than 32 deep"):
            read_changes([{"do": "set", "segment": "a", "values": {"notes": value}}])


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        [1],
        [{"do": "dance"}],
        [{"do": ["set"]}],
        [{"do": "set", "segment": "a"}],
        [{"do": "remove", "segment": 5}],
        [{"do": "move", "segment": "a", "after": 5}],
        [{"do": "insert", "values": []}],
        [{"do": "remove", "segment": "a", "more": 1}],
        [{"do": "remove", "segment": "a"}] * (CHANGES_MAX + 1),
    ],
)
def test_odd_changes_are_refused(odd: object) -> None:
    with pytest.raises(ValueError, match="`"):
        read_changes(odd)
