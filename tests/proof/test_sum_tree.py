import hashlib
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.proof.errors import ProofError
from gala.proof.sum_tree import SumTree, inner_node, leaf_node, root_from_path
from tests.proof.held import vectors

SIZES = st.lists(st.integers(1, 2**40), min_size=1, max_size=40)


def _tree(quantities: list[int]) -> tuple[list[bytes], SumTree]:
    leaves = [b"leaf %d" % number for number in range(len(quantities))]
    return leaves, SumTree([leaf_node(*both) for both in zip(leaves, quantities, strict=True)])


def _plain_root(nodes: list[bytes]) -> bytes:
    """The root node, in the shape of RFC 6962."""
    if len(nodes) == 1:
        return nodes[0]
    split = 1
    while split * 2 < len(nodes):
        split *= 2
    return inner_node(_plain_root(nodes[:split]), _plain_root(nodes[split:]))


@pytest.mark.parametrize("case", vectors("proof")["sum_tree"], ids=lambda case: len(case["leaves"]))
def test_the_trees_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    nodes = [leaf_node(leaf["text"].encode(), leaf["quantity"]) for leaf in case["leaves"]]
    tree = SumTree(nodes)
    assert (tree.root.hex(), tree.total) == (case["root"], case["total"])
    assert [tree.path(index).hex() for index in range(tree.size)] == case["paths"]


@given(SIZES)
def test_every_leaf_proves_its_numbers(quantities: list[int]) -> None:
    leaves, tree = _tree(quantities)
    nodes = [leaf_node(*both) for both in zip(leaves, quantities, strict=True)]
    assert tree.root + tree.total.to_bytes(8, "big") == tree.root_node == _plain_root(nodes)
    lows = list(accumulate(quantities, initial=0))
    for index, (leaf, quantity) in enumerate(zip(leaves, quantities, strict=True)):
        node, low = root_from_path(leaf, quantity, index, tree.size, tree.path(index))
        assert node == tree.root_node
        assert low == tree.low(index) == lows[index]
        assert tree.quantity(index) == quantity
        assert tree.owner(low) == tree.owner(low + quantity - 1) == index
    for number in (-1, tree.total):
        with pytest.raises(IndexError):
            tree.owner(number)


def test_the_tree_of_nothing() -> None:
    tree = SumTree([])
    assert (tree.root_node, tree.root, tree.total, tree.size) == (bytes(40), bytes(32), 0, 0)
    with pytest.raises(IndexError):
        tree.path(0)
    with pytest.raises(ProofError):
        root_from_path(b"", 1, 0, 0, b"")


@pytest.mark.parametrize("quantities", [[0], [1, 0, 2], [2**53], [2**52, 2**52]])
def test_quantities_that_no_leaf_has(quantities: list[int]) -> None:
    with pytest.raises(ValueError, match=r"owns no number|too large"):
        _tree(quantities)


def _refused(leaf: bytes, quantity: int, index: int, path: bytes, tree: SumTree) -> None:
    try:
        node, _ = root_from_path(leaf, quantity, index, tree.size, path)
    except ProofError:
        return
    assert node != tree.root_node


def test_nobody_stands_for_more_than_its_quantity() -> None:
    """In a scheme that only adds up, 700 could stand for 500 and 700, with the same root."""
    leaves, tree = _tree([500, 700, 300, 400])
    sibling = tree.path(0)[:40]
    _refused(leaves[0], 1200, 0, sibling[:32] + (0).to_bytes(8, "big") + tree.path(0)[40:], tree)
    _refused(leaves[0], 1200, 0, tree.path(0)[40:], tree)
    for quantity in (499, 501, 0, -1, 2**53):
        _refused(leaves[0], quantity, 0, tree.path(0), tree)


def test_sums_are_not_exchanged_between_siblings() -> None:
    leaves, tree = _tree([500, 700, 300, 400])
    sibling = tree.path(0)[:32] + (500).to_bytes(8, "big")
    _refused(leaves[0], 700, 0, sibling + tree.path(0)[40:], tree)


def test_sums_do_not_run_over() -> None:
    leaves, tree = _tree([1, 2])
    for large in (2**53 - 1, 2**64 - 1):
        _refused(leaves[0], 1, 0, tree.path(0)[:32] + large.to_bytes(8, "big"), tree)
    with pytest.raises(ProofError, match="too large"):
        inner_node(leaf_node(b"", 2**52), leaf_node(b"", 2**52))


def test_a_cheating_operator_who_builds_another_inner_node_is_refused() -> None:
    """The hash of a node over its children does not admit another sum than theirs."""
    left, right = leaf_node(b"left", 500), leaf_node(b"right", 700)
    honest = inner_node(left, right)
    cheating = honest[:32] + (700).to_bytes(8, "big")
    root = hashlib.sha256(b"\3" + cheating + leaf_node(b"other", 1)).digest()
    path = right + leaf_node(b"other", 1)
    node, _ = root_from_path(b"left", 500, 0, 3, path)
    assert node not in (root + total.to_bytes(8, "big") for total in (701, 1201))


def test_a_path_belongs_to_its_place() -> None:
    leaves, tree = _tree([1, 2, 3, 4, 5])
    for index in range(5):
        path = tree.path(index)
        for other in set(range(-1, 6)) - {index}:
            _refused(leaves[index], index + 1, other, path, tree)
        for wrong in (path[40:], path[:-40], path[:-1], path + bytes(40), b""):
            with pytest.raises(ProofError):
                root_from_path(leaves[index], index + 1, index, 5, wrong)
