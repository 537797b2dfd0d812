from gala.console.view import state
from gala.core.back_timing import earliest_ms, earliest_starts
from gala.core.events import SegmentStarted
from gala.core.schedule import expected_starts, spare_ms
from tests.core.playing import HEAD, ORIGIN_MS, Playing

ORDER = (
    HEAD
    + """
  - {id: a, kind: host, title: A, length: 30s}
  - {id: b, kind: host, title: B, length: 20s, back_timed: true}
  - {id: c, kind: host, title: C, length: 10s}
  - {id: d, kind: host, title: D, length: 15s, back_timed: true}
  - {id: e, kind: host, title: E, length: 25s, ends: "20:22:49"}
  - {id: f, kind: host, title: F, length: 5s, back_timed: true}
  - {id: g, kind: host, title: G, length: 5s, at: "20:23:00"}
"""
)
"""They are planned after 0, 39, 59, 69, 84 and, counted back from 120, 115 and 120 s."""


def starts(play: Playing) -> dict[str, int]:
    found, _ = expected_starts(play.show)
    return {run.id: ms - ORIGIN_MS for run, ms in zip(play.show.runs, found, strict=True) if ms}


def test_it_is_as_it_was_planned() -> None:
    play = Playing(ORDER)
    assert starts(play) == {
        "a": 0, "b": 39_000, "c": 59_000, "d": 69_000, "e": 84_000, "f": 115_000, "g": 120_000,
    }  # fmt: skip
    assert [ms and ms - ORIGIN_MS for ms in earliest_starts(play.show)] == [
        None, 39_000, None, 69_000, 84_000, 115_000, 120_000,
    ]  # fmt: skip
    for segment, own_ms in zip(play.show.plan.segments, earliest_starts(play.show), strict=True):
        assert earliest_ms(play.show, segment) == own_ms
    assert spare_ms(play.show) == {"b": 9_000, "d": 0, "e": 0, "f": 6_000, "g": 0}


def test_what_is_left_out_counts_anew() -> None:
    play = Playing(ORDER).until(ORIGIN_MS + 1_000)
    play.ask("skip", ORIGIN_MS + 2_000, segment="c")
    assert starts(play)["b"] == 49_000
    play.ask("skip", ORIGIN_MS + 3_000, segment="e")
    assert starts(play) == {"a": 0, "b": 80_000, "d": 100_000, "f": 115_000, "g": 120_000}
    play.ask("skip", ORIGIN_MS + 4_000, segment="g")
    assert starts(play) == {"a": 0, "b": 30_000, "d": 50_000, "f": 65_000}
    for segment, own_ms in zip(play.show.plan.segments, earliest_starts(play.show), strict=True):
        if own_ms is not None or segment.back_timed:
            assert earliest_ms(play.show, segment) == own_ms


def test_it_is_played_as_it_is_expected() -> None:
    play = Playing(ORDER).until(ORIGIN_MS + 1_000)
    play.ask("skip", ORIGIN_MS + 2_000, segment="c")
    expected = starts(play)
    play.until(ORIGIN_MS + 1_000_000)
    came = {event.segment: event.at_ms - ORIGIN_MS for event in play.came(SegmentStarted)}
    assert came == expected


def test_a_late_show_does_not_wait() -> None:
    play = Playing(ORDER).until(ORIGIN_MS + 1_000)
    play.ask("extend", ORIGIN_MS + 2_000, by_ms=15_000)
    assert starts(play)["b"] == 45_000
    assert spare_ms(play.show)["b"] == -6_000
    assert starts(play)["e"] == 90_000


def test_at_a_pace_the_lengths_as_they_are_count() -> None:
    play = Playing(ORDER, pace_milli=7_000)
    found = starts(play)
    lengths = {one.id: one.length_ms for one in play.show.plan.segments}
    assert found["b"] == found["e"] - lengths["d"] - lengths["c"] - lengths["b"]


def test_the_console_says_which_start_is_counted_back() -> None:
    view = state(Playing(ORDER).show)
    told = [(one["id"], one["spare_ms"]) for one in view["segments"] if one["back_timed"]]
    assert told == [("b", 9_000), ("d", 0), ("f", 6_000)]
