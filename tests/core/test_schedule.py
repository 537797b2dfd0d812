from gala.core.committing import finished
from gala.core.events import TakeScheduled, WindowArmed
from gala.core.schedule import EARLY_MS, expected_starts, next_brief, next_due, next_segment
from gala.core.tables import Mode, Phase
from tests.core.playing import ORIGIN_MS, Playing, small_show


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
