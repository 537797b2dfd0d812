from dataclasses import replace

from gala.core.committing import finished
from gala.core.events import DrawAnnounced, TakeScheduled, WindowArmed
from gala.core.schedule import (
    ANNOUNCE_MS,
    EARLY_MS,
    expected_starts,
    next_brief,
    next_due,
    next_segment,
    spare_ms,
)
from gala.core.tables import Mode, Phase
from tests.core.playing import (
    FILLERS,
    FIRST_CLOSED_MS,
    LOTS,
    ORIGIN_MS,
    RAIN_CLOSED_MS,
    Playing,
    small_show,
)


def test_auto_announces_the_first_take_before_its_instant() -> None:
    due = next_due(small_show())
    assert due is not None
    at_ms, event = due
    assert at_ms == ORIGIN_MS - EARLY_MS
    assert event == TakeScheduled(at_ms, "opening", ORIGIN_MS, "auto")


def test_manual_brings_nothing_by_itself() -> None:
    assert next_due(small_show(Mode.MANUAL)) is None


def test_an_event_that_is_late_bears_the_instant_at_which_it_was_due() -> None:
    play = Playing().until(ORIGIN_MS)
    late = next_due(play.show)
    assert late is not None
    assert late[0] == late[1].at_ms == ORIGIN_MS + 30_000 - EARLY_MS


def test_a_window_is_armed_with_the_take_of_its_segment() -> None:
    play = Playing().until(ORIGIN_MS + 30_000)
    armed = [event for event in play.events if isinstance(event, WindowArmed)]
    assert armed == [WindowArmed(ORIGIN_MS + 26_000, "sale", ORIGIN_MS + 40_000)]


def test_a_fixed_time_is_waited_for_and_never_anticipated() -> None:
    play = Playing()
    starts, end_ms = expected_starts(play.show)
    assert [start - ORIGIN_MS for start in starts] == [0, 30_000, 90_000, 130_000, 160_000]
    assert end_ms == ORIGIN_MS + 170_000


def test_what_comes_next_has_no_instant_when_a_person_decides() -> None:
    assert next_brief(small_show(Mode.MANUAL)) == ("opening", "host", ("Opening", "Opening"), 0)


def test_the_standby_segment_comes_before_the_order() -> None:
    play = Playing(mode=Mode.MANUAL)
    play.ask("ready", ORIGIN_MS, segment="visit")
    following = next_segment(play.show)
    assert following is not None
    assert following.id == "visit"


def test_the_night_ends_by_itself_when_all_is_settled() -> None:
    play = Playing().until(ORIGIN_MS + 1_000_000)
    assert play.show.phase is Phase.OVER
    assert finished(play.show)
    assert play.show.now_ms == ORIGIN_MS + 170_000
    assert next_due(play.show) is None


def test_a_night_that_is_over_has_ended_when_its_last_segment_did() -> None:
    play = Playing().until(ORIGIN_MS + 1_000_000)
    starts, end_ms = expected_starts(play.show)
    assert starts[0] == ORIGIN_MS
    assert end_ms == ORIGIN_MS + 170_000


def test_an_envelope_is_due_in_auto_and_waits_for_the_host_in_manual() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000)
    draw = play.show.draws[-1]
    assert draw.opened_ms is not None
    at_ms = draw.opened_ms + ANNOUNCE_MS
    assert next_due(play.show) == (at_ms, DrawAnnounced(at_ms, draw.number, "auto"))
    assert next_due(replace(play.show, mode=Mode.MANUAL)) is None
    assert next_due(replace(play.show, phase=Phase.PANIC)) is None


def test_a_rain_has_no_envelope() -> None:
    due = next_due(Playing(LOTS).until(RAIN_CLOSED_MS + 5_000).show)
    assert due is not None
    assert isinstance(due[1], TakeScheduled)


def test_nothing_expects_a_plan_b() -> None:
    show = Playing(FILLERS).show
    starts, end_ms = expected_starts(show)
    expected = dict(zip((run.id for run in show.runs), starts, strict=True))
    assert {name: expected[name] - ORIGIN_MS for name in ("opening", "song", "story", "late")} == {
        "opening": 0, "song": 30_000, "story": 90_000, "late": 120_000,
    }  # fmt: skip
    assert end_ms == ORIGIN_MS + 160_000 == ORIGIN_MS + show.plan.length_ms
    following = next_segment(Playing(FILLERS).until(ORIGIN_MS).show)
    assert following is not None
    assert following.id == "song"


def test_a_plan_b_that_was_taken_is_counted_with_its_own_length() -> None:
    play = Playing(FILLERS)
    play.ask("plan_b", ORIGIN_MS + 10_000)
    play.until(ORIGIN_MS + 11_000)
    _, end_ms = expected_starts(play.show)
    assert end_ms == ORIGIN_MS + 10_400 + 20_000 + 30_000 + 30_000 + 10_000


def test_what_there_is_to_spare_before_a_fixed_start() -> None:
    play = Playing()
    assert spare_ms(play.show) == {"story": 10_000}
    play.until(ORIGIN_MS + 5_000)
    play.ask("extend", ORIGIN_MS + 6_000, by_ms=15_000)
    assert spare_ms(play.show) == {"story": -5_000}
    play.ask("skip", ORIGIN_MS + 7_000, segment="visit")
    assert spare_ms(play.show) == {"story": 25_000}
    play.until(ORIGIN_MS + 128_000)
    assert spare_ms(play.show) == {}
    assert spare_ms(play.until(ORIGIN_MS + 1_000_000).show) == {}
