from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.proof.leaf import number
from gala.proof.splitting import Split, packet_texts, packet_tree, split
from gala.proof.stream import Stream
from gala.proof.sum_tree import root_from_path
from tests.proof.choices import courses
from tests.proof.held import vectors


@pytest.mark.parametrize("case", vectors("proof")["split"], ids=lambda case: case["seed"][:4])
def test_the_rains_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    rule = [case[name] for name in ("numbers", "pool_fen", "packets", "min_fen", "max_fen")]
    outcome = split(bytes.fromhex(case["seed"]), *rule)
    assert [list(row) for row in outcome.paid] == case["paid"]
    assert outcome.returned_fen == case["returned_fen"]
    assert packet_tree(outcome, case["packets"]).root.hex() == case["root"]


@st.composite
def _rules(draw: st.DrawFn) -> tuple[int, int, int, int, int]:
    packets, min_fen, spread = (
        draw(st.integers(1, 60)),
        draw(st.integers(1, 50)),
        draw(st.one_of(st.just(0), st.integers(0, 500))),
    )
    max_fen = min_fen + spread
    pool_fen = draw(st.integers(packets * min_fen, packets * max_fen))
    return draw(st.integers(1, 90)), pool_fen, packets, min_fen, max_fen


@given(_rules(), st.binary(min_size=32, max_size=32))
def test_every_fen_is_paid_or_returned(rule: tuple[int, int, int, int, int], seed: bytes) -> None:
    numbers, pool_fen, packets, min_fen, max_fen = rule
    outcome = split(seed, *rule)
    assert outcome.packets_opened == len(outcome.paid) == min(packets, numbers)
    assert outcome.paid_fen + outcome.returned_fen == pool_fen
    assert all(min_fen <= fen <= max_fen for _, fen in outcome.paid)
    chances = [chance for chance, _ in outcome.paid]
    assert len(set(chances)) == len(chances)
    assert all(0 <= chance < numbers for chance in chances)
    left = packets - outcome.packets_opened
    assert left * min_fen <= outcome.returned_fen <= left * max_fen
    tree = packet_tree(outcome, packets)
    assert tree.total == pool_fen
    assert tree.size == outcome.packets_opened + (left > 0)


@pytest.mark.parametrize(
    "rule",
    [
        (2, 7, 3, 1, 4),
        (3, 8, 3, 1, 4),
        (4, 6, 3, 1, 3),
        (3, 3, 3, 1, 1),
        (1, 9, 3, 1, 5),
        (4, 5, 2, 1, 4),
    ],
)
def test_every_chance_is_exactly_as_lucky(rule: tuple[int, int, int, int, int]) -> None:
    """Over every course the drawing can take: the same distribution of fen for each chance."""
    luck = [defaultdict[int, Fraction](Fraction) for _ in range(rule[0])]
    for probability, outcome in courses(lambda stream: split(stream, *rule)):
        got = dict(outcome.paid)
        for chance, own in enumerate(luck):
            own[got.get(chance, 0)] += probability
    assert all(sum(own.values()) == 1 for own in luck)
    assert all(own == luck[0] for own in luck)


def test_with_many_chances_each_is_as_lucky() -> None:
    """Chi-square with 19 degrees of freedom over who gets a packet; 99.99 % stay below 53."""
    stream = Stream(b"as lucky")
    counts, sums = [0] * 20, [0] * 20
    for _ in range(4000):
        for chance, fen in split(stream, 20, 1000, 5, 50, 600).paid:
            counts[chance] += 1
            sums[chance] += fen
    assert sum((count - 1000) ** 2 / 1000 for count in counts) < 53
    assert max(sums) < 1.2 * min(sums)


def test_early_and_late_packets_hold_as_much() -> None:
    stream = Stream(b"early and late")
    sums = [0] * 10
    for _ in range(4000):
        for place, (_, fen) in enumerate(split(stream, 10, 10_000, 10, 1, 5000).paid):
            sums[place] += fen
    assert max(sums) < 1.1 * min(sums)


def test_ten_million_packets_for_three_chances_cost_nothing() -> None:
    outcome = split(b"few", 3, 10**9, 10**7, 1, 20_000)
    assert outcome.packets_opened == 3
    assert len(packet_texts(outcome, 10**7)) == 4


@pytest.mark.parametrize(
    "rule",
    [
        (1, 9, 3, 1, 2),
        (1, 2, 3, 1, 2),
        (0, 3, 3, 1, 1),
        (1, 3, 0, 1, 1),
        (1, 3, 3, 0, 1),
        (1, 6, 3, 2, 1),
    ],
)
def test_what_cannot_be_split(rule: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"cannot hold|nothing to split"):
        split(b"seed", *rule)


def test_the_leaves_of_packets() -> None:
    outcome = Split([(4, 700), (0, 300)], 250)
    assert packet_texts(outcome, 3) == ["0 4 700 paid", "1 0 300 paid", "- - 250 returned"]
    assert packet_texts(Split(outcome.paid, 0), 2) == ["0 4 700 paid", "1 0 300 paid"]
    tree = packet_tree(outcome, 3)
    for index, text in enumerate(packet_texts(outcome, 3)):
        fen = number(text.split(" ")[2], "the fen")
        node, _ = root_from_path(text.encode(), fen, index, 3, tree.path(index))
        assert node == tree.root_node
