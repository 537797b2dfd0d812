import hashlib
from contextlib import suppress
from typing import Any

import pytest

from gala.proof.errors import ProofError
from gala.proof.log_tree import (
    LogTree,
    leaf_hash,
    node_hash,
    path,
    root,
    root_and_paths,
    root_from_path,
)
from tests.proof.held import vectors


def _plain_root(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962, section 2.1, writes it down."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(_plain_root(leaves[:split]), _plain_root(leaves[split:]))


def _leaves(size: int) -> list[bytes]:
    return [b"line %d" % number for number in range(size)]


def test_the_tree_of_certificate_transparency() -> None:
    known = vectors("rfc6962")
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in known["leaves_hex"]]
    for size, expected in enumerate(known["roots_hex_by_size"]):
        assert root(hashes[:size]).hex() == expected
    hasher = known["hasher"]
    assert leaf_hash(b"L123456").hex() == hasher["leaf_L123456"]
    assert node_hash(b"N123", b"N456").hex() == hasher["node_N123_N456"]


@pytest.mark.parametrize("case", vectors("proof")["log_tree"], ids=lambda case: len(case["leaves"]))
def test_the_trees_that_other_verifiers_are_held_to(case: dict[str, Any]) -> None:
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in case["leaves"]]
    assert root(hashes).hex() == case["root"]
    assert [path(hashes, index).hex() for index in range(len(hashes))] == case["paths"]


def test_a_growing_tree_has_the_root_and_the_paths_of_each_size() -> None:
    leaves = _leaves(70)
    tree = LogTree()
    for size in range(71):
        assert tree.root() == _plain_root(leaves[:size])
        for index in range(size):
            led = root_from_path(leaf_hash(leaves[index]), index, size, tree.path(index))
            assert led == tree.root()
        if size < 70:
            tree.append(leaf_hash(leaves[size]))
    for size in (0, 1, 37, 64, 69):
        assert tree.root(size) == _plain_root(leaves[:size])
        assert all(
            tree.path(i, size) == path(list(map(leaf_hash, leaves[:size])), i) for i in range(size)
        )


def test_a_path_leads_nowhere_else() -> None:
    leaves = _leaves(11)
    hashes = list(map(leaf_hash, leaves))
    whole = root(hashes)
    for index in range(11):
        own = path(hashes, index)
        for other in range(11):
            if other != index:
                with suppress(ProofError):
                    assert root_from_path(hashes[index], other, 11, own) != whole
        for wrong in (own[:-32], own[:-1], own + bytes(32), own + b"\0", b""):
            with pytest.raises(ProofError):
                root_from_path(hashes[index], index, 11, wrong)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1), (5, 3)])
def test_there_is_no_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        root_from_path(bytes(32), index, size, b"")
    with pytest.raises(IndexError):
        path([bytes(32)] * size, index)


def test_a_tree_never_had_more_leaves() -> None:
    with pytest.raises(IndexError):
        LogTree([bytes(32)]).root(2)


@pytest.mark.parametrize("size", [*range(36), 64, 100, 255, 256, 257])
def test_all_at_once_is_one_by_one(size: int) -> None:
    hashes = [leaf_hash(leaf) for leaf in _leaves(size)]
    tree = LogTree(hashes)
    assert root_and_paths(hashes) == (tree.root(), [tree.path(index) for index in range(size)])
