from run_sheet import RunSheet, parse
from run_sheet.outcome import findings_of, outcome, place_of
from run_sheet.what_if import Edit, Fix, Insert, Lengthen, Skip, edited
from tests.run_sheet.sheets import HEAD, judge_segments

SHEET = """
  - {id: a, kind: host, title: x, length: 4m}
  - {id: sale, kind: seckill, title: x, length: 3m, goods: lipstick, price_fen: 1, opens: 60s,
     open_for: 30s, stock: {app: 5000}}
  - {id: first, kind: draw, title: x, length: 5m, opens: 30s, open_for: 60s,
     prizes: [{id: cup, title: Cup, count: 2, value_fen: 900}]}
  - {id: second, kind: draw, title: x, length: 3m, entries: first,
     prizes: [{id: pen, title: Pen, count: 2, value_fen: 900}]}
  - {id: end, kind: host, title: x, length: 10m, at: "20:37"}
"""


def whole() -> RunSheet:
    sheet = judge_segments(SHEET).sheet
    assert sheet is not None
    return sheet


def found(*edits: Edit) -> list[tuple[str, str]]:
    sheet = whole()
    made = edited(sheet, edits)
    return [(one.rule.code, place_of(made, one.path)) for one in outcome(sheet, made).found]


def test_nothing_changed_leads_to_nothing() -> None:
    sheet = whole()
    same = outcome(sheet, edited(sheet, []))
    assert (same.edits, same.moved, same.found, same.gone) == ((), (), (), ())
    assert same.before == same.after


def test_what_moves_and_what_is_told_later() -> None:
    sheet = whole()
    made = outcome(sheet, edited(sheet, [Lengthen("a", 60_000)]))
    assert [(one.after.segment.id, one.by_ms) for one in made.moved] == [
        ("sale", 60_000), ("first", 60_000), ("second", 60_000),
    ]  # fmt: skip
    assert [one.after.segment.id for one in made.windows] == ["sale", "first", "second"]
    assert [edit.said.en for edit in made.edits] == ["segment `a` is longer by 1m (4m -> 5m)"]
    assert (made.found, made.gone) == ((), ())


def test_a_fixed_time_that_is_missed_is_found_and_the_rest_still_judged() -> None:
    sheet = whole()
    made = outcome(sheet, edited(sheet, [Lengthen("a", 120_000)]))
    assert [one.rule.code for one in made.found] == ["GS204"]
    assert made.gone == ()
    assert [line.segment.id for line in made.after.missed] == ["end"]


def test_references_that_lead_nowhere() -> None:
    assert ("GS202", "segments.second.entries") in found(Skip("first"))


def test_a_gap_and_a_draw_that_is_told_too_late() -> None:
    assert found(Skip("sale")) == [("GS206", "segments.end.at")]
    assert found(Lengthen("second", -120_000), Insert("a", 120_000)) == [
        ("GS741", "segments.second.entries")
    ]


def test_what_is_no_more() -> None:
    sheet = edited(whole(), [Fix("end", "20:40")])
    made = outcome(sheet, edited(sheet, [Lengthen("a", 180_000)]))
    assert [one.rule.code for one in made.gone] == ["GS206"]
    assert made.found == ()


def test_all_that_is_found_of_a_model_is_what_a_text_has() -> None:
    told, judged = findings_of(edited(whole(), [Lengthen("second", -150_000)]))
    assert judged
    assert {one.rule.code for one in told} >= {"GS741", "GS206"}
    assert place_of(whole(), ("goods", 0)) == "goods[0]"


def test_what_does_not_fit_in_a_room_is_found_of_a_model_too() -> None:
    own = """segments: [{id: talk, kind: host, title: x, length: 5m},
    {id: late, kind: host, title: x, length: 1m, at: "20:23"}]}"""
    head = HEAD.replace("capacity: 1000}", "capacity: 1000, " + own)
    unfit = parse(head + SHEET).unfit
    assert unfit is not None
    told, _ = findings_of(unfit)
    assert [(one.rule.code, place_of(unfit, one.path)) for one in told] == [
        ("GS204", "rooms[0].segments[1].at")
    ]
    made = outcome(unfit, edited(unfit, [Lengthen("a", 60_000)]))
    assert (made.fits, made.found, made.gone) == (False, (), ())
