from itertools import permutations
from typing import Any

import pytest

from gala.proof.draw_story import read_story
from gala.proof.errors import ProofError
from gala.proof.rows import (
    Announced,
    Committed,
    DrawOpened,
    Frozen,
    GivenUp,
    HallDrawn,
    PassedOver,
    Row,
    Voided,
)

FROZEN = Frozen(1, "entry", 1, bytes(32), 1, (("app", 0, 1),))
COMMITTED = Committed(2, 7, "{}", "auto", "auto")
HALL = HallDrawn(3, 7, "6", "a", "b")
OPENED = DrawOpened(4, 7, b"6", bytes(80), ())
VOIDED = Voided(4, 7, "late", "auto", "auto")
PASSED = PassedOver(5, 7, 0, "staff", "a", "b")
ANNOUNCED = Announced(6, 7, "host")


@pytest.mark.parametrize(
    "rest",
    [
        (),
        (HALL,),
        (OPENED,),
        (HALL, OPENED, PASSED, ANNOUNCED, PASSED),
        (OPENED, ANNOUNCED),
        (VOIDED,),
        (HALL, VOIDED),
    ],
)
def test_a_story_that_can_be(rest: tuple[Row, ...]) -> None:
    story = read_story([FROZEN, COMMITTED, *rest])
    assert (story.frozen, story.committed) == (FROZEN, COMMITTED)
    assert story.passed_over == tuple(row for row in rest if row is PASSED)
    assert (story.hall is HALL) == (HALL in rest)
    assert (story.opened is OPENED) == (OPENED in rest)
    assert (story.voided is VOIDED) == (VOIDED in rest)


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (FROZEN,),
        (COMMITTED, FROZEN),
        (FROZEN, FROZEN, COMMITTED),
        (FROZEN, COMMITTED, COMMITTED),
        (FROZEN, COMMITTED, OPENED, OPENED),
        (FROZEN, COMMITTED, OPENED, VOIDED),
        (FROZEN, COMMITTED, VOIDED, OPENED),
        (FROZEN, COMMITTED, VOIDED, PASSED),
        (FROZEN, COMMITTED, HALL, HALL),
        (FROZEN, COMMITTED, OPENED, ANNOUNCED, ANNOUNCED),
        (FROZEN, COMMITTED, ANNOUNCED),
        (FROZEN, COMMITTED, PASSED),
        (FROZEN, COMMITTED, Voided(4, 8, "late", "auto", "auto")),
        (FROZEN, COMMITTED, GivenUp(4, "first", "late")),
        (FROZEN, COMMITTED, None),
    ],
)
def test_a_story_that_cannot_be(rows: Any) -> None:
    with pytest.raises(ProofError):
        read_story(rows)


def test_of_all_orders_only_those_hold_in_which_it_can_have_happened() -> None:
    rows: tuple[Row, ...] = (FROZEN, COMMITTED, HALL, OPENED, PASSED, ANNOUNCED)
    possible = []
    for order in permutations(rows):
        try:
            read_story(order)
        except ProofError:
            continue
        possible.append(order)
    assert possible == [rows, (*rows[:4], ANNOUNCED, PASSED)]
