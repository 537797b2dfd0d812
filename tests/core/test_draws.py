"""Who has a prize, however many were passed over."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.draws import DrawRun, Frozen, Place
from gala.core.tables import BadTransition, DrawState
from gala.proof.manifest import Manifest
from gala.proof.rules import DrawRule, RainRule
from tests.core.playing import FIRST_CLOSED_MS, LOTS, Playing

RULE = DrawRule((("car", 1, 9), ("pen", 2, 5)), alternates=2)


def _manifest() -> Manifest:
    return Playing(LOTS).until(FIRST_CLOSED_MS).show.draws[-1].manifest


MANIFEST = _manifest()


def drawn(places: int, *passed_over: int, rule: DrawRule = RULE) -> DrawRun:
    """A draw of so many places, the n-th of whom owns the numbers from 10 n on."""
    manifest = replace(MANIFEST, rule=rule)
    people = tuple(Place(f"p{n}", 10 * (places - n), n + 1) for n in range(places))
    return DrawRun(
        1, "first", manifest, "", 5, DrawState.OPENED, places=people, passed_over=passed_over
    )


def test_prizes_go_in_their_order_to_the_first_places() -> None:
    assert drawn(5).winners == (("car", 0), ("pen", 1), ("pen", 2))


def test_fewer_places_than_prizes_leave_prizes_over() -> None:
    assert drawn(2).winners == (("car", 0), ("pen", 1))
    assert drawn(0).winners == ()


@pytest.mark.parametrize(
    ("passed_over", "winners"),
    [
        ((0,), (("car", 3), ("pen", 1), ("pen", 2))),
        ((2, 0), (("car", 4), ("pen", 1), ("pen", 3))),
        ((0, 3), (("car", 4), ("pen", 1), ("pen", 2))),
        ((0, 3, 4), (("pen", 1), ("pen", 2))),
        ((0, 1, 2), (("car", 3), ("pen", 4))),
        ((0, 1, 2, 3, 4), ()),
    ],
)
def test_a_prize_goes_to_the_next_place_without_one_until_there_is_none(
    passed_over: tuple[int, ...], winners: tuple[tuple[str, int], ...]
) -> None:
    assert drawn(5, *passed_over).winners == winners


def test_what_was_won_are_the_numbers_of_those_who_hold_a_prize_ascending() -> None:
    assert drawn(5, 1).won() == ((20, 4), (30, 3), (50, 1))


def plainly(places: int, passed_over: list[int]) -> dict[str, int]:
    """Hand the prizes on, one after the other; return who has the n-th."""
    held = {f"prize {n}": n for n in range(min(3, places))}
    free = [n for n in range(places) if n >= 3]
    for place in passed_over:
        prize = next(name for name, holder in held.items() if holder == place)
        del held[prize]
        if free:
            held[prize] = free.pop(0)
    return held


@given(st.integers(0, 8), st.data())
def test_however_many_are_passed_over(places: int, data: st.DataObject) -> None:
    rule = DrawRule(tuple((f"prize {n}", 1, 1) for n in range(3)), alternates=5)
    passed: list[int] = []
    for _ in range(data.draw(st.integers(0, 8))):
        holders = [place for _, place in drawn(places, *passed, rule=rule).winners]
        if not holders:
            break
        passed.append(data.draw(st.sampled_from(holders)))
    draw = drawn(places, *passed, rule=rule)
    assert dict(draw.winners) == plainly(places, passed)
    assert not {place for _, place in draw.winners} & set(passed), "never again"


def test_a_rain_is_done_when_it_is_opened_and_a_draw_when_it_is_announced() -> None:
    draw = drawn(5)
    assert not draw.settled
    assert draw.to(DrawState.ANNOUNCED).settled
    rain = replace(draw, manifest=replace(MANIFEST, rule=RainRule(100, 1, 1, 100)))
    assert (rain.kind, rain.settled) == ("rain", True)


def test_nothing_comes_back_from_void() -> None:
    void = replace(drawn(0), state=DrawState.VOID)
    for state in DrawState:
        with pytest.raises(BadTransition, match="draw 1 cannot go from void"):
            void.to(state)


def test_frozen_entries_know_their_numbers() -> None:
    entries = Frozen("first", 1, "ab", 4, (("app", 0, 5), ("tv", 0, 2)))
    assert entries.numbers == 7
    assert entries.given == (("app", 5), ("tv", 2))


BY_LOT = DrawRule((("app", 2, 100), ("tv", 1, 100)), alternates=2, by_outlet=True)


def _by_lot(app: int, tv: int, *passed_over: int) -> DrawRun:
    """A seckill by lot of so many places in each outlet; `app` has the first 100 numbers."""
    manifest = replace(MANIFEST, rule=BY_LOT, outlets=(("app", 100), ("tv", 50)))
    people = (
        *(Place(f"a{n}", 10 * n, 1) for n in range(app)),
        *(Place(f"t{n}", 100 + 10 * n, 1) for n in range(tv)),
    )
    return DrawRun(
        1, "sale", manifest, "", 5, DrawState.OPENED, places=people, passed_over=passed_over
    )


def test_by_outlet_units_go_to_the_first_places_of_each() -> None:
    draw = _by_lot(4, 3)
    assert draw.winners == (("app", 0), ("app", 1), ("tv", 4))
    assert draw.waiting == (("app", (2, 3)), ("tv", (5, 6)))
    assert [draw.outlet(place) for place in range(7)] == ["app"] * 4 + ["tv"] * 3


def test_by_outlet_a_unit_that_comes_free_goes_to_who_waits_there() -> None:
    draw = _by_lot(4, 3, 4, 0)
    assert draw.winners == (("app", 2), ("app", 1), ("tv", 5))
    assert draw.waiting == (("app", (3,)), ("tv", (6,)))
    assert _by_lot(2, 1, 2).winners == (("app", 0), ("app", 1))


def test_who_waits_can_be_passed_over_once_there_are_orders() -> None:
    draw = _by_lot(4, 3)
    assert [place for place in range(-1, 8) if draw.may_pass_over(place)] == [0, 1, 4]
    ordered = replace(draw, ordered_ms=9, passed_over=(2,))
    assert [place for place in range(-1, 8) if ordered.may_pass_over(place)] == [0, 1, 3, 4, 5, 6]
    assert ordered.waiting == (("app", (3,)), ("tv", (5, 6)))
    assert replace(ordered, passed_over=(2, 0)).winners == (("app", 3), ("app", 1), ("tv", 4))
    assert ordered.fields() != replace(ordered, passed_before=1).fields()


def test_by_outlet_too_few_entries_leave_units_over() -> None:
    draw = _by_lot(1, 0)
    assert draw.winners == (("app", 0),)
    assert draw.waiting == (("app", ()), ("tv", ()))


def test_those_who_wait_for_prizes_do_so_in_one_row() -> None:
    assert drawn(5).waiting == (("", (3, 4)),)
    assert drawn(5, 1).waiting == (("", (4,)),)


def test_numbers_of_nobody_have_no_outlet() -> None:
    draw = replace(_by_lot(0, 0), places=(Place("x", 150, 1),))
    with pytest.raises(ValueError, match="nobody"):
        draw.outlet(0)
