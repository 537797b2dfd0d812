"""The frozen tree of a window: every leaf in its one order, with the units that were not sold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from gala.proof.errors import ProofError
from gala.proof.leaf import Leaf, parse_leaf, parse_unsold, quantity_of, unsold_text
from gala.proof.rows import Frozen
from gala.proof.sum_tree import HASH_BYTES, SumTree, leaf_node, root_from_path


class Bound(Protocol):
    """What commits to a frozen tree: a row of the log, a manifest, the bundle of an entry."""

    @property
    def window(self) -> str: ...
    @property
    def root(self) -> bytes: ...
    @property
    def entries(self) -> int: ...
    @property
    def numbers(self) -> int: ...


def frozen_root(window: str, entries: int, root_node: bytes) -> bytes:
    """Return the root that binds a window's name and how many leaves it has to the tree's root."""
    named = b"gala/frozen/v1\n%b\n" % window.encode("ascii")
    return hashlib.sha256(named + entries.to_bytes(8, "big") + root_node).digest()


def check_leaf(bound: Bound, index: int, text: str, path: bytes) -> int:
    """Return the first number of the leaf `text`, once it is seen to be leaf `index` of the tree.

    Raises `ProofError`.
    """
    quantity = quantity_of(text)
    node, low = root_from_path(text.encode("ascii"), quantity, index, bound.entries, path)
    _check_root(bound, node)
    return low


def frozen_texts(
    outlets: Sequence[tuple[str, int]], given: Mapping[str, Iterable[Leaf]]
) -> list[str]:
    """Return the leaves of the tree; `outlets` are (outlet, declared), declared 0 in no seckill.

    `given` has each outlet's leaves by unit; they are taken as they are.
    """
    texts: list[str] = []
    for outlet, declared in outlets:
        end, left = 1, declared
        for leaf in given.get(outlet, ()):
            texts.append(leaf.text())
            end, left = leaf.unit + leaf.quantity, left - leaf.quantity
        texts += [unsold_text(outlet, unit) for unit in range(end, end + left)]
    return texts


def frozen_tree(texts: Iterable[str]) -> SumTree:
    """Return the tree over the leaves. Raises `ProofError` for what is no leaf."""
    return SumTree([leaf_node(text.encode("ascii"), quantity_of(text)) for text in texts])


def check_frozen(frozen: Frozen, texts: Sequence[str]) -> SumTree:
    """Return the tree, once `texts` are seen to be the leaves that `frozen` commits to.

    Raises `ProofError`, also for leaves that a window cannot have: a viewer twice, a unit left out.
    """
    if len(texts) != frozen.entries:
        raise ProofError(f"there are {len(texts)} leaves and not {frozen.entries}")
    coming = iter(texts)
    viewers: set[str] = set()
    for outlet, declared, given in frozen.outlets:
        unit, left = 1, given
        while left > 0:
            leaf = parse_leaf(next(coming, ""))
            # The shards of a seckill number units each in its turn; entries stand where they say.
            follows = leaf.unit >= unit if frozen.is_seckill else leaf.unit == unit
            if leaf.outlet != outlet or not follows:
                raise ProofError(f"a leaf does not come after unit {unit - 1} of {outlet}")
            if leaf.pseudonym in viewers:
                raise ProofError("a viewer has two leaves")
            if frozen.is_seckill and leaf.quantity != 1:
                raise ProofError("a leaf of a seckill is more than a unit")
            viewers.add(leaf.pseudonym)
            unit, left = leaf.unit + leaf.quantity, left - leaf.quantity
        if left != 0:
            raise ProofError(f"the leaves of {outlet} are more than was given")
        for unsold in range(unit, unit + declared - given):
            if parse_unsold(next(coming, "")) != (outlet, unsold):
                raise ProofError(f"unit {unsold} of {outlet} is neither sold nor unsold")
    if next(coming, None) is not None:
        raise ProofError("there are leaves of no outlet")
    tree = frozen_tree(texts)
    _check_root(frozen, tree.root_node)
    return tree


def _check_root(bound: Bound, root_node: bytes) -> None:
    if root_node[HASH_BYTES:] != bound.numbers.to_bytes(8, "big"):
        raise ProofError("the tree has another sum")
    if frozen_root(bound.window, bound.entries, root_node) != bound.root:
        raise ProofError("the tree has another root")
