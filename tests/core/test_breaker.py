"""The breaker: what is given adds up, and nothing passes the limit before a person says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gala.core.breaker import Sums, check_tripped, is_held, must_hold, sums
from gala.core.breaker_events import BreakerTripped
from gala.core.committing import finished
from gala.core.editing import weigh
from gala.core.events import ClockResumed, SegmentStarted, TakeScheduled
from gala.core.schedule import next_due
from gala.core.step import step
from gala.core.tables import BadTransition, Mode, Phase
from tests.approved import SHEET
from tests.core.playing import LOTS, ORIGIN_MS, Playing

RAIN_MS = ORIGIN_MS + 120_000
"""When the rain is to start."""

ALL_SOLD = {"app": 5, "tv": 2}


def playing(sold: dict[str, int], spend_fen: int = 6_500, text: str = SHEET) -> Playing:
    play = Playing(text.replace("spend_fen: 6500", f"spend_fen: {spend_fen}"))
    play.sold = sold
    return play


def trips(play: Playing) -> list[BreakerTripped]:
    return play.came(BreakerTripped)


def test_a_night_within_its_limit_goes_to_its_end_by_itself() -> None:
    play = playing({"app": 5, "tv": 1}).until(ORIGIN_MS + 10_000_000)
    assert trips(play) == []
    assert finished(play.show)
    (rain,) = play.show.draws
    assert sums(play.show) == Sums(6 * 899 + rain.paid_fen, 0, 0)


def test_it_holds_before_the_take_that_might_be_too_much_and_says_why() -> None:
    play = playing(ALL_SOLD).until(ORIGIN_MS + 10_000_000)
    assert trips(play) == [BreakerTripped(RAIN_MS - 4_000, "rain", 7 * 899, 0, 1_000)]
    assert is_held(play.show)
    assert play.show.phase is Phase.HELD
    assert play.show.on_air is not None
    assert play.show.on_air.segment == "talk"
    assert play.kinds()[-1] == "hold"
    assert next_due(play.show) is None, "it stays so until a person comes"


def test_units_that_may_still_be_sold_count_as_sold_until_it_is_known() -> None:
    # The talk is so short that the window is open when the rain's take is to be announced.
    text = SHEET.replace("length: 60s, goods: pen", "length: 35s, goods: pen").replace(
        "Talk, length: 30s", "Talk, length: 1s"
    )
    play = playing({"app": 1}, text=text)
    start_ms = ORIGIN_MS + 30_000 + 35_000 + 1_000
    settled_ms = ORIGIN_MS + 30_000 + 10_000 + 20_000 + 3_000
    play.until(settled_ms - 1)
    assert sums(play.show, "rain") == Sums(0, 7 * 899, 1_000)
    assert must_hold(play.show, play.show.segment("rain"))
    play.until(start_ms)
    assert trips(play) == [], "what sold little lets it go on"
    assert play.show.on_air is not None
    assert play.show.on_air.segment == "rain"


def test_what_is_not_known_when_the_segment_ends_holds_it_there() -> None:
    text = SHEET.replace("  - {id: talk, kind: host, title: Talk, length: 30s}\n", "").replace(
        "length: 60s, goods: pen", "length: 31s, goods: pen"
    )
    play = playing({"app": 1}, text=text).until(ORIGIN_MS + 10_000_000)
    assert trips(play) == [BreakerTripped(ORIGIN_MS + 61_000, "rain", 0, 7 * 899, 1_000)]
    assert sums(play.show, "rain") == Sums(899, 0, 1_000), "counted while it was held"
    assert is_held(play.show), "and still a person says so"


def test_go_takes_it_by_the_name_of_who_pressed() -> None:
    play = playing(ALL_SOLD)
    assert play.ask("go", RAIN_MS + 60_000) is None
    assert [type(one).__name__ for one in play.events[-2:]] == ["ClockResumed", "TakeScheduled"]
    assert play.came(ClockResumed)[-1].by == "director"
    assert play.came(TakeScheduled)[-1].by == "director"
    play.until(ORIGIN_MS + 10_000_000)
    assert finished(play.show)
    assert len(trips(play)) == 1


def test_resume_lets_that_segment_go_and_no_other() -> None:
    text = SHEET.replace(
        "  - {id: bye",
        "  - {id: again, kind: rain, title: Rain, length: 60s, opens: 10s, open_for: 20s,\n"
        "     pool_fen: 1000, packets: 8, min_fen: 10, max_fen: 500, per_viewer: 4}\n  - {id: bye",
    )
    play = playing(ALL_SOLD, text=text)
    play.entries["again"] = play.entries["rain"]
    assert play.ask("resume", RAIN_MS + 60_000) is None
    assert not is_held(play.show)
    play.until(ORIGIN_MS + 10_000_000)
    assert [one.segment for one in trips(play)] == ["rain", "again"]
    assert play.show.run("rain").started_ms is not None
    assert is_held(play.show)
    assert play.ask("skip", play.show.now_ms + 1_000) is None
    assert play.ask("resume", play.show.now_ms + 1_000) is None
    play.until(ORIGIN_MS + 20_000_000)
    assert finished(play.show)


def test_panic_and_back_in_auto_it_holds_again() -> None:
    play = playing(ALL_SOLD)
    for name in ("panic", "clear", "auto"):
        assert play.ask(name, play.show.now_ms + 300_000) is None
    play.until(play.show.now_ms + 1_000_000)
    assert [one.segment for one in trips(play)] == ["rain", "rain"]
    assert is_held(play.show)


def test_who_drives_by_hand_needs_no_breaker() -> None:
    play = playing(ALL_SOLD)
    play.ask("manual", ORIGIN_MS + 100_000)
    assert play.ask("go", ORIGIN_MS + 101_000) is None
    assert play.show.taking is not None
    assert play.show.taking.segment == "rain"
    assert trips(play) == []


def test_before_the_first_segment_it_holds_too() -> None:
    text = SHEET.replace("  - {id: opening, kind: host, title: Opening, length: 30s}\n", "")
    play = playing({}, spend_fen=6_293, text=text)
    # Nobody can sell more than is there; but people may add to it before the night begins.
    for by in ("director", "producer"):
        words = {"window": "sale", "gen": 0, "outlet": "app", "units": 1, "text": "more"}
        assert play.ask("top_up", ORIGIN_MS - 50_000, by=by, **words) is None
    play.until(ORIGIN_MS + 100_000)
    assert trips(play) == [BreakerTripped(ORIGIN_MS - 4_000, "sale", 0, 0, 8 * 899)]
    assert is_held(play.show)
    assert play.ask("resume", ORIGIN_MS + 100_000) is None
    assert play.show.phase is Phase.WAITING
    play.until(ORIGIN_MS + 101_000)
    assert play.show.run("sale").started_ms is not None


def test_what_is_revoked_was_not_given() -> None:
    play = playing(ALL_SOLD)
    play.until(ORIGIN_MS + 95_000)
    assert sums(play.show).given_fen == 7 * 899
    words = {"window": "sale", "gen": 1, "text": "wrong price"}
    assert play.agree("revoke", ORIGIN_MS + 96_000, **words) is None
    assert sums(play.show).given_fen == 0
    assert trips(play.until(RAIN_MS)) == []


PRIZES = SHEET.partition("segments:")[0] + "segments:" + LOTS.partition("segments:")[2]


def test_prizes_count_by_their_value_and_rounds_to_come_do_not() -> None:
    play = playing({}, spend_fen=95_000, text=PRIZES)
    play.until(ORIGIN_MS + 60_000)
    assert sums(play.show, "first") == Sums(0, 1_000, 90_000 + 2 * 900)
    play.until(ORIGIN_MS + 122_000)
    rain = play.show.draws[0].paid_fen
    assert sums(play.show, "second") == Sums(rain, 90_000 + 2 * 900, 2 * 500)
    play.until(ORIGIN_MS + 10_000_000)
    assert trips(play) == []
    assert sums(play.show) == Sums(rain + 91_800 + 1_000, 0, 0)


def test_a_rain_that_nobody_caught_costs_nothing() -> None:
    play = playing(ALL_SOLD, spend_fen=7_300)
    play.entries["rain"] = {}
    play.until(ORIGIN_MS + 10_000_000)
    assert play.show.given_up == (("rain", "empty"),)
    assert sums(play.show) == Sums(7 * 899, 0, 0)


LOTTERY = SHEET.replace("stock: {app: 5, tv: 2}", "stock: {app: 5, tv: 2}, by: lot, pay_within: 5m")


def test_units_that_are_sold_by_lot_count_when_they_are_drawn() -> None:
    play = playing({}, text=LOTTERY)
    play.entries["sale"] = {"app": (1, 1, 1), "tv": (1,)}
    play.until(ORIGIN_MS + 62_000)
    assert sums(play.show, "rain") == Sums(0, 7 * 899, 1_000)
    play.until(ORIGIN_MS + 80_000)
    assert sums(play.show, "rain") == Sums(4 * 899, 0, 1_000), "three and one of five and two"
    assert play.agree("revoke", ORIGIN_MS + 90_000, window="sale", gen=1, text="wrong") is None
    assert sums(play.show, "rain") == Sums(0, 0, 1_000)


def test_a_take_by_the_clock_that_the_breaker_forbids_is_no_log_of_ours() -> None:
    play = playing(ALL_SOLD).until(RAIN_MS - 5_000)
    at_ms = RAIN_MS - 4_000
    with pytest.raises(BadTransition, match="the breaker holds the night before rain"):
        step(play.show, TakeScheduled(at_ms, "rain", RAIN_MS, "auto"))
    step(play.show, TakeScheduled(at_ms, "rain", RAIN_MS, "director"))


def test_a_breaker_that_trips_for_nothing_or_with_other_sums_is_none_either() -> None:
    play = playing(ALL_SOLD).until(RAIN_MS - 5_000)
    right = BreakerTripped(RAIN_MS - 4_000, "rain", 7 * 899, 0, 1_000)
    check_tripped(play.show, right)
    for wrong in (replace(right, given_fen=1), replace(right, segment="bye")):
        with pytest.raises(BadTransition):
            step(play.show, wrong)
    quiet = playing({"app": 1}).until(RAIN_MS - 5_000)
    with pytest.raises(BadTransition, match="nothing holds the night"):
        step(quiet.show, replace(right, given_fen=899))
    announced = playing({"app": 1}).until(RAIN_MS - 3_000)
    with pytest.raises(BadTransition, match="nothing holds the night"):
        step(announced.show, replace(right, at_ms=RAIN_MS - 2_000, given_fen=899))


def test_a_show_that_people_drive_has_none() -> None:
    play = Playing(LOTS).until(ORIGIN_MS + 29_000)
    assert play.show.plan.unattended is None
    assert not must_hold(play.show, play.show.segment("rain"))
    assert play.show.breaker is None


@settings(max_examples=60, deadline=None)
@given(
    sold=st.fixed_dictionaries({"app": st.integers(0, 5), "tv": st.integers(0, 2)}),
    spend_fen=st.integers(6_293, 8_000),
    sale_s=st.integers(31, 60),
    talk_s=st.integers(1, 30),
)
def test_nothing_beyond_the_limit_is_given_unless_a_person_has_said_so(
    sold: dict[str, int], spend_fen: int, sale_s: int, talk_s: int
) -> None:
    text = SHEET.replace("length: 60s, goods: pen", f"length: {sale_s}s, goods: pen").replace(
        "Talk, length: 30s", f"Talk, length: {talk_s}s"
    )
    play = playing(sold, spend_fen, text).until(ORIGIN_MS + 10_000_000)
    assert sums(play.show).given_fen <= spend_fen
    assert finished(play.show) != is_held(play.show)
    started = {one.segment for one in play.came(SegmentStarted)}
    assert ("rain" in started) == (not trips(play))
    assert play.show.mode is Mode.AUTO


def test_nobody_moves_the_limit_while_the_night_is_on() -> None:
    play = playing(ALL_SOLD).until(ORIGIN_MS + 10_000_000)
    (barrier,) = weigh(play.show, SHEET.replace("spend_fen: 6500", "spend_fen: 9000")).barriers
    assert barrier.place == "unattended"
    smaller = weigh(play.show, SHEET.replace("pool_fen: 1000", "pool_fen: 200"))
    assert (smaller.barriers, smaller.two_seats) == ((), True), "two people may give less"
