from run_sheet.draw_times import DrawTimes, draw_times
from tests.run_sheet.sheets import judge_segments

DRAWS = """
  - {id: rain, kind: rain, title: Rain, length: 3m, opens: 20s, open_for: 60s, pool_fen: 10000,
     packets: 100, min_fen: 10, max_fen: 500}
  - {id: song, kind: performance, title: Song, length: 3m}
  - {id: first, kind: draw, title: First, length: 5m, opens: 30s, open_for: 60s,
     prizes: [{id: cup, title: Cup, count: 2, value_fen: 900}]}
  - {id: second, kind: draw, title: Second, length: 3m, entries: first,
     prizes: [{id: pen, title: Pen, count: 2, value_fen: 900}]}
"""


def test_rounds_follow_the_close_on_the_slowest_outlet() -> None:
    sheet = judge_segments(DRAWS).sheet
    assert sheet is not None
    start_ms = sheet.start_ms
    found = draw_times(sheet, sheet.planned_starts())
    assert set(found) == {0, 2, 3}
    closes_ms = start_ms + 20_000 + 60_000 + 6_000
    begins_ms = closes_ms + 8_000
    round_ms = begins_ms + 6_000 + 3_000
    told_ms = round_ms + 600
    spare_ms = start_ms + 180_000 - told_ms
    assert found[0] == DrawTimes(begins_ms, round_ms, told_ms, spare_ms, closes_ms)
    assert found[3].begins_ms == start_ms + 11 * 60_000
    assert found[3].round_ms == found[3].begins_ms + 63_000
    assert found[3].closes_ms is None


def test_a_later_draw_waits_for_the_one_before_it() -> None:
    sheet = judge_segments(DRAWS).sheet
    assert sheet is not None
    starts = tuple(sheet.start_ms for _ in sheet.segments)
    found = draw_times(sheet, starts)
    assert found[3].begins_ms == found[2].round_ms
