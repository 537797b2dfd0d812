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


def test_its_header_begins_a_log() -> None:
    reader = LogReader(header_line(night.header(1_000_000)))
    assert reader.show.plan == night.plan()


def test_the_pins_are_good_ones() -> None:
    assert read_pins(night.pins().data()) == night.pins()
