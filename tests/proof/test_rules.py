from dataclasses import replace
from typing import Any

import pytest

from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule, read_draw_rule, read_rain_rule
from tests.proof.night import BY_LOT, MORE_PRIZES, PACKETS

GIVEN = {"app": 7, "tv": 3}
WITHOUT = replace(MORE_PRIZES, without=((0, 2), (2, 1), (9, 1)))


def test_rules_are_read_back() -> None:
    assert read_draw_rule(WITHOUT.fields(), GIVEN) == WITHOUT
    assert read_rain_rule(PACKETS.fields()) == PACKETS
    assert (MORE_PRIZES.prize_count, MORE_PRIZES.places) == (3, 5)


@pytest.mark.parametrize(
    "change",
    [
        {"prizes": []},
        {"prizes": [{"count": 0, "id": "car", "value_fen": 1}]},
        {"prizes": [{"count": 1, "id": "Car", "value_fen": 1}]},
        {"prizes": [{"count": 1, "id": "car", "value_fen": 1, "title": "Car"}]},
        {"prizes": [{"count": 1, "id": "car", "value_fen": 1}] * 2},
        {"alternates": -1},
        {"alternates": None},
        {"without": [[0, 0]]},
        {"without": [[2, 1], [0, 2]]},
        {"without": [[0, 2], [1, 2]]},
        {"without": [[9, 2]]},
        {"without": [[0]]},
        {"without": [[0, 1, 2]]},
        {"more": 1},
    ],
)
def test_what_is_no_rule_of_a_draw(change: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_draw_rule({**WITHOUT.fields(), **change}, GIVEN)


@pytest.mark.parametrize(
    "change",
    [
        {"min_fen": 0},
        {"min_fen": 5001},
        {"packets": 0},
        {"packets": 1},
        {"packets": 89},
        {"pool_fen": 499},
        {"pool_fen": 25_001},
        {"more": 1},
    ],
)
def test_what_is_no_rule_of_a_rain(change: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_rain_rule({**PACKETS.fields(), **change})


def test_a_draw_may_give_one_prize_to_one() -> None:
    rule = DrawRule((("car", 1, 0),), 0)
    assert read_draw_rule(rule.fields(), {"app": 1}) == rule


def test_a_rule_by_outlet_is_read_back() -> None:
    assert read_draw_rule(BY_LOT.fields(), GIVEN) == BY_LOT
    assert (BY_LOT.prize_count, BY_LOT.places) == (5, 7)
    assert "without" not in BY_LOT.fields()


@pytest.mark.parametrize(
    "change",
    [
        {"by": "viewer"},
        {"by": None},
        {"without": []},
        {"prizes": [{"count": 1, "id": "web", "value_fen": 1}]},
        {"prizes": []},
        {"alternates": -1},
    ],
)
def test_what_is_no_rule_by_outlet(change: dict[str, Any]) -> None:
    with pytest.raises(ProofError):
        read_draw_rule({**BY_LOT.fields(), **change}, GIVEN)
