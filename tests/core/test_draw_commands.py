"""What people may ask of draws, and that it takes two of them."""

import pytest

from gala.core.draw_steps import round_at_ms
from gala.core.events import (
    DrawAnnounced,
    DrawCommitted,
    DrawVoided,
    HallDrawn,
    Proposed,
    WinnerPassedOver,
)
from gala.core.tables import DrawState, Mode, Phase
from gala.core.two_seats import PROPOSAL_MS
from gala.proof.chain import HALL, Beacon
from tests.core.playing import FIRST_CLOSED_MS, LOTS, ORIGIN_MS, Playing

ON_STAGE = Beacon(HALL, margin_ms=2_000, late_ms=60_000)
CLOSED_MS = ORIGIN_MS + 33_400
"""By hand, `first` is taken at the start; its window is closed by then."""


def by_hand(beacon: Beacon | None = None) -> Playing:
    """A night in MANUAL: the entries of `first` are frozen, and nothing happens by itself."""
    play = Playing(LOTS, mode=Mode.MANUAL, beacon=beacon)
    play.ask("jump", ORIGIN_MS, segment="first")
    return play.until(CLOSED_MS)


def opened() -> Playing:
    """A night in AUTO just after the winners of draw 2 were announced."""
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 5_000)
    assert play.show.draws[-1].state is DrawState.ANNOUNCED
    return play


AFTER_MS = FIRST_CLOSED_MS + 6_000


def test_a_draw_takes_two_seats_and_names_both() -> None:
    play = by_hand()
    assert play.ask("draw", CLOSED_MS + 1) is None
    assert play.events[-1] == Proposed(CLOSED_MS + 1, "draw first", "director")
    assert play.show.draws == ()
    assert play.ask("draw", CLOSED_MS + 2) == "needs_second"
    assert play.ask("draw", CLOSED_MS + 3, by="producer", segment="first") is None
    committed = play.events[-1]
    assert isinstance(committed, DrawCommitted)
    assert (committed.by, committed.second) == ("director", "producer")
    assert play.show.proposal is None


def test_a_proposal_lapses_after_two_minutes() -> None:
    for late_ms, drawn in ((PROPOSAL_MS, 1), (PROPOSAL_MS + 1, 0)):
        play = by_hand()
        play.ask("draw", CLOSED_MS)
        assert play.ask("draw", CLOSED_MS + late_ms, by="producer") is None
        assert len(play.show.draws) == drawn
    assert play.show.proposal is not None
    assert play.show.proposal.by == "producer", "it is now the second who has proposed"


def test_another_proposal_replaces_it() -> None:
    play = opened()
    assert play.ask("pass_over", AFTER_MS, place=0, text="no answer") is None
    assert play.ask("pass_over", AFTER_MS + 1, by="producer", place=1, text="no answer") is None
    assert play.ask("pass_over", AFTER_MS + 2, by="producer", place=0, text="no answer") is None
    assert play.came(WinnerPassedOver) == []
    assert play.ask("pass_over", AFTER_MS + 3, place=0, text="another reason") is None
    assert play.came(WinnerPassedOver) == [], "two reasons are two requests"


def test_what_cannot_be_drawn() -> None:
    play = Playing(LOTS, mode=Mode.MANUAL)
    assert play.ask("draw", ORIGIN_MS) == "not_on_air"
    assert play.ask("draw", ORIGIN_MS, segment="nowhere") == "unknown_segment"
    assert play.ask("draw", ORIGIN_MS, segment="bye") == "no_draw"
    assert play.ask("draw", ORIGIN_MS, segment="first") == "not_frozen"
    play = by_hand()
    assert play.ask("draw", CLOSED_MS, segment="second") == "not_on_air"
    assert play.agree("draw", CLOSED_MS) is None
    assert play.ask("draw", CLOSED_MS + 2_000) == "already"
    play.until(CLOSED_MS + 3_000)
    assert play.ask("draw", CLOSED_MS + 4_000) == "already"


def test_two_people_call_a_draw_off_until_its_round_comes() -> None:
    play = by_hand()
    play.agree("draw", CLOSED_MS)
    draw = play.show.draws[-1]
    assert play.ask("call_off", draw.committed_ms + 1) is None
    assert play.ask("call_off", draw.committed_ms + 2) == "needs_second"
    at_ms = round_at_ms(draw) - 1
    assert play.ask("call_off", at_ms, by="producer", number=1) is None
    assert play.events[-1] == DrawVoided(at_ms, 1, "called_off", "director", "producer")
    play.until(CLOSED_MS + 60_000)
    assert len(play.came(DrawCommitted)) == 1, "nobody draws again by himself"
    assert play.agree("draw", CLOSED_MS + 61_000) is None
    again = play.show.draws[-1]
    assert (again.number, again.manifest.root) == (2, draw.manifest.root)


def test_nobody_calls_a_draw_off_once_its_round_has_come() -> None:
    play = by_hand()
    play.agree("draw", CLOSED_MS)
    (draw,) = play.show.draws
    assert play.ask("call_off", round_at_ms(draw) - 1) is None
    assert play.ask("call_off", round_at_ms(draw), by="producer") == "no_return"
    play.until(CLOSED_MS + 5_000)
    assert play.ask("call_off", CLOSED_MS + 6_000) == "no_draw"
    assert play.show.draws[0].state is DrawState.OPENED


def test_in_auto_a_draw_that_was_called_off_is_not_committed_to_again_by_the_sheet() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    play.ask("call_off", FIRST_CLOSED_MS + 10)
    play.ask("call_off", FIRST_CLOSED_MS + 20, by="producer")
    play.until(FIRST_CLOSED_MS + 20_000)
    assert [draw.state for draw in play.show.draws[1:]] == [DrawState.VOID]
    assert play.agree("draw", FIRST_CLOSED_MS + 21_000) is None
    play.until(ORIGIN_MS + 1_000_000)
    assert [draw.segment for draw in play.show.draws] == ["rain", "first", "first", "second"]


def test_what_the_hall_drew_is_typed_alike_by_two_and_not_before_the_margin() -> None:
    play = by_hand(ON_STAGE)
    play.agree("draw", CLOSED_MS)
    (draw,) = play.show.draws
    assert draw.manifest.round == 0
    shown_ms = draw.committed_ms + 2_000
    assert play.ask("hall", shown_ms - 1, text="3 1 6") == "too_soon_to_draw"
    assert play.ask("hall", shown_ms, text="3 1 6") is None
    assert play.ask("hall", shown_ms + 1, text="3 1 6") == "needs_second"
    assert play.ask("hall", shown_ms + 2, by="producer", text="3 1 5") is None
    assert play.show.draws[0].hall == "", "the two do not agree"
    assert play.ask("hall", shown_ms + 3, text="3 1 5", number=1) is None
    assert play.events[-1] == HallDrawn(shown_ms + 3, 1, "3 1 5", "producer", "director")
    assert play.ask("hall", shown_ms + 3, text="6 6 6") == "no_draw"
    assert play.ask("call_off", shown_ms + 3) == "no_return", "before it is opened, too"
    play.until(shown_ms + 10)
    assert play.show.draws[0].state is DrawState.OPENED


def test_a_hall_that_never_draws_is_too_late_like_any_beacon() -> None:
    play = by_hand(ON_STAGE)
    play.agree("draw", CLOSED_MS)
    play.until(CLOSED_MS + 63_500)
    assert (play.show.draws[0].state, play.show.draws[0].reason) == (DrawState.VOID, "late")


@pytest.mark.parametrize("text", [None, "", "é", "骰子", "a\nb", "x" * 65, "\ud800"])
def test_what_a_hall_drew_can_be_read_out(text: str | None) -> None:
    play = by_hand(ON_STAGE)
    play.agree("draw", CLOSED_MS)
    assert play.ask("hall", CLOSED_MS + 10_000, text=text) == "bad_value"


def test_no_hall_decides_what_a_beacon_does() -> None:
    play = by_hand()
    play.agree("draw", CLOSED_MS)
    assert play.ask("hall", CLOSED_MS + 1_100, text="6") == "no_draw"


def test_a_prize_goes_to_the_next_place_and_on_until_nobody_is_left() -> None:
    play = opened()
    for at, (place, holders) in enumerate([(0, [3, 1, 2]), (3, [4, 1, 2]), (4, [1, 2])]):
        at_ms = AFTER_MS + 5_000 * at
        assert play.agree("pass_over", at_ms, place=place, text=" not there ") is None
        passed = play.events[-1]
        assert passed == WinnerPassedOver(
            at_ms + 1_000, 2, place, "not there", "director", "producer"
        )
        assert [held for _, held in play.show.draws[1].winners] == holders
    assert play.ask("pass_over", AFTER_MS + 18_000, place=0, text="again") == "no_winner"


@pytest.mark.parametrize("place", [None, -1, 3, 4, 5, 10**9])
def test_only_who_has_a_prize_is_passed_over(place: int | None) -> None:
    assert opened().ask("pass_over", AFTER_MS, place=place, text="x") == "no_winner"


@pytest.mark.parametrize("text", [None, "", "  ", "a\nb", "x" * 201, "\ud800"])
def test_a_reason_is_public_and_there_is_one(text: str | None) -> None:
    assert opened().ask("pass_over", AFTER_MS, place=0, text=text) == "no_reason"


def test_the_same_seat_does_not_pass_anybody_over() -> None:
    play = opened()
    assert play.ask("pass_over", AFTER_MS, place=0, text="staff") is None
    assert play.ask("pass_over", AFTER_MS + 1, place=0, text="staff") == "needs_second"


def test_only_a_draw_that_is_open_has_winners() -> None:
    play = by_hand()
    assert play.ask("pass_over", CLOSED_MS, place=0, text="x") == "no_draw"
    play.agree("draw", CLOSED_MS)
    assert play.ask("pass_over", CLOSED_MS + 1_001, place=0, text="x") == "no_draw"
    rain = Playing(LOTS).until(FIRST_CLOSED_MS - 1)
    assert rain.ask("pass_over", FIRST_CLOSED_MS, number=1, place=0, text="x") == "no_draw"


def test_the_host_announces_alone_and_once() -> None:
    play = by_hand()
    assert play.ask("announce", CLOSED_MS) == "no_draw"
    play.agree("draw", CLOSED_MS)
    assert play.ask("announce", CLOSED_MS + 1_100) == "no_draw"
    play.until(CLOSED_MS + 2_000)
    assert play.ask("announce", CLOSED_MS + 2_000, number=1) is None
    assert play.events[-1] == DrawAnnounced(CLOSED_MS + 2_000, 1, "director")
    assert play.ask("announce", CLOSED_MS + 2_001) == "already"


def test_after_the_end_a_draw_still_goes_on_to_its_own() -> None:
    play = opened()
    play.ask("end", AFTER_MS)
    assert play.show.phase is Phase.OVER
    assert play.agree("pass_over", AFTER_MS + 1, place=0, text="gone home") is None
    for name in ("draw", "call_off"):
        assert play.ask(name, AFTER_MS + 5_000) == "over"


@pytest.mark.parametrize("number", [0, -1, 4, 10**30])
def test_draws_that_are_not_there(number: int) -> None:
    play = opened()
    for name in ("call_off", "hall", "pass_over", "announce"):
        assert play.ask(name, AFTER_MS, number=number, place=0, text="x") == "no_draw"
