"""The sheet of the simulated night, and its keys."""

from __future__ import annotations

from gala.core.log import LogReader, header_line
from gala.proof.pins import read_pins
from gala.sim import night


def test_the_sheet_has_all_that_can_go_wrong() -> None:
    plan = night.plan()
    kinds = {segment.kind for segment in plan.segments}
    assert kinds >= {"seckill", "rain", "draw", "visit", "story"}
    assert any(segment.kind == "seckill" and segment.lot for segment in plan.segments)
    assert [outlet.delay_ms for outlet in plan.outlets] == [0, 200]
    assert any(segment.filler_for for segment in plan.segments)
    assert plan.length_ms * plan.pace_milli // 1_000 == 22 * 60_000


def test_a_paid_night_is_the_same_but_for_the_time_to_pay() -> None:
    paid = {
        one.id: one.window.pay_within_ms for one in night.plan(paid=True).segments if one.window
    }
    assert paid == {"sale": 10_000, "rain": 0, "prizes": 0, "last": 10_000, "few": 0}
    free, told = night.plan(), night.plan(paid=True)
    assert [one.id for one in free.segments] == [one.id for one in told.segments]
    assert free.length_ms == told.length_ms


def test_a_night_with_rooms_has_something_on_where_the_visit_leads_and_a_rest_in_it() -> None:
    plan = night.plan(rooms=True)
    (room,) = plan.rooms
    assert [one.id for one in room.segments] == ["warm", "talk", "finale"]
    sheet = night.sheet()
    starts = zip(sheet.segments, sheet.planned_starts(), strict=True)
    (visit_ms,) = [ms - sheet.start_ms for segment, ms in starts if segment.kind == "visit"]
    rests_ms = room.segments[0].length_ms + room.segments[1].length_ms
    assert visit_ms // 60 < rests_ms < (room.segments[2].fixed_ms or 0) < visit_ms // 60 + 2_000
    assert plan.segments == night.plan().segments


def test_its_header_begins_a_log() -> None:
    reader = LogReader(header_line(night.header(1_000_000)))
    assert reader.show.plan == night.plan()
    assert reader.show.night.origin == night.named(1_000_000) != night.named(1_000_000, paid=True)


def test_the_pins_are_good_ones() -> None:
    assert read_pins(night.pins().data()) == night.pins()
