import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.commands import Command
from gala.core.committing import finished
from gala.core.decide import COMMANDS, decide
from gala.core.events import SegmentStarted, TakeCancelled, TakeRetimed, TakeScheduled
from gala.core.refusals import CODES, Refusal
from gala.core.schedule import EARLY_MS
from gala.core.shedding import LEVEL_MAX
from gala.core.tables import Mode, Phase, SegmentState
from tests.core.playing import FILLERS, LEAD_MS, ORIGIN_MS, Playing


def test_go_takes_the_next_segment_a_lead_from_now() -> None:
    play = Playing(mode=Mode.MANUAL)
    assert play.ask("go", 50_000) is None
    assert play.events[-1] == TakeScheduled(50_000, "opening", 50_000 + LEAD_MS, "director")


def test_go_on_an_announced_take_makes_it_happen_now() -> None:
    play = Playing()
    announced_ms = ORIGIN_MS + 30_000 - EARLY_MS
    assert play.ask("go", announced_ms + 500) is None
    assert play.events[-1] == TakeRetimed(announced_ms + 500, announced_ms + 900, "director")
    assert play.kinds()[-1] == "retime"


def test_a_stale_go_is_refused_and_nothing_happens() -> None:
    play = Playing(mode=Mode.MANUAL)
    play.ask("go", 50_000)
    events = len(play.events)
    assert play.ask("go", 60_000, checked=True, on_air=None) == "stale"
    assert play.ask("go", 60_000, checked=True, on_air="opening") is None
    assert play.events[events + 1 :] == [
        TakeScheduled(60_000, "sale", 60_000 + LEAD_MS, "director")
    ]


def test_two_presses_make_one_take() -> None:
    play = Playing(mode=Mode.MANUAL)
    assert play.ask("go", 50_000) is None
    assert play.ask("go", 50_100) == "too_soon"
    assert play.ask("go", 50_000 + LEAD_MS + 99) == "too_soon"


def test_hold_cancels_an_announced_take() -> None:
    play = Playing()
    play.ask("hold", ORIGIN_MS + 28_000)
    assert play.kinds()[-2:] == ["cancel", "hold"]
    assert play.show.run("sale").state is SegmentState.PENDING


def test_extending_takes_an_announced_take_back() -> None:
    play = Playing()
    play.ask("extend", ORIGIN_MS + 28_000, by_ms=60_000)
    assert isinstance(play.events[-2], TakeCancelled)
    play.until(ORIGIN_MS + 89_999)
    assert play.show.on_air is not None
    assert play.show.on_air.segment == "opening"
    play.until(ORIGIN_MS + 90_000)
    assert play.show.on_air.segment == "sale"


def test_shortening_below_now_is_refused() -> None:
    play = Playing()
    assert play.ask("extend", ORIGIN_MS + 20_000, by_ms=-15_000) == "no_room_left"
    assert play.ask("extend", ORIGIN_MS + 20_000, by_ms=-9_000) is None


@pytest.mark.parametrize("by_ms", [None, 0, 10**12])
def test_an_extension_has_a_sensible_length(by_ms: int | None) -> None:
    assert Playing().ask("extend", ORIGIN_MS + 1_000, by_ms=by_ms) == "bad_value"


def test_skip_leaves_out_the_announced_segment() -> None:
    play = Playing()
    play.ask("skip", ORIGIN_MS + 28_000)
    assert play.kinds()[-2:] == ["cancel", "next"]
    play.until(ORIGIN_MS + 30_000)
    assert play.show.run("sale").state is SegmentState.SKIPPED
    assert play.show.current == "visit"


def test_ready_then_go() -> None:
    play = Playing(mode=Mode.MANUAL)
    assert play.ask("ready", 50_000, segment="story") is None
    assert play.ask("ready", 50_100, segment="story") == "already"
    assert play.ask("ready", 50_200, segment="visit") is None
    assert play.show.run("story").state is SegmentState.PENDING
    assert play.ask("go", 51_000) is None
    play.until(52_000)
    assert play.show.current == "visit"
    assert play.kinds() == ["next", "ready", "next", "ready", "next", "take"]


def test_panic_always_works_and_says_when_it_is_so_already() -> None:
    play = Playing()
    assert play.ask("panic", 50_000, checked=True, on_air="wrong") is None
    assert play.ask("panic", 50_001) == "already"
    assert play.ask("go", 51_000) == "panic"
    assert play.ask("clear", 52_000) is None
    assert play.show.phase is Phase.WAITING


def test_manual_takes_back_what_the_clock_has_announced() -> None:
    play = Playing()
    play.ask("manual", ORIGIN_MS + 28_000)
    assert play.kinds()[-2:] == ["cancel", "next"]
    play.until(ORIGIN_MS + 60_000)
    assert play.show.current == "opening"
    play.ask("auto", ORIGIN_MS + 60_000)
    play.until(ORIGIN_MS + 61_000)
    assert play.show.current == "sale"


def test_end_ends_and_then_nothing_is_taken() -> None:
    play = Playing()
    play.ask("end", ORIGIN_MS + 45_000)
    play.until(ORIGIN_MS + 45_000)
    assert finished(play.show)
    assert play.ask("go", ORIGIN_MS + 46_000) == "over"


def test_words_that_are_no_command_or_no_segment() -> None:
    play = Playing()
    assert play.ask("dance", 50_000) == "bad_value"
    assert play.ask("jump", 50_000, segment="nowhere") == "unknown_segment"


def test_a_plan_b_is_on_air_only_when_it_is_asked_for() -> None:
    play = Playing(FILLERS).until(ORIGIN_MS + 1_000_000)
    assert play.show.phase is Phase.OVER
    started = [event.segment for event in play.came(SegmentStarted)]
    assert started == ["opening", "song", "story", "late", "bye"]


def test_plan_b_takes_the_filler_of_what_comes_before_that_of_what_is_on_air() -> None:
    play = Playing(FILLERS)
    assert play.ask("plan_b", ORIGIN_MS + 10_000) is None
    assert play.events[-1] == TakeScheduled(
        ORIGIN_MS + 10_000, "song.b", ORIGIN_MS + 10_000 + LEAD_MS, "director"
    )
    play.until(ORIGIN_MS + 11_000)
    assert play.show.run("song").state is SegmentState.SKIPPED
    play.until(ORIGIN_MS + 31_000)
    assert play.show.current == "story", "the programme goes on behind what was replaced"


def test_plan_b_takes_the_filler_of_what_is_on_air_when_nothing_that_comes_has_one() -> None:
    play = Playing(FILLERS).until(ORIGIN_MS + 31_000)
    assert play.ask("plan_b", ORIGIN_MS + 40_000) is None
    play.until(ORIGIN_MS + 41_000)
    assert play.show.current == "song.b"
    assert play.show.run("song").state is SegmentState.DONE
    assert play.ask("plan_b", ORIGIN_MS + 42_000) == "no_plan_b", "nor has what is on air now"


def test_plan_b_takes_the_filler_of_the_segment_that_is_named() -> None:
    play = Playing(FILLERS)
    assert play.ask("plan_b", ORIGIN_MS + 10_000, segment="late") is None
    assert play.ask("plan_b", ORIGIN_MS + 12_000, segment="late") == "already"
    assert play.ask("plan_b", ORIGIN_MS + 12_000, segment="story") == "no_plan_b"
    play.ask("hold", ORIGIN_MS + 13_000)
    assert play.ask("plan_b", ORIGIN_MS + 14_000, segment="song") == "held"


def test_plan_b_in_place_of_a_segment_that_was_announced() -> None:
    play = Playing(FILLERS).until(ORIGIN_MS + 27_000)
    assert play.show.taking is not None
    assert play.ask("plan_b", ORIGIN_MS + 28_000) is None
    assert play.kinds()[-2:] == ["cancel", "take"]
    play.until(ORIGIN_MS + 29_000)
    assert play.show.current == "song.b"
    assert play.show.run("song").state is SegmentState.SKIPPED


_PRESSES = st.lists(
    st.tuples(
        st.sampled_from(sorted(COMMANDS)),
        st.integers(0, 20_000),
        st.sampled_from([None, "opening", "sale", "visit", "story", "bye", "nowhere"]),
        st.sampled_from([None, -40_000, -5_000, 5_000, 40_000]),
        st.booleans(),
    ),
    max_size=25,
)


@given(presses=_PRESSES, mode=st.sampled_from(list(Mode)))
def test_whatever_people_press_the_show_stays_sound(
    presses: list[tuple[str, int, str | None, int | None, bool]], mode: Mode
) -> None:
    play = Playing(mode=mode)
    play.sold = {"app": 2, "tv": 1}
    at_ms = ORIGIN_MS - 10_000
    for name, after_ms, segment, by_ms, checked in presses:
        at_ms += after_ms
        code = play.ask(name, at_ms, segment=segment, by_ms=by_ms, checked=checked)
        assert code is None or code in CODES
        _sound(play)
    if play.show.phase is not Phase.OVER:
        play.ask("clear", at_ms + 1)
        play.ask("end", at_ms + 2)
    play.until(at_ms + 2)
    assert finished(play.show)
    _sound(play)


def _sound(play: Playing) -> None:
    """What holds at every instant, whatever was pressed."""
    show = play.show
    on_air = [run.id for run in show.runs if run.state is SegmentState.ON_AIR]
    taking = [run.id for run in show.runs if run.state is SegmentState.TAKING]
    assert on_air == ([show.on_air.segment] if show.on_air else [])
    assert taking == ([show.taking.segment] if show.taking else [])
    for window in show.windows:
        plan = show.window_plan(window.id)
        assert all(left >= 0 for _, left in window.left(plan))
    for channel, last in show.seqs:
        assert [cue.seq for cue in play.cues(channel)] == list(range(1, last + 1))
    instants = [event.at_ms for event in play.events]
    assert instants == sorted(instants)


def test_a_refusal_has_words_in_both_languages() -> None:
    decision = decide(Playing().show, Command("jump", "director", 50_000))
    assert isinstance(decision, Refusal)
    assert all(decision.message)


def test_shedding_by_hand_takes_a_level_that_there_is() -> None:
    play = Playing().until(ORIGIN_MS + 1)
    for level in (None, -1, LEVEL_MAX + 1):
        assert play.ask("shed", ORIGIN_MS + 2, number=level) == "bad_value"
    assert play.ask("shed", ORIGIN_MS + 2, number=0) == "already"
    assert play.ask("shed", ORIGIN_MS + 2, number=LEVEL_MAX) is None
    assert play.ask("shed", ORIGIN_MS + 2, number=LEVEL_MAX) == "already"
    assert play.show.shedding == LEVEL_MAX
    assert play.ask("shed", ORIGIN_MS + 2, number=0) is None
    assert play.show.shedding == 0
