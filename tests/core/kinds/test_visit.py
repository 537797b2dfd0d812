from gala.core.compile import compile_plan
from tests.core.kinds.one import parts_of
from tests.core.playing import SHEET, sheet_of

BEAUTY = ("Beauty", "Beauty")


def test_it_leads_into_its_room() -> None:
    parts = parts_of("{id: x, kind: visit, title: X, length: 10s, room: beauty}")
    assert parts.rooms == ("beauty",)
    assert parts.detail == ("beauty", BEAUTY)
    assert parts.over_ms is None


def test_where_the_sheet_says_more_so_does_the_card() -> None:
    parts = parts_of("{id: x, kind: visit, title: X, length: 10s, room: beauty, over: 3s}")
    assert (parts.detail, parts.over_ms) == (("beauty", BEAUTY, (("beauty", BEAUTY, 1),)), 3_000)
    parts = parts_of("{id: x, kind: visit, title: X, length: 10s, rooms: {beauty: 7}}")
    assert (parts.detail, parts.over_ms) == (("beauty", BEAUTY, (("beauty", BEAUTY, 7),)), 2_500)


def test_the_spread_goes_at_the_pace_of_the_show() -> None:
    text = SHEET.replace("room: beauty}", "room: beauty, over: 8s}")
    (visit,) = [one for one in compile_plan(sheet_of(text), 4_000).segments if one.rooms]
    assert visit.detail == ("beauty", BEAUTY, (("beauty", BEAUTY, 1),), 2_000)
