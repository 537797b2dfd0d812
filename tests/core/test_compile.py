from pathlib import Path

import pytest

from gala.core.compile import (
    OPEN_FOR_MS_MIN,
    OPENS_MS_MIN,
    PAY_WITHIN_MS_MIN,
    compile_plan,
)
from run_sheet import RunSheet, parse
from tests.core.playing import FILLERS, HEAD, SHEET, sheet_of

SHOWS = Path(__file__).parents[2] / "run_sheet" / "shows"


def _show(name: str) -> RunSheet:
    sheet = parse((SHOWS / name).read_bytes()).sheet
    assert sheet is not None
    return sheet


def test_at_its_own_pace_the_plan_has_the_sheets_times() -> None:
    plan = compile_plan(sheet_of(SHEET))
    assert [segment.length_ms for segment in plan.segments] == [
        30_000, 60_000, 30_000, 30_000, 10_000,
    ]  # fmt: skip
    assert [segment.fixed_ms for segment in plan.segments] == [None, None, None, 130_000, None]
    window = plan.segments[1].window
    assert window is not None
    assert (window.opens_ms, window.open_for_ms) == (10_000, 20_000)
    assert window.stock == (("app", 5), ("tv", 2))
    assert plan.delay_max_ms == 3_000


def test_an_outlet_without_stock_has_none_of_the_window() -> None:
    plan = compile_plan(sheet_of(SHEET.replace("{app: 5, tv: 2}", "{tv: 2}")))
    window = plan.segments[1].window
    assert window is not None
    assert window.stock == (("app", 0), ("tv", 2))


@pytest.mark.parametrize("pace", [2, 60, 120, 1000])
def test_windows_keep_a_floor_that_talk_pays_for(pace: int) -> None:
    sheet = _show("616.yaml")
    plan = compile_plan(sheet, pace * 1000)
    for segment in plan.segments:
        if segment.window:
            window = segment.window
            assert window.open_for_ms >= OPEN_FOR_MS_MIN
            assert window.opens_ms >= OPENS_MS_MIN
            closes_ms = window.opens_ms + window.open_for_ms + plan.delay_max_ms
            assert segment.length_ms >= closes_ms
    whole_ms = (sheet.planned_end_ms - sheet.start_ms) // pace
    if pace <= 120:
        planned_ms = sum(segment.length_ms for segment in plan.segments)
        assert planned_ms == pytest.approx(whole_ms, rel=0.02)


@pytest.mark.parametrize(("pace", "within_ms"), [(1, 900_000), (60, 15_000), (1000, 10_000)])
def test_time_to_pay_is_scaled_and_keeps_a_floor(pace: int, within_ms: int) -> None:
    stock = "stock: {app: 5, tv: 2}"
    sheet = sheet_of(SHEET.replace(stock, f"{stock}, pay_within: 15m"))
    window = compile_plan(sheet, pace * 1000).segments[1].window
    assert window is not None
    assert window.pay_within_ms == within_ms
    assert PAY_WITHIN_MS_MIN == 10_000


def test_a_rehearsal_says_so_and_its_tickets_are_for_nothing_else() -> None:
    plan = compile_plan(sheet_of(SHEET), rehearsal=True)
    assert plan.title == ("彩排 · 小", "Rehearsal · Small")
    assert plan.show == "small-rehearsal"
    assert plan.rehearsal


def test_a_pace_has_bounds() -> None:
    for pace_milli in (0, -1, 1_000_001):
        with pytest.raises(ValueError, match="pace"):
            compile_plan(sheet_of(SHEET), pace_milli)


def test_a_plan_b_stands_behind_its_segment_and_takes_no_time_of_the_show() -> None:
    plan = compile_plan(sheet_of(FILLERS), 2_000)
    assert [(one.id, one.filler_for) for one in plan.segments] == [
        ("opening", None), ("opening.b", "opening"), ("song", None), ("song.b", "song"),
        ("story", None), ("late", None), ("late.b", "late"), ("bye", None),
    ]  # fmt: skip
    filler = plan.segments[3]
    assert (filler.kind, filler.title, filler.length_ms) == ("break", ("马上", "Soon"), 10_000)
    assert filler.notes == ("Smile.", "Smile.")
    assert filler.prompter is None
    assert (filler.window, filler.lot, filler.fixed_ms) == (None, None, None)
    assert plan.length_ms == 80_000


def test_words_for_the_prompter_are_the_host_s_alone() -> None:
    text = SHEET.replace(
        "title: Opening, length: 30s",
        "title: Opening, length: 30s, prompter: {zh: 大家好, en: Hello}, "
        "plan_b: {title: Soon, length: 5s, prompter: Wait}",
    )
    opening, filler = compile_plan(sheet_of(text)).segments[:2]
    assert (opening.prompter, opening.notes) == (("大家好", "Hello"), None)
    assert filler.prompter == ("Wait", "Wait")
    assert opening.card() == compile_plan(sheet_of(SHEET)).segments[0].card()


def test_a_scaled_length_is_that_of_the_pace() -> None:
    assert compile_plan(sheet_of(SHEET), 1_000).scaled_ms(4_000) == 4_000
    assert compile_plan(sheet_of(SHEET), 120_000).scaled_ms(4_000) == 33


def test_who_is_generated_by_ai_has_the_label_beside_the_role_and_the_room() -> None:
    label = "ai: {zh: AI 生成, en: AI-generated}"
    text = SHEET.replace(
        "host: Host, capacity: 100", f"host: Host, capacity: 100, {label}"
    ).replace(
        "title: Opening, length: 30s",
        f"title: Opening, length: 30s, guests: [{{role: Host, {label}}}, {{role: Singer}}]",
    )
    plan = compile_plan(sheet_of(text))
    shown = ("Host（AI 生成）", "Host (AI-generated)")
    assert plan.segments[0].guests == ((shown, 1), (("Singer", "Singer"), 1))
    assert plan.rooms[0].title == ("Beauty（AI 生成）", "Beauty (AI-generated)")
    visit = next(each for each in plan.segments if each.kind == "visit")
    assert visit.detail[1] == plan.rooms[0].title


def test_what_ends_at_a_time_or_is_counted_back_begins_no_earlier() -> None:
    order = """
  - {id: a, kind: host, title: A, length: 60s}
  - {id: b, kind: host, title: B, length: 20s, back_timed: true}
  - {id: c, kind: host, title: C, length: 30s, ends: "20:23"}
  - {id: d, kind: host, title: D, length: 10s, at: "20:23"}
"""
    sheet = sheet_of(HEAD + order)
    assert [one.fixed_ms for one in compile_plan(sheet).segments] == [None, 70_000, 90_000, 120_000]
    scaled = compile_plan(sheet, 10_000).segments
    assert [one.fixed_ms for one in scaled] == [None, 7_000, 9_000, 12_000]
