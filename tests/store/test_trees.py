"""Trees straight from a journal: the same as those that anybody builds from the leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.seckill import Winner, Won
from gala.ports import StoreError
from gala.proof.entry_bundle import entry_bundle
from gala.proof.frozen import frozen_root, frozen_texts, frozen_tree
from gala.proof.leaf import Leaf, parse_leaf
from gala.proof.rules import DrawRule, RainRule
from gala.proof.selecting import select
from gala.proof.splitting import packet_tree, split
from gala.proof.sum_tree import SumTree
from gala.store.ledger import entry
from gala.store.trees import Tree

OUTLETS = ("app", "tv")
SEED = bytes(range(32))

Given = Sequence[tuple[str, int]]
"""Outlet and quantity of each that was given, in order."""


def winners(given: Given) -> list[Winner]:
    """Give these, with claim ids that look like other fields."""
    units = dict.fromkeys(OUTLETS, 1)
    made = []
    for n, (outlet, quantity) in enumerate(given):
        claim_id = (b" 1 app \n\x00" + n.to_bytes(8, "big"))[-16:].rjust(16, b" ")
        won = Won(1 + n % 2, claim_id, units[outlet], 990, 1_000 + n, quantity)
        units[outlet] += quantity
        made.append(Winner(f"{n:032x}", outlet, won))
    return made


def journal(made: Sequence[Winner], batch: int = 3) -> Iterator[tuple[bytes, list[bytes]]]:
    """Write them as the ledger's function does, so many an entry."""
    for start in range(0, len(made), batch):
        pairs: list[bytes] = []
        for one in made[start : start + batch]:
            won = one.won
            record = b"%d %d %d %d %d " % (
                *(won.unit, won.quantity, won.gen, won.price_fen, won.at_ms),
            )
            pairs += [one.viewer.encode(), record + won.claim_id + one.outlet.encode()]
        yield b"%d-0" % (start + 1), pairs


def plainly(made: Sequence[Winner], declared: dict[str, int]) -> tuple[list[str], SumTree]:
    """Return leaves and tree by the verifier's own means."""
    leaves: dict[str, list[Leaf]] = {outlet: [] for outlet in OUTLETS}
    for one in made:
        leaves[one.outlet].append(one.leaf())
    texts = frozen_texts([(outlet, declared.get(outlet, 0)) for outlet in OUTLETS], leaves)
    return texts, frozen_tree(texts)


def outlets_of(given: Given, declared: dict[str, int]) -> list[tuple[str, int, int]]:
    return [
        (one, declared.get(one, 0), sum(count for outlet, count in given if outlet == one))
        for one in OUTLETS
    ]


def tree_of(given: Given, declared: dict[str, int] | None = None) -> Tree:
    return Tree("w", journal(winners(given)), outlets_of(given, declared or {}))


GIVEN = st.lists(st.tuples(st.sampled_from(OUTLETS), st.integers(1, 5)), max_size=12)


@given(GIVEN)
def test_it_is_the_tree_that_anybody_builds_from_the_leaves(given: Given) -> None:
    tree = tree_of(given)
    texts, sums = plainly(winners(given), {})
    assert [leaf.decode() for leaf in tree.leaves] == texts
    assert tree.size == len(texts)
    assert tree.root == frozen_root("w", sums.size, sums.root_node)
    for index, text in enumerate(texts):
        assert tree.row(index) == (index, text, sums.path(index))


@given(GIVEN, st.integers(0, 4), st.integers(0, 4))
def test_units_that_were_not_sold_follow_for_each_outlet(given: Given, app: int, tv: int) -> None:
    units = [(outlet, 1) for outlet, _ in given]
    sold = {outlet: sum(one == outlet for one, _ in units) for outlet in OUTLETS}
    declared = {"app": sold["app"] + app, "tv": sold["tv"] + tv}
    tree = tree_of(units, declared)
    texts, sums = plainly(winners(units), declared)
    assert [leaf.decode() for leaf in tree.leaves] == texts
    assert tree.root == frozen_root("w", sums.size, sums.root_node)
    assert sum(text.endswith("unsold") for text in texts) == app + tv


SEVEN = [("app", 3), ("tv", 1), ("app", 2), ("tv", 4), ("app", 1), ("tv", 1), ("app", 5)]


def test_a_journals_entry_reads_back_to_the_same_leaf() -> None:
    made = winners(SEVEN)
    read = [one for batch, pairs in journal(made) for one in entry(batch.decode(), pairs)]
    assert [one.leaf() for one in read] == [one.leaf() for one in made]
    assert [(one.won.batch, one.won.index, one.won.size) for one in read[:4]] == [
        ("1-0", 0, 3), ("1-0", 1, 3), ("1-0", 2, 3), ("4-0", 0, 3),
    ]  # fmt: skip


def test_an_entry_is_found_by_any_of_its_numbers() -> None:
    tree = tree_of(SEVEN)
    _, sums = plainly(winners(SEVEN), {})
    for outlet, total in (("app", 11), ("tv", 6)):
        for unit in range(1, total + 1):
            bundle = tree.entry(outlet, unit)
            assert bundle is not None
            fields = json.loads(bundle)
            leaf = parse_leaf(fields["leaf"])
            assert leaf.outlet == outlet
            assert leaf.unit <= unit < leaf.unit + leaf.quantity
            assert bundle == entry_bundle("w", sums, fields["index"], fields["leaf"])


@pytest.mark.parametrize(
    ("outlet", "unit"), [("app", 0), ("app", 12), ("tv", 7), ("radio", 1), ("app", 10**15), ("", 1)]
)
def test_numbers_that_nobody_has(outlet: str, unit: int) -> None:
    assert tree_of(SEVEN).entry(outlet, unit) is None
    assert tree_of([]).entry(outlet, unit) is None


def test_places_and_packets_are_those_of_the_verifier() -> None:
    tree = tree_of(SEVEN)
    _, sums = plainly(winners(SEVEN), {})
    rule = DrawRule((("car", 1, 1), ("cup", 2, 1)), 1, without=((0, 3),))
    drawn = tree.places(SEED, rule)

    def owned(number: int) -> tuple[int, int]:
        index = sums.owner(number)
        return sums.low(index), sums.quantity(index)

    wanted = select(SEED, sums.total, rule.without, 4, owned)
    assert [(sums.low(index), sums.quantity(index)) for index, _, _ in drawn] == wanted
    assert drawn == [tree.row(index) for index, _, _ in drawn]
    rain = RainRule(pool_fen=1_000, packets=20, min_fen=10, max_fen=200)
    done = split(SEED, sums.total, 1_000, 20, 10, 200)
    found = tree.split(SEED, rain)
    assert found.root == packet_tree(done, 20).root
    assert (found.packets, found.paid_fen + found.returned_fen) == (17, 1_000)


@pytest.mark.parametrize(
    "outlets",
    [
        [("app", 0, 10), ("tv", 0, 6)],
        [("app", 0, 11), ("tv", 0, 7)],
        [("app", 0, 11)],
        [("app", 0, 11), ("tv", 0, 6), ("radio", 0, 1)],
        [],
    ],
)
def test_a_journal_that_is_not_what_was_settled(outlets: list[tuple[str, int, int]]) -> None:
    with pytest.raises(StoreError, match=r"recorded|out of order|no outlet"):
        Tree("w", journal(winners(SEVEN)), outlets)


def test_a_journal_with_a_hole() -> None:
    made = winners(SEVEN)
    for missing in (0, 2):
        left = [one for n, one in enumerate(made) if n != missing]
        with pytest.raises(StoreError, match="a unit out of order"):
            Tree("w", journal(left), outlets_of(SEVEN, {}))
