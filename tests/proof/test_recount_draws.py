"""Draws that no single bundle shows to be wrong: it takes the whole night."""

from dataclasses import replace

import pytest

from gala.proof import seed, vrf
from gala.proof.recount import verify_record
from tests.proof.night import (
    BY,
    CLOCK,
    MORE_PRIZES,
    PACKETS,
    PINS,
    PRIZES,
    REHEARSED,
    VRF,
    Night,
    caught,
    entered,
    read_places,
    rehearsed,
    second_rule,
)


def _failed(night: Night) -> str:
    report = verify_record(night.record(), PINS)
    return report.checks[-1].name if not report.ok else ""


def test_a_draw_that_is_never_opened_is_seen() -> None:
    night = entered()
    night.commit("first", "entry", PRIZES)
    assert _failed(night) == "draw 1"


def test_numbers_have_no_gaps() -> None:
    night = entered()
    night.manifests[1] = rehearsed().manifests[3]
    night.lines_of[1] = []
    number = night.commit("first", "entry", PRIZES)
    assert number == 2
    night.open(number)
    assert _failed(night) == "numbers"


def test_a_number_is_not_used_twice() -> None:
    night = entered()
    night.open(night.commit("first", "entry", PRIZES))
    night.manifests.pop(1)
    night.open(night.commit("first", "entry", PRIZES))
    assert _failed(night) == "numbers"


def test_nothing_is_told_of_a_draw_that_was_not_committed() -> None:
    night = entered()
    night.put("draw_announced", night.now_ms, 1, "host")
    assert _failed(night) == "numbers"


@pytest.mark.parametrize("won", [(), (0, 1), (0, 1, 2), (0, 2), (0, 2, 3, 4)])
def test_who_has_won_takes_no_part_again_and_nobody_else(won: tuple[int, ...]) -> None:
    """In the first draw the place 1 was passed over, and its prize went to place 3."""
    night = entered_like_rehearsed()
    honest = second_rule(night, 1)
    tree = night.windows["entry"].tree
    indexes = read_places(night.log[night.lines_of[1][1]])
    ranges = sorted((tree.low(indexes[at]), tree.quantity(indexes[at])) for at in won)
    assert tuple(ranges) != honest.without
    night.open(night.commit("second", "entry", replace(honest, without=tuple(ranges))))
    assert _failed(night) == "draw 2"


def test_the_honest_second_draw_is_proven() -> None:
    night = entered_like_rehearsed()
    night.open(night.commit("second", "entry", second_rule(night, 1)))
    assert _failed(night) == ""


def entered_like_rehearsed() -> Night:
    """Return a night whose first draw had its second winner passed over."""
    night = Night()
    night.give("entry", ("ann", "app", 1), ("bob", "tv", 3), ("cai", "app", 2), ("dan", "app", 1))
    night.give("entry", ("eve", "app", 3), ("fay", "tv", 1), ("gus", "tv", 2))
    night.freeze("entry", ("app", 0), ("tv", 0))
    night.open(night.commit("first", "entry", MORE_PRIZES))
    night.tell(1, "winner_passed_over", 1, "staff", *BY)
    return night


def test_the_beacon_is_the_one_that_was_fixed_before_any_entry() -> None:
    night = entered()
    later = replace(REHEARSED, margin_ms=9000)
    night.open(night.commit("first", "entry", PRIZES, beacon=later, round=10))
    assert _failed(night) == "draw 1"


def test_a_draw_is_from_the_latest_freeze_of_its_window() -> None:
    night = entered()
    early = night.windows["entry"]
    night.give("entry", ("zoe", "app", 1), gen=2)
    night.freeze("entry", ("app", 0), ("tv", 0), gen=2)
    night.windows["entry"] = early
    night.open(night.commit("first", "entry", PRIZES))
    assert _failed(night) == "draw 1"


def test_a_draw_is_from_a_window_that_was_frozen_before() -> None:
    night = Night()
    night.windows = dict(entered().windows)
    night.commit("first", "entry", PRIZES)
    night.give("entry", ("ann", "app", 1))
    night.freeze("entry", ("app", 0))
    assert _failed(night) == "numbers"


def test_a_rain_is_not_opened_as_a_draw() -> None:
    night = caught()
    number = night.commit("rain", "rain", PACKETS)
    night.open(number)
    assert _failed(night) == ""
    night = caught()
    number = night.commit("rain", "rain", PACKETS)
    night.open(number, paid_fen=8887, returned_fen=1)
    assert _failed(night) == "draw 1"
    night = caught()
    night.commit("rain", "rain", PACKETS)
    text = night.manifests[1].text()
    proof = vrf.prove(VRF, seed.alpha(text, night.word(1)))
    night.tell(1, "draw_opened", night.word(1).hex(), proof.hex(), [])
    assert _failed(night) == "draw 1"


def test_the_places_are_those_of_the_claims() -> None:
    night = entered()
    number = night.commit("first", "entry", PRIZES)
    night.open(number, places=[])
    assert _failed(night) == "draw 1"


def test_what_was_drawn_is_not_given_up() -> None:
    night = entered()
    night.open(night.commit("first", "entry", PRIZES))
    night.put("draw_given_up", night.now_ms, "first", "late")
    assert _failed(night) == "numbers"


def test_three_times_too_late_and_then_given_up() -> None:
    night = entered()
    for _ in range(3):
        number = night.commit("first", "entry", PRIZES)
        night.now_ms += 60_000
        night.tell(number, "draw_voided", "late", *CLOCK)
    night.put("draw_given_up", night.now_ms, "first", "late")
    assert _failed(night) == ""
