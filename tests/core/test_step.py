import pytest

from gala.core.effects import CloseWindow, OpenWindow, Publish
from gala.core.events import (
    ClockResumed,
    EntriesFrozen,
    EpochBegan,
    FeelingsCounted,
    SegmentStarted,
    SheddingSet,
    ViewersCounted,
    WindowSettled,
)
from gala.core.feelings import Feelings
from gala.core.schedule import ends_at_ms
from gala.core.step import DARK_MS, step
from gala.core.tables import BadTransition, Phase, SegmentState, WindowState
from gala.core.window_steps import freezing
from tests.core.playing import FILLERS, LOTS, ORIGIN_MS, Playing, small_show


def test_a_whole_night_by_the_clock() -> None:
    play = Playing()
    play.sold = {"app": 3, "tv": 2}
    play.until(ORIGIN_MS + 1_000_000)
    assert play.kinds() == [
        "next",  # what the night begins with
        "take",  # opening
        "take",  # sale, announced while the opening is on air
        *["window"] * 4,  # armed, open, closed, settled
        "entries_frozen",
        "take",
        "take",
        "take",
        "over",
    ]
    assert play.kinds("room:beauty") == ["visit", "visit_over", "over"]
    assert {run.state for run in play.show.runs} == {SegmentState.DONE}
    assert play.show.window("sale").sold == (("app", 3), ("tv", 2))


def test_cues_of_a_channel_are_numbered_without_a_gap() -> None:
    play = Playing().until(ORIGIN_MS + 1_000_000)
    for channel in ("main", "room:beauty"):
        seqs = [cue.seq for cue in play.cues(channel)]
        assert seqs == list(range(1, len(seqs) + 1))


def test_an_outlet_that_is_behind_opens_and_closes_that_much_later() -> None:
    play = Playing().until(ORIGIN_MS + 36_000)
    app_ms, tv_ms = ORIGIN_MS + 40_000, ORIGIN_MS + 43_000
    rows = (("app", app_ms, app_ms + 20_000, 5), ("tv", tv_ms, tv_ms + 20_000, 2))
    assert play.opened() == [OpenWindow("sale", 1, 1, rows)]
    play.until(ORIGIN_MS + 62_999)
    assert play.show.window("sale").state is WindowState.OPEN
    play.until(ORIGIN_MS + 63_000)
    assert CloseWindow("sale", 1) in play.effects


def test_a_hold_shifts_what_is_on_air_and_what_follows() -> None:
    play = Playing()
    play.ask("hold", ORIGIN_MS + 10_000)
    assert play.show.phase is Phase.HELD
    play.until(ORIGIN_MS + 50_000)
    play.ask("resume", ORIGIN_MS + 50_000)
    assert ends_at_ms(play.show) == ORIGIN_MS + 70_000
    assert play.cues()[-1].body[0] == ORIGIN_MS + 70_000


def test_a_hold_between_arming_and_opening_shuts_the_window_and_resume_arms_it_anew() -> None:
    play = Playing()
    play.ask("hold", ORIGIN_MS + 38_000)
    play.until(ORIGIN_MS + 60_000)
    window = play.show.window("sale")
    assert (window.state, window.gen) == (WindowState.PLANNED, 1)
    play.ask("resume", ORIGIN_MS + 68_000)
    play.until(ORIGIN_MS + 70_000)
    window = play.show.window("sale")
    assert (window.state, window.gen) == (WindowState.OPEN, 2)
    assert window.opens_at_ms == ORIGIN_MS + 70_000


def test_a_hold_leaves_an_open_window_alone() -> None:
    play = Playing()
    play.ask("hold", ORIGIN_MS + 45_000)
    play.until(ORIGIN_MS + 62_000)
    assert play.show.window("sale").state is WindowState.OPEN
    play.until(ORIGIN_MS + 63_000)
    assert play.show.window("sale").state is WindowState.SETTLED


def test_panic_shuts_an_open_window_and_hands_over_to_people() -> None:
    play = Playing()
    play.sold = {"app": 2}
    play.ask("panic", ORIGIN_MS + 45_000)
    play.until(ORIGIN_MS + 45_000)
    window = play.show.window("sale")
    assert (window.state, window.sold) == (WindowState.SETTLED, (("app", 2), ("tv", 0)))
    assert play.kinds("room:beauty") == ["panic"]
    play.ask("clear", ORIGIN_MS + 50_000)
    assert play.show.mode == "manual"
    assert play.until(ORIGIN_MS + 500_000).show.phase is Phase.ON_AIR


def test_a_window_taken_again_has_only_what_was_left() -> None:
    play = Playing()
    play.sold = {"app": 2}
    play.until(ORIGIN_MS + 80_000)
    play.sold = {"app": 4}
    play.ask("jump", ORIGIN_MS + 95_000, segment="sale")
    play.until(ORIGIN_MS + 110_000)
    again = play.opened()[-1]
    assert (again.gen, [row[3] for row in again.rows]) == (2, [3, 2])
    play.until(ORIGIN_MS + 150_000)
    assert play.show.window("sale").sold == (("app", 5), ("tv", 0))


def test_a_jump_forward_skips_and_a_jump_back_plays_on_from_there() -> None:
    play = Playing()
    play.ask("jump", ORIGIN_MS + 5_000, segment="story")
    play.until(ORIGIN_MS + 6_000)
    states = [str(run.state) for run in play.show.runs]
    assert states == ["done", "skipped", "skipped", "on_air", "pending"]
    play.ask("jump", ORIGIN_MS + 7_000, segment="opening")
    play.until(ORIGIN_MS + 8_000)
    states = [str(run.state) for run in play.show.runs]
    assert states == ["on_air", "pending", "pending", "pending", "pending"]


def test_a_long_darkness_counts_as_a_hold_and_a_short_one_does_not() -> None:
    for dark_ms, shifted_ms in ((DARK_MS - 1, 0), (DARK_MS, DARK_MS)):
        play = Playing().until(ORIGIN_MS)
        play.bring(EpochBegan(ORIGIN_MS + dark_ms, 2, "second", dark_ms))
        assert ends_at_ms(play.show) == ORIGIN_MS + 30_000 + shifted_ms


def test_a_new_epoch_is_written_down_with_its_first_seq() -> None:
    play = Playing().until(ORIGIN_MS)
    play.bring(EpochBegan(ORIGIN_MS + 1, 7, "second", 0))
    assert play.show.epochs == ((1, 1), (7, 3))


def test_what_cannot_follow_raises() -> None:
    play = Playing().until(ORIGIN_MS)
    for event in (
        EpochBegan(ORIGIN_MS, 1, "again", 0),
        SegmentStarted(ORIGIN_MS, "sale"),
        ViewersCounted(ORIGIN_MS - 1, ()),
    ):
        with pytest.raises(BadTransition):
            step(play.show, event)


def test_more_sold_than_the_opening_had_is_not_a_settlement() -> None:
    play = Playing()
    play.sold = {}
    play.until(ORIGIN_MS + 50_000)
    closed = play.show.window("sale").to(WindowState.CLOSED)
    show = play.show.with_window(closed)
    with pytest.raises(ValueError, match="sold 6 of 5 on app"):
        step(show, WindowSettled(show.now_ms, "sale", 1, (("app", 6), ("tv", 0)), 0))


def test_a_step_changes_nothing_of_the_state_it_was_given() -> None:
    show = small_show()
    before = show.state_hash()
    step(show, EpochBegan(5, 1, "test", 0))
    assert show.state_hash() == before


def test_resuming_what_is_not_held_is_a_defect() -> None:
    with pytest.raises(AssertionError):
        step(Playing().until(ORIGIN_MS).show, ClockResumed(ORIGIN_MS, "director"))


def test_a_window_for_entries_is_not_opened_again_once_it_is_counted() -> None:
    play = Playing(LOTS)
    play.ask("jump", ORIGIN_MS + 95_000, segment="rain")
    play.until(ORIGIN_MS + 150_000)
    assert play.show.current == "rain"
    window = play.show.window("rain")
    assert (window.state, window.gen) == (WindowState.SETTLED, 1)
    assert [one.gen for one in play.opened() if one.window == "rain"] == [1]
    assert len(play.show.draws) == 1, "and nothing is drawn twice"


def test_a_window_for_entries_that_nobody_could_enter_yet_opens_later() -> None:
    play = Playing(LOTS)
    play.ask("hold", ORIGIN_MS + 38_000)
    play.ask("resume", ORIGIN_MS + 50_000)
    play.until(ORIGIN_MS + 90_000)
    assert [(one.window, one.gen) for one in play.opened()] == [("rain", 1), ("rain", 2)]
    assert play.show.draws[0].manifest.numbers == 10


def test_a_seckill_is_frozen_anew_with_all_that_its_openings_gave() -> None:
    play = Playing()
    play.sold = {"app": 2}
    play.until(ORIGIN_MS + 80_000)
    play.ask("jump", ORIGIN_MS + 95_000, segment="sale")
    play.until(ORIGIN_MS + 150_000)
    frozen = [event for event in play.events if isinstance(event, EntriesFrozen)]
    assert [(one.gen, one.outlets) for one in frozen] == [
        (1, (("app", 5, 2), ("tv", 2, 0))),
        (2, (("app", 5, 4), ("tv", 2, 0))),
    ]
    assert [one.gen for one in play.show.frozen] == [2]


def test_what_a_successor_freezes_again() -> None:
    play = Playing()
    play.freezes = False
    assert freezing(play.show, play.show.window("sale")) == ()
    play.until(ORIGIN_MS + 80_000)
    assert freezing(play.show, play.show.window("sale")) == tuple(play.unfrozen)
    assert not play.show.windows_settled
    play.freeze()
    assert freezing(play.show, play.show.window("sale")) == ()
    assert play.show.windows_settled


def states(play: Playing) -> dict[str, str]:
    """How the segments of `FILLERS` stand."""
    return {run.id: str(run.state) for run in play.show.runs}


def test_a_jump_elsewhere_does_not_bring_a_plan_b_on_air() -> None:
    play = Playing(FILLERS)
    play.ask("jump", ORIGIN_MS + 5_000, segment="late")
    play.ask("jump", ORIGIN_MS + 8_000, segment="opening")
    play.until(ORIGIN_MS + 1_000_000)
    assert {name for name, state in states(play).items() if state == "skipped"} == {
        "opening.b", "song.b", "late.b",
    }  # fmt: skip


def test_a_plan_b_that_was_on_air_does_not_come_again_after_a_jump_back() -> None:
    play = Playing(FILLERS)
    play.ask("plan_b", ORIGIN_MS + 10_000)
    play.until(ORIGIN_MS + 11_000)
    assert states(play)["song.b"] == "on_air"
    play.ask("jump", ORIGIN_MS + 12_000, segment="opening")
    play.until(ORIGIN_MS + 13_000)
    assert (states(play)["song"], states(play)["song.b"]) == ("pending", "done")


def test_a_plan_b_that_was_announced_and_left_does_not_come_either() -> None:
    play = Playing(FILLERS)
    play.ask("plan_b", ORIGIN_MS + 89_100, segment="song")
    assert play.show.current == "song.b"
    play.ask("hold", ORIGIN_MS + 89_200)
    play.ask("resume", ORIGIN_MS + 89_300)
    play.ask("jump", ORIGIN_MS + 89_900, segment="opening")
    play.until(ORIGIN_MS + 1_000_000)
    assert states(play)["song.b"] == "skipped"


def test_hearts_and_flags_grow_in_the_state_and_ask_nothing_of_the_world() -> None:
    show = small_show()
    before = show.state_hash()
    news = FeelingsCounted(ORIGIN_MS, (("opening", "", 3),), (("sale", "other", 1),))
    show, effects = step(show, news)
    assert effects == ()
    assert show.feelings == Feelings(news.hearts, news.flags)
    assert show.state_hash() != before
    show, _ = step(show, FeelingsCounted(ORIGIN_MS, (("opening", "", 5),), ()))
    assert show.feelings == Feelings((("opening", "", 5),), news.flags)
    with pytest.raises(ValueError, match="does not grow"):
        step(show, news)
    with pytest.raises(KeyError):
        step(show, FeelingsCounted(ORIGIN_MS, (("nowhere", "", 5),), ()))


def test_a_level_of_shedding_set_by_hand_is_a_cue() -> None:
    play = Playing().until(ORIGIN_MS + 1)
    show, (cue,) = step(play.show, SheddingSet(ORIGIN_MS + 2, 2, "director"))
    assert isinstance(cue, Publish)
    assert (cue.channel, cue.kind, cue.body, cue.present_at_ms) == ("main", "shed", (2,), 0)
    assert show.shedding == 2
    with pytest.raises(BadTransition, match="no level 4"):
        step(show, SheddingSet(ORIGIN_MS + 3, 4, "director"))
