"""Commitments: by the sheet, by people, after a late beacon, and when there is nothing to draw."""

import pytest

from gala.core.committing import commitment, drawing, finished, manifest, not_after_ms
from gala.core.draw_steps import round_at_ms
from gala.core.draws import DrawRun
from gala.core.events import (
    DrawAnnounced,
    DrawCommitted,
    DrawGivenUp,
    DrawOpened,
    DrawVoided,
    RainOpened,
    ShowEnded,
)
from gala.core.tables import DrawState, Mode, Phase
from gala.proof.chain import HALL, Beacon, margin_ms
from gala.proof.rules import DrawRule
from tests.core.playing import (
    FIRST_CLOSED_MS,
    HEAD,
    LOTS,
    ORIGIN_MS,
    RAIN_CLOSED_MS,
    SECOND_MS,
    Playing,
)
from tests.keys import beacon

LAST = (
    HEAD
    + """
  - {id: grand, kind: draw, title: Grand, length: 33s, opens: 10s, open_for: 20s,
     prizes: [{id: car, title: Car, count: 1, value_fen: 90000}]}
"""
)
"""A draw whose window closes with the programme: 33 seconds after the start."""


def by_and_second(draw: DrawRun, play: Playing) -> tuple[str, str]:
    (event,) = [one for one in play.came(DrawCommitted) if one.number == draw.number]
    return event.by, event.second


def latest(play: Playing) -> DrawState:
    """How the latest draw stands."""
    return play.show.draws[-1].state


def test_in_auto_a_whole_night_of_rain_and_draws_goes_by_the_sheet() -> None:
    play = Playing(LOTS).until(ORIGIN_MS + 1_000_000)
    rain, first, second = play.show.draws
    assert [draw.segment for draw in play.show.draws] == ["rain", "first", "second"]
    assert [draw.number for draw in play.show.draws] == [1, 2, 3]
    assert rain.committed_ms == RAIN_CLOSED_MS
    assert first.committed_ms == FIRST_CLOSED_MS
    assert second.committed_ms == SECOND_MS
    assert rain.state is DrawState.OPENED
    assert (first.state, second.state) == (DrawState.ANNOUNCED, DrawState.ANNOUNCED)
    assert rain.paid_fen + rain.returned_fen == 1000
    assert {by_and_second(draw, play) for draw in play.show.draws} == {("auto", "auto")}
    assert finished(play.show)


def test_a_round_lies_a_margin_ahead_and_is_the_first_that_does() -> None:
    for pace_milli in (1_000, 7_000, 60_000):
        play = Playing(LOTS, pace_milli=pace_milli).until(ORIGIN_MS + 1_000_000)
        assert len(play.show.draws) == 3
        for draw in play.show.draws:
            beacon = draw.manifest.beacon
            ahead_ms = round_at_ms(draw) - draw.committed_ms - margin_ms(beacon, draw.kind)
            assert 0 <= ahead_ms < beacon.chain.period_ms
            assert draw.opened_ms is not None
            assert draw.opened_ms >= round_at_ms(draw)


@pytest.mark.parametrize(("pace", "wait_ms"), [(1, 4_000), (2, 2_000), (10, 1_500)])
def test_winners_are_announced_four_seconds_of_the_sheet_after_they_were_drawn(
    pace: int, wait_ms: int
) -> None:
    """And never before a phone can have computed them."""
    play = Playing(LOTS, pace_milli=pace * 1_000).until(ORIGIN_MS + 1_000_000)
    opened = {event.number: event.at_ms for event in play.came(DrawOpened)}
    announced = {event.number: event.at_ms for event in play.came(DrawAnnounced)}
    waited = [announced[number] - at_ms for number, at_ms in opened.items()]
    assert waited == [wait_ms] * 2


def test_what_is_committed_to_are_the_frozen_entries_of_this_very_night() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    frozen = play.show.frozen_of("first")
    assert frozen is not None
    made = play.show.draws[-1].manifest
    assert (made.root.hex(), made.entries, made.numbers) == (frozen.root, 7, 12)
    assert made.outlets == (("app", 8), ("tv", 4))
    assert (made.origin, made.vrf) == (play.show.night.origin, play.show.night.vrf)
    assert made.text() == play.show.draws[-1].manifest_text


def test_the_show_ends_only_when_its_last_draw_is_done() -> None:
    play = Playing(LAST)
    play.entries = {"grand": {"app": (1, 1)}}
    play.until(ORIGIN_MS + 33_000)
    assert play.show.phase is Phase.ON_AIR
    assert drawing(play.show)
    play.until(ORIGIN_MS + 100_000)
    announced = play.came(DrawAnnounced)[0]
    assert play.events[-1] == ShowEnded(announced.at_ms, "auto")
    assert finished(play.show)


def test_the_show_does_not_end_while_entries_are_still_being_frozen() -> None:
    play = Playing(LAST)
    play.entries = {"grand": {"app": (1, 1)}}
    play.freezes = False
    play.until(ORIGIN_MS + 90_000)
    assert (play.show.phase, play.show.draws) == (Phase.ON_AIR, ())
    play.freeze()
    play.until(ORIGIN_MS + 100_000)
    assert play.show.draws[0].state is DrawState.ANNOUNCED
    assert finished(play.show)


def test_entries_that_are_not_frozen_cannot_be_committed_to() -> None:
    play = Playing(LOTS)
    play.freezes = False
    play.until(FIRST_CLOSED_MS + 5_000)
    assert play.show.draws == ()
    with pytest.raises(ValueError, match="entries of first are not frozen"):
        manifest(play.show, "first", FIRST_CLOSED_MS)
    with pytest.raises(KeyError):
        manifest(play.show, "bye", FIRST_CLOSED_MS)


def test_a_beacon_that_stays_silent_costs_three_numbers_and_then_nothing_is_drawn() -> None:
    play = Playing(LOTS)
    play.until(FIRST_CLOSED_MS - 1)
    play.silent = True
    play.until(ORIGIN_MS + 148_000)
    one, two, three = play.show.draws[1:]
    assert [draw.number for draw in (one, two, three)] == [2, 3, 4]
    assert len({draw.manifest.root for draw in (one, two, three)}) == 1
    assert one.manifest.round < two.manifest.round < three.manifest.round
    assert {(draw.state, draw.reason) for draw in (one, two, three)} == {(DrawState.VOID, "late")}
    for event in play.came(DrawVoided):
        draw = play.show.draw(event.number)
        assert event.at_ms >= round_at_ms(draw) + draw.manifest.beacon.late_ms
    assert play.show.given_up == (("first", "late"),)
    play.silent = False
    play.until(ORIGIN_MS + 1_000_000)
    assert [draw.segment for draw in play.show.draws] == ["rain", *["first"] * 3, "second"]
    assert latest(play) is DrawState.ANNOUNCED, "the later round goes on"
    assert finished(play.show)


def test_the_pool_of_a_rain_that_nobody_can_open_is_returned_whole() -> None:
    play = Playing(LOTS)
    play.silent = True
    play.until(ORIGIN_MS + 88_000)
    assert [draw.number for draw in play.show.draws] == [1, 2, 3]
    assert play.show.given_up == (("rain", "late"),)
    assert play.came(RainOpened) == []
    assert play.kinds().count("draw_given_up") == 1


def test_a_round_that_is_late_once_is_made_good_by_the_next_number() -> None:
    play = Playing(LOTS)
    play.silent = True
    play.until(RAIN_CLOSED_MS + 5_300)
    assert len(play.show.draws) == 2
    play.silent = False
    play.until(RAIN_CLOSED_MS + 6_000)
    void, good = play.show.draws
    assert (void.state, good.state) == (DrawState.VOID, DrawState.OPENED)
    assert void.manifest.root == good.manifest.root
    assert good.paid_fen + good.returned_fen == 1000


def test_nobody_entered_and_it_is_given_up_at_once_without_a_number() -> None:
    play = Playing(LOTS)
    play.entries = {"rain": {}, "first": {"tv": (1,)}}
    play.until(RAIN_CLOSED_MS)
    assert play.events[-1] == DrawGivenUp(RAIN_CLOSED_MS, "rain", "empty")
    play.until(FIRST_CLOSED_MS)
    assert [(draw.number, draw.segment) for draw in play.show.draws] == [(1, "first")]


def test_a_later_round_is_given_up_when_everybody_has_won() -> None:
    play = Playing(LOTS)
    play.entries["first"] = {"app": (1, 4), "tv": (2,)}
    play.until(ORIGIN_MS + 1_000_000)
    assert len(play.show.draws[1].winners) == 3
    assert play.show.given_up == (("second", "empty"),)
    assert finished(play.show)


def test_a_later_round_draws_from_the_same_entries_without_those_who_have_won() -> None:
    for weights in ((1,) * 6, (1, 2, 3, 4, 5, 6), (50, 1, 1, 1, 1, 50)):
        play = Playing(LOTS)
        play.entries["first"] = {"app": weights}
        play.until(SECOND_MS + 10_000)
        first, second = play.show.draws[1:]
        assert second.manifest.root == first.manifest.root
        assert isinstance(second.manifest.rule, DrawRule)
        assert second.manifest.rule.without == first.won()
        assert not set(first.won()) & set(second.won())


def test_who_was_passed_over_may_win_in_a_later_round_and_who_stood_in_may_not() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS + 1_000)
    first = play.show.draws[-1]
    loser, heir = first.places[0], first.places[3]
    assert play.agree("pass_over", FIRST_CLOSED_MS + 6_000, place=0, text="staff") is None
    play.until(SECOND_MS)
    rule = play.show.draws[-1].manifest.rule
    assert isinstance(rule, DrawRule)
    assert (loser.low, loser.quantity) not in rule.without
    assert (heir.low, heir.quantity) in rule.without
    assert rule.without == play.show.draw(first.number).won()


def test_a_later_round_is_drawn_when_it_is_on_air_and_not_before() -> None:
    play = Playing(LOTS).until(SECOND_MS - 1)
    assert play.show.run("second").state == "taking"
    assert play.show.draw_of("second") is None
    play.until(SECOND_MS)
    assert play.show.draw_of("second") is not None
    skipped = Playing(LOTS)
    skipped.ask("skip", ORIGIN_MS + 5_000, segment="second")
    skipped.until(ORIGIN_MS + 1_000_000)
    assert skipped.show.draw_of("second") is None
    assert finished(skipped.show)


def test_a_later_round_whose_beacon_is_late_is_tried_again_though_the_programme_goes_on() -> None:
    play = Playing(LOTS).until(SECOND_MS - 1)
    play.silent = True
    play.ask("jump", SECOND_MS + 1_000, segment="bye")
    play.until(SECOND_MS + 5_500)
    assert play.show.on_air is not None
    assert play.show.on_air.segment == "bye"
    assert [draw.state for draw in play.show.draws[2:]] == [DrawState.VOID, DrawState.COMMITTED]
    play.silent = False
    play.until(ORIGIN_MS + 1_000_000)
    assert latest(play) is DrawState.ANNOUNCED
    assert finished(play.show)


def test_two_rounds_from_the_same_entries_are_never_under_way_together() -> None:
    """Or somebody could win in both: a beacon's minute is longer than a segment may be."""
    slow = beacon(ORIGIN_MS, margin_ms=60_000)
    play = Playing(LOTS, beacon=slow).until(SECOND_MS)
    assert play.show.draws[-1].segment == "first"
    assert play.show.on_air is not None
    assert play.show.on_air.segment == "second"
    play.until(ORIGIN_MS + 1_000_000)
    first, second = play.show.draws[1:]
    assert first.opened_ms == second.committed_ms > ORIGIN_MS + 180_000, "off air by then"
    assert not set(first.won()) & set(second.won())
    assert second.state is DrawState.ANNOUNCED
    assert finished(play.show)


def test_a_later_round_that_was_on_air_is_drawn_once_its_entries_are_frozen() -> None:
    play = Playing(LOTS)
    play.freezes = False
    play.until(ORIGIN_MS + 185_000)
    assert not play.show.draws
    play.freeze()
    play.until(ORIGIN_MS + 1_000_000)
    assert [draw.segment for draw in play.show.draws] == ["rain", "first", "second"]


def test_in_manual_a_later_round_that_was_on_air_waits_for_people_and_is_given_up_at_the_end() -> (
    None
):
    play = Playing(LOTS, mode=Mode.MANUAL)
    for at_ms, segment in ((0, "first"), (60_000, "second"), (70_000, "bye")):
        play.ask("jump", ORIGIN_MS + at_ms, segment=segment)
    assert play.agree("draw", ORIGIN_MS + 80_000, segment="first") is None
    assert play.ask("draw", ORIGIN_MS + 81_100, segment="second") == "too_soon_to_draw"
    play.ask("end", ORIGIN_MS + 90_000)
    play.until(ORIGIN_MS + 100_000)
    assert play.show.given_up == (("second", "over"),)
    assert finished(play.show)


def test_in_manual_a_rain_pays_by_itself_and_prizes_wait_for_people() -> None:
    play = Playing(LOTS, mode=Mode.MANUAL)
    play.ask("jump", ORIGIN_MS, segment="rain")
    play.until(ORIGIN_MS + 59_000)
    assert play.show.draws[0].state is DrawState.OPENED
    play.ask("jump", ORIGIN_MS + 60_000, segment="first")
    play.until(ORIGIN_MS + 500_000)
    assert play.show.frozen_of("first") is not None
    assert [draw.kind for draw in play.show.draws] == ["rain"]
    assert play.agree("draw", ORIGIN_MS + 500_000) is None
    draw = play.show.draws[-1]
    assert by_and_second(draw, play) == ("director", "producer")
    play.until(ORIGIN_MS + 900_000)
    assert latest(play) is DrawState.OPENED, "the host opens the envelope"


def test_nothing_is_committed_to_in_panic() -> None:
    play = Playing(LOTS)
    play.ask("panic", RAIN_CLOSED_MS - 5_000)
    play.until(RAIN_CLOSED_MS + 60_000)
    assert play.show.frozen_of("rain") is not None, "the window closed early, and is counted"
    assert commitment(play.show, play.show.now_ms) is None
    assert play.agree("draw", RAIN_CLOSED_MS + 61_000, segment="rain") == "panic"
    assert not play.show.draws
    play.ask("clear", RAIN_CLOSED_MS + 70_000)
    play.until(RAIN_CLOSED_MS + 80_000)
    (rain,) = play.show.draws
    assert (rain.committed_ms, rain.state) == (RAIN_CLOSED_MS + 70_000, DrawState.OPENED)


def test_a_draw_that_was_committed_to_is_opened_in_panic_and_announced_after_it() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    play.ask("panic", FIRST_CLOSED_MS + 100)
    play.until(FIRST_CLOSED_MS + 60_000)
    assert latest(play) is DrawState.OPENED
    play.ask("clear", FIRST_CLOSED_MS + 60_000)
    play.until(FIRST_CLOSED_MS + 70_000)
    assert latest(play) is DrawState.OPENED, "panic has handed over to people"
    assert play.ask("announce", FIRST_CLOSED_MS + 70_000) is None


def test_ended_by_hand_with_a_draw_under_way_it_is_finished_when_the_draw_is() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    play.ask("end", FIRST_CLOSED_MS + 100)
    assert play.show.phase is Phase.OVER
    assert not finished(play.show)
    play.until(FIRST_CLOSED_MS + 2_000)
    assert latest(play) is DrawState.OPENED
    assert not finished(play.show)
    play.until(FIRST_CLOSED_MS + 10_000)
    assert latest(play) is DrawState.ANNOUNCED
    assert finished(play.show)


def test_ended_by_hand_prizes_that_nobody_committed_to_are_given_up_and_a_rain_still_pays() -> None:
    play = Playing(LOTS, mode=Mode.MANUAL)
    play.ask("jump", ORIGIN_MS, segment="first")
    play.ask("jump", ORIGIN_MS + 60_000, segment="rain")
    play.ask("end", ORIGIN_MS + 75_000)
    play.until(ORIGIN_MS + 1_000_000)
    assert play.show.given_up == (("first", "over"),)
    assert [(draw.kind, draw.state) for draw in play.show.draws] == [("rain", DrawState.OPENED)]
    assert finished(play.show)


def test_ended_by_hand_in_manual_an_open_envelope_is_announced_by_the_clock() -> None:
    play = Playing(LOTS, mode=Mode.MANUAL)
    play.ask("jump", ORIGIN_MS, segment="first")
    assert play.agree("draw", ORIGIN_MS + 60_000) is None
    play.ask("end", ORIGIN_MS + 62_000)
    play.until(ORIGIN_MS + 1_000_000)
    assert play.show.draws[0].state is DrawState.ANNOUNCED
    assert finished(play.show)


def test_what_was_called_off_is_for_people_and_given_up_at_the_end() -> None:
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    assert play.ask("call_off", FIRST_CLOSED_MS + 50) is None
    assert play.ask("call_off", FIRST_CLOSED_MS + 60, by="producer") is None
    play.until(ORIGIN_MS + 1_000_000)
    assert [draw.segment for draw in play.show.draws] == ["rain", "first", "second"]
    assert play.show.given_up == (("first", "over"),)
    assert finished(play.show)


def test_a_commitment_comes_before_its_round_and_one_to_the_hall_at_any_time() -> None:
    play = Playing(LOTS).until(ORIGIN_MS + 1_000_000)
    for event, draw in zip(play.came(DrawCommitted), play.show.draws, strict=True):
        assert not_after_ms(event) == round_at_ms(draw) - 1
    staged = Playing(LOTS, beacon=Beacon(HALL, margin_ms=2_000, late_ms=60_000))
    (event, *_) = staged.until(ORIGIN_MS + 200_000).came(DrawCommitted)
    assert not_after_ms(event) == 0
    assert not_after_ms(ShowEnded(7, "auto")) == 0
