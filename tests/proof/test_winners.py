import pytest

from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule
from gala.proof.winners import prizes_held
from tests.proof.night import BY_LOT, MORE_PRIZES


@pytest.mark.parametrize(
    ("passed_over", "held"),
    [
        ([], ["car", "phone", "phone", None, None]),
        ([0], [None, "phone", "phone", "car", None]),
        ([1, 0], [None, None, "phone", "phone", "car"]),
        ([0, 3], [None, "phone", "phone", None, "car"]),
        ([0, 3, 4], [None, "phone", "phone", None, None]),
        ([0, 1, 2], [None, None, None, "car", "phone"]),
    ],
)
def test_the_prize_goes_to_the_next_place_without_one(
    passed_over: list[int], held: list[str | None]
) -> None:
    assert prizes_held(MORE_PRIZES, ["app", "tv", "app", "app", "tv"], passed_over) == held


@pytest.mark.parametrize("passed_over", [[3], [0, 0], [5], [0, 4]])
def test_only_who_has_a_prize_is_passed_over(passed_over: list[int]) -> None:
    with pytest.raises(ProofError, match="has no prize"):
        prizes_held(MORE_PRIZES, ["app", "tv", "app", "app", "tv"], passed_over)


def test_with_few_entries_the_first_prizes_are_won() -> None:
    assert prizes_held(MORE_PRIZES, ["app"] * 2, []) == ["car", "phone"]
    assert prizes_held(MORE_PRIZES, ["app"] * 2, [0]) == [None, "phone"]
    assert prizes_held(MORE_PRIZES, [], []) == []
    assert prizes_held(DrawRule((("bag", 10**9, 1),), 0), ["tv"] * 3, []) == ["bag"] * 3


def test_by_outlet_a_unit_stays_in_its_outlet() -> None:
    drawn = ["app", "app", "app", "tv", "tv"]
    assert prizes_held(BY_LOT, drawn, []) == ["app", "app", None, "tv", "tv"]
    assert prizes_held(BY_LOT, drawn, [3, 0]) == [None, "app", "app", None, "tv"]
    assert prizes_held(BY_LOT, drawn, [0, 2]) == [None, "app", None, "tv", "tv"]
    with pytest.raises(ProofError, match="has no prize"):
        prizes_held(BY_LOT, drawn, [3, 2])
