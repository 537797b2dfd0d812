from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.proof.errors import ProofError
from gala.proof.rules import DrawRule
from gala.proof.selecting import select, select_by_rule
from gala.proof.stream import Stream
from tests.proof.choices import courses
from tests.proof.held import vectors
from tests.proof.night import BY_LOT


def _owners(quantities: list[int]) -> Callable[[int], tuple[int, int]]:
    lows = list(accumulate(quantities, initial=0))

    def owned(number: int) -> tuple[int, int]:
        index = bisect_right(lows, number) - 1
        return lows[index], quantities[index]

    return owned


def _places(
    seed: bytes | Stream, quantities: list[int], without: list[int], count: int
) -> list[int]:
    """Select among leaves; returns their indexes."""
    lows = list(accumulate(quantities, initial=0))
    taken = [(lows[index], quantities[index]) for index in without]
    drawn = select(seed, lows[-1], taken, count, _owners(quantities))
    assert all(quantities[lows.index(low)] == quantity for low, quantity in drawn)
    return [lows.index(low) for low, _ in drawn]


@pytest.mark.parametrize("case", vectors("proof")["select"], ids=lambda case: case["seed"][:4])
def test_the_draws_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    quantities = case["quantities"]
    without = [(low, quantity) for low, quantity in case["without"]]
    seed = bytes.fromhex(case["seed"])
    places = select(seed, sum(quantities), without, case["count"], _owners(quantities))
    assert [list(place) for place in places] == case["places"]


@pytest.mark.parametrize(
    ("quantities", "without", "count"),
    [([1, 2, 3], [], 2), ([1, 1, 1, 1], [], 4), ([2, 1, 3, 1], [2], 2), ([1, 2, 2], [0], 5)],
)
def test_every_order_comes_exactly_as_likely_as_the_weights_say(
    quantities: list[int], without: list[int], count: int
) -> None:
    found = defaultdict[tuple[int, ...], Fraction](Fraction)
    for probability, places in courses(
        lambda stream: tuple(_places(stream, quantities, without, count))
    ):
        found[places] += probability
    free = [index for index in range(len(quantities)) if index not in without]
    expected = {}
    for order in permutations(free, min(count, len(free))):
        left = sum(quantities[index] for index in free)
        expected[order] = Fraction(1)
        for index in order:
            expected[order] *= Fraction(quantities[index], left)
            left -= quantities[index]
    assert found == expected


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=30),
    st.sets(st.integers(0, 29), max_size=6),
    st.integers(0, 40),
    st.binary(min_size=32, max_size=32),
)
def test_nobody_is_drawn_twice_nor_who_takes_no_part(
    quantities: list[int], without: set[int], count: int, seed: bytes
) -> None:
    out = sorted(index for index in without if index < len(quantities))
    places = _places(seed, quantities, out, count)
    assert len(set(places)) == len(places) == min(count, len(quantities) - len(out))
    assert not set(places) & set(out)


def test_large_draws_go_by_weight() -> None:
    """Chi-square with 9 degrees of freedom; 99.99 % of fair draws stay below 34."""
    quantities = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    stream = Stream(b"by weight")
    counts = [0] * 10
    for _ in range(11_000):
        counts[_places(stream, quantities, [], 1)[0]] += 1
    expected = [200 * quantity for quantity in quantities]
    assert sum((a - b) ** 2 / b for a, b in zip(counts, expected, strict=True)) < 34


@pytest.mark.parametrize("taken", [(0, 1), (2, 1), (1, 1)])
def test_a_leaf_takes_part_with_all_its_numbers_or_with_none(taken: tuple[int, int]) -> None:
    with pytest.raises(ProofError, match="taken"):
        select(b"seed", 3, [taken], 1, _owners([3]))


def test_what_the_owner_raises_comes_through() -> None:
    def nobody(number: int) -> tuple[int, int]:
        raise LookupError(number)

    with pytest.raises(LookupError):
        select(b"seed", 10, [], 1, nobody)


def test_each_outlet_s_units_are_drawn_among_its_own_entries_from_one_stream() -> None:
    quantities = [1, 1, 1, 1, 2, 1]
    outlets, rule = [("app", 4), ("web", 0), ("tv", 3)], replace(BY_LOT, alternates=1)
    stream = Stream(b"seed")
    wanted = select(stream, 4, (), 3, _owners(quantities[:4]))
    wanted += [(4 + low, n) for low, n in select(stream, 3, (), 4, _owners(quantities[4:]))]
    assert select_by_rule(b"seed", outlets, rule, _owners(quantities)) == wanted
    assert len(wanted) == 3 + 2


def test_where_there_are_no_more_entries_than_units_everybody_is_drawn() -> None:
    outlets, rule = [("app", 2), ("tv", 2)], replace(BY_LOT, alternates=0)
    drawn = select_by_rule(b"seed", outlets, rule, _owners([1, 1, 1, 1]))
    assert sorted(drawn) == [(0, 1), (1, 1), (2, 1), (3, 1)]


def test_a_leaf_that_reaches_into_another_outlet_is_refused() -> None:
    with pytest.raises(ProofError, match="another outlet"):
        select_by_rule(b"seed", [("app", 2), ("tv", 2)], BY_LOT, _owners([1, 2, 1]))


def test_a_draw_by_its_own_rule_is_a_selection_among_all_numbers() -> None:
    rule = DrawRule((("bag", 2, 1),), 1, ((1, 1),))
    drawn = select_by_rule(b"seed", [("app", 2), ("tv", 3)], rule, _owners([1] * 5))
    assert drawn == select(b"seed", 5, ((1, 1),), 3, _owners([1] * 5))
