from itertools import count

import pytest

from gala.wire.board import FOLD_AFTER_MS, Board, Gap
from gala.wire.codec import WireError
from gala.wire.picture import Next
from gala.wire.steps import Cue

TV_MS = 30_000
"""The delay of a TV station; the app has none."""


def card(segment: str) -> tuple[object, ...]:
    return (segment, "host", (segment, segment), (), ())


def coming(segment: str, at_ms: int) -> tuple[object, ...]:
    return (segment, "host", (segment, segment), at_ms)


class Stage:
    """A board and the studio that feeds it: each call is one cue."""

    def __init__(self, channel: str = "main") -> None:
        self.board = Board(channel)
        self.board.snapshot(1, 0, ())
        self._seq = count(1)

    def cue(self, kind: str, *body: object, at: int = 0) -> Cue:
        cue = Cue(self.board.channel, 1, next(self._seq), at, kind, body)
        self.board.add(cue)
        return cue

    def take(self, segment: str, at: int, ends: int = 0, then: object = None) -> Cue:
        return self.cue("take", card(segment), ends, then, at=at)

    def on_air(self, now: int, delay: int = 0) -> str | None:
        segment = self.board.at(now, delay).segment
        return segment.id if segment is not None else None

    def phase(self, now: int, delay: int = 0) -> str:
        return self.board.at(now, delay).phase


@pytest.fixture
def stage() -> Stage:
    return Stage()


# Each kind of cue


def test_before_the_first_take_everybody_waits(stage: Stage) -> None:
    assert stage.phase(10**9) == "waiting"


def test_ready_is_loaded_and_shows_nothing_until_its_take(stage: Stage) -> None:
    stage.cue("ready", card("a"))
    picture = stage.board.at(0, 0)
    assert picture.ready is not None
    assert picture.ready.id == "a"
    assert picture.segment is None
    stage.take("a", at=100)
    assert stage.board.at(100, 0).ready is None


def test_a_take_is_announced_and_then_on_air_on_each_outlet(stage: Stage) -> None:
    stage.take("a", at=1_000, ends=9_000, then=coming("b", 9_000))
    before = stage.board.at(999, 0)
    assert before.segment is None
    assert before.announced is not None
    assert (before.announced.segment.id, before.announced.at_ms) == ("a", 1_000)
    seen = stage.board.at(1_000, 0)
    assert seen.phase == "on_air"
    assert (seen.started_ms, seen.ends_at_ms) == (1_000, 9_000)
    assert seen.next == Next("b", "host", ("b", "b"), 9_000)
    assert seen.announced is None

    assert stage.on_air(1_000, TV_MS) is None
    late = stage.board.at(1_000 + TV_MS, TV_MS)
    assert (late.started_ms, late.ends_at_ms) == (1_000 + TV_MS, 9_000 + TV_MS)
    assert late.next == Next("b", "host", ("b", "b"), 9_000 + TV_MS)


def test_a_take_at_once_is_at_once_on_every_outlet(stage: Stage) -> None:
    stage.take("a", at=0)
    assert stage.on_air(1, TV_MS) == "a"
    assert stage.board.at(1, TV_MS).started_ms == 0


def test_a_slow_outlet_may_have_two_takes_before_it(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.take("b", at=5_000)
    announced = stage.board.at(5_000, TV_MS).announced
    assert announced is not None
    assert announced.segment.id == "a"
    assert stage.on_air(5_000, 0) == "b"


def test_retime_makes_an_announced_take_happen_earlier(stage: Stage) -> None:
    stage.take("a", at=10_000, ends=20_000)
    stage.cue("retime", "a", 15_000, coming("b", 15_000), at=3_000)
    seen = stage.board.at(3_000, 0)
    assert (seen.started_ms, seen.ends_at_ms) == (3_000, 15_000)
    assert seen.next is not None
    assert seen.next.starts_at_ms == 15_000


def test_retime_acts_on_arrival_so_the_old_instant_shows_nothing(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.cue("retime", "a", 0, None, at=5_000)
    assert stage.on_air(1_000) is None
    assert stage.on_air(5_000) == "a"


def test_retime_is_about_the_newest_take(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.take("b", at=2_000)
    stage.cue("retime", "a", 0, None, at=9_000)  # a is no longer the announced one
    assert stage.on_air(1_000) == "a"


def test_cancel_leaves_on_air_what_is(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.take("b", at=2_000)
    stage.cue("cancel", "b", at=1_900)
    assert stage.on_air(2_000) == "a"
    assert stage.board.at(1_500, 0).announced is None


def test_cancel_reaches_a_slow_outlet_on_arrival(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.cue("cancel", "a", at=900)
    assert stage.on_air(10**6, TV_MS) is None


def test_a_cancelled_take_can_be_announced_again(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.cue("cancel", "a")
    stage.take("a", at=3_000)
    assert stage.on_air(2_999) is None
    assert stage.on_air(3_000) == "a"


def test_hold_and_resume(stage: Stage) -> None:
    stage.take("a", at=1_000, ends=5_000)
    stage.cue("hold", at=2_000)
    assert stage.phase(1_999) == "on_air"
    assert stage.phase(2_000) == "held"
    stage.cue("resume", 8_000, None, at=4_000)
    seen = stage.board.at(4_000, 0)
    assert (seen.phase, seen.ends_at_ms) == ("on_air", 8_000)
    assert stage.phase(2_000 + TV_MS, TV_MS) == "held"


def test_extend_moves_the_end_of_what_is_on_air(stage: Stage) -> None:
    stage.take("a", at=1_000, ends=5_000)
    stage.cue("extend", "a", 7_000, coming("b", 7_000), at=2_000)
    assert stage.board.at(1_999, 0).ends_at_ms == 5_000
    assert stage.board.at(2_000, 0).ends_at_ms == 7_000


def test_next_changes_only_what_comes(stage: Stage) -> None:
    stage.take("a", at=1_000, ends=5_000, then=coming("b", 5_000))
    stage.cue("next", coming("c", 6_000), at=2_000)
    seen = stage.board.at(2_000, 0)
    assert seen.next is not None
    assert (seen.next.id, seen.ends_at_ms) == ("c", 5_000)
    stage.cue("next", None, at=3_000)
    assert stage.board.at(3_000, 0).next is None


def test_panic_is_now_everywhere_and_clear_brings_the_segment_back(stage: Stage) -> None:
    stage.take("a", at=1_000, ends=9_000)
    stage.cue("panic")
    assert stage.phase(1_500) == "panic"
    assert stage.phase(1_500, TV_MS) == "panic"  # before the take is due there
    stage.cue("clear", 12_000, None, at=5_000)
    seen = stage.board.at(5_000, 0)
    assert (seen.phase, seen.ends_at_ms) == ("on_air", 12_000)
    assert seen.segment is not None


def test_a_take_that_falls_due_does_not_end_a_panic(stage: Stage) -> None:
    """The order is that of seq: the take came first, whenever it is shown."""
    stage.take("a", at=1_000)
    stage.cue("panic")
    assert stage.phase(1_000 + TV_MS, TV_MS) == "panic"


def test_over_is_the_end(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.cue("window", "w", 1, "settled", ())
    stage.cue("over", at=2_000)
    seen = stage.board.at(2_000, 0)
    assert seen.phase == "over"
    assert seen.segment is None
    assert seen.window("w") is not None


def test_windows_are_known_on_arrival_and_shown_when_due(stage: Stage) -> None:
    rows = (("app", 5_000, 8_000, 40), ("tv", 35_000, 38_000, 60))
    stage.cue("window", "w", 1, "armed", rows, at=2_000)
    known = stage.board.window("w")
    assert known is not None
    row = known.row("tv")
    assert row is not None
    assert (row.opens_at_ms, row.closes_at_ms, row.stock) == (35_000, 38_000, 60)
    assert stage.board.at(1_999, 0).windows == ()
    stage.cue("window", "w", 1, "open", rows, at=5_000)
    shown = stage.board.at(5_000, TV_MS)
    assert [window.state for window in shown.windows] == []
    assert [window.state for window in stage.board.at(5_000, 0).windows] == ["open"]
    # The rows have the outlet's delay in them already: at() leaves them alone.
    assert stage.board.at(10**6, TV_MS).windows[0].rows == known.rows


def test_a_window_opens_again_in_the_next_generation(stage: Stage) -> None:
    stage.cue("window", "w", 1, "closed", ())
    stage.cue("window", "v", 1, "open", ())
    stage.cue("window", "w", 2, "armed", ())
    seen = stage.board.at(1, 0)
    assert {(window.id, window.gen) for window in seen.windows} == {("w", 2), ("v", 1)}
    assert {window.gen for window in stage.board.windows} == {1, 2}


def test_a_room_has_visits() -> None:
    room = Stage("room:kitchen")
    room.cue("visit", card("visit-1"), 9_000, at=1_000)
    assert room.phase(999) == "waiting"
    seen = room.board.at(1_000 + TV_MS, TV_MS)
    assert seen.visit is not None
    assert (seen.visit.segment.id, seen.visit.ends_at_ms) == ("visit-1", 9_000 + TV_MS)
    room.cue("panic")
    assert room.phase(2_000) == "panic"
    room.cue("clear")
    assert room.phase(2_000) == "on_air"
    room.cue("visit_over", "visit-1", at=9_000)
    assert room.phase(9_000) == "waiting"


def test_an_unknown_kind_counts_in_the_sequence(stage: Stage) -> None:
    stage.cue("fireworks", 3)
    stage.take("a", at=0)
    assert stage.on_air(1) == "a"
    assert stage.board.resume_point == (1, 2)


# The sequence


@pytest.mark.parametrize(
    ("epoch", "seq"), [(1, 7), (1, 5), (1, 4), (0, 6)], ids=["gap", "again", "before", "old epoch"]
)
def test_what_is_not_the_next_cue_is_refused(epoch: int, seq: int) -> None:
    board = Board("main")
    board.snapshot(1, 5, ())
    with pytest.raises(Gap) as gap:
        board.add(Cue("main", epoch, seq, 0, "panic", ()))
    assert gap.value.expected_seq == 6
    assert board.resume_point == (1, 5)
    assert board.at(1, 0).phase == "waiting"


def test_a_cue_before_any_snapshot_is_a_gap() -> None:
    with pytest.raises(Gap):
        Board("main").add(Cue("main", 1, 0, 0, "panic", ()))


def test_a_new_conductor_counts_on(stage: Stage) -> None:
    stage.board.add(Cue("main", 2, 1, 0, "hold", ()))
    assert stage.board.resume_point == (2, 1)


def test_a_bad_body_changes_nothing(stage: Stage) -> None:
    for kind in ("take", "retime", "cancel"):
        with pytest.raises(WireError):
            stage.board.add(Cue("main", 1, 1, 0, kind, ()))
    assert stage.board.resume_point == (1, 0)
    with pytest.raises(WireError):
        stage.board.snapshot(2, 9, (Cue("main", 2, 9, 0, "take", ()),))
    assert stage.board.resume_point == (1, 0)


def test_a_snapshot_replaces_everything(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.cue("window", "w", 1, "open", ())
    stage.cue("panic")
    take = Cue("main", 1, 4, 500, "take", (card("b"), 9_000, None))
    announced = Cue("main", 1, 8, 9_000, "take", (card("c"), 0, None))
    retime = Cue("main", 1, 9, 7_000, "retime", ("c", 0, None))
    stage.board.snapshot(1, 9, (take, announced, retime))
    assert stage.board.resume_point == (1, 9)
    assert stage.board.windows == ()
    assert stage.on_air(1_000) == "b"
    assert stage.on_air(7_000) == "c"


# The instants


def test_next_change_is_the_next_instant_of_this_outlet(stage: Stage) -> None:
    assert stage.board.next_change_ms(0, 0) is None
    stage.take("a", at=1_000)
    stage.take("b", at=2_000)
    stage.cue("retime", "b", 0, None, at=1_500)
    stage.cue("panic")
    assert stage.board.next_change_ms(0, 0) == 1_000
    assert stage.board.next_change_ms(1_000, 0) == 1_500
    assert stage.board.next_change_ms(1_500, 0) is None
    assert stage.board.next_change_ms(1_500, TV_MS) == 1_000 + TV_MS


def test_due_hands_out_each_cue_once_and_retimed_ones_as_they_are_now(stage: Stage) -> None:
    stage.take("a", at=1_000)
    stage.take("b", at=2_000)
    stage.cue("retime", "b", 7_777, None, at=1_500)
    panic = stage.cue("panic")
    assert stage.board.due(999, 0) == [panic]
    assert [cue.seq for cue in stage.board.due(1_000, 0)] == [1]
    (late,) = stage.board.due(1_600, 0)
    assert (late.seq, late.present_at_ms, late.body[1]) == (2, 1_500, 7_777)
    assert stage.board.due(10**6, 0) == []


def test_what_was_shown_long_ago_is_folded_and_the_picture_stays(stage: Stage) -> None:
    for number in range(100):
        stage.take(f"s{number}", at=1_000 * (number + 1))
    stage.cue("window", "w", 1, "armed", (), at=1_000)
    plain = Stage()
    for number in range(100):
        plain.take(f"s{number}", at=1_000 * (number + 1))
    plain.cue("window", "w", 1, "armed", (), at=1_000)
    stage.board.due(60_000, 0)
    for at_ms in range(60_000 - FOLD_AFTER_MS, 110_000, 500):
        assert stage.board.at(at_ms, 0) == plain.board.at(at_ms, 0)
    stage.board.due(10**6, 0)
    assert stage.board.at(10**6, 0) == plain.board.at(10**6, 0)


def test_what_was_presented_stays_so_when_the_outlet_gets_later(stage: Stage) -> None:
    stage.take("a", 1_000)
    stage.take("b", 2_000)
    stage.take("c", 3_000)
    assert [cue.seq for cue in stage.board.due(2_100, 100)] == [1, 2]
    stage.board.trimmed()
    assert stage.on_air(2_100, 500) == "b"
    assert stage.board.next_change_ms(2_100, 500) == 3_500
    assert stage.board.due(3_400, 500) == []
    assert [cue.seq for cue in stage.board.due(3_500, 500)] == [3]
    assert stage.on_air(3_500, 500) == "c"


def test_what_waits_comes_sooner_when_the_outlet_gets_earlier(stage: Stage) -> None:
    stage.take("a", 1_000)
    assert stage.board.due(1_200, 500) == []
    stage.board.trimmed()
    assert [cue.seq for cue in stage.board.due(1_200, 100)] == [1]


def test_a_take_that_was_presented_and_is_moved_waits_again(stage: Stage) -> None:
    stage.take("a", 1_000)
    stage.take("b", 2_000)
    stage.board.due(2_000, 0)
    stage.board.trimmed()
    stage.cue("retime", "b", 0, None, at=5_000)
    assert stage.on_air(2_500, 100) == "a"
    assert stage.on_air(5_100, 100) == "b"
