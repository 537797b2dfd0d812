"""The Merkle sum tree: every leaf owns as many numbers as its quantity, and the path shows which.

A node is its hash and its sum, and both children's nodes are under the hash: were only the sum of
the sums under it, one child could say 700 for what is 500 + 700 with its sibling.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from itertools import accumulate
from operator import add

from gala.proof.errors import ProofError

HASH_BYTES = 32
NODE_BYTES = 40
SUM_MAX = 2**53 - 1
EMPTY_ROOT = bytes(NODE_BYTES)


def leaf_node(leaf: bytes, quantity: int) -> bytes:
    """Return the node of a leaf that owns `quantity` numbers."""
    return hashlib.sha256(b"\2" + leaf).digest() + quantity.to_bytes(8, "big")


def inner_node(left: bytes, right: bytes) -> bytes:
    """Return the node over two others. Raises `ProofError` when their sum reaches 2⁵³."""
    both = int.from_bytes(left[HASH_BYTES:], "big") + int.from_bytes(right[HASH_BYTES:], "big")
    if both > SUM_MAX:
        raise ProofError("the sum of a node is too large")
    return hashlib.sha256(b"\3" + left + right).digest() + both.to_bytes(8, "big")


class SumTree:
    """A whole tree, all its levels kept: a million leaves take seconds and some 200 MB."""

    def __init__(self, nodes: list[bytes]) -> None:
        """Build over the leaves' nodes; raises `ValueError` for a quantity of 0, or too large."""
        from_bytes, sha256 = int.from_bytes, hashlib.sha256
        sums = [from_bytes(node[HASH_BYTES:], "big") for node in nodes]
        if 0 in sums:
            raise ValueError("a leaf owns no number")
        if sum(sums) > SUM_MAX:
            raise ValueError("the sum of the leaves is too large")
        # Where each leaf begins, and at the end the total.
        self._lows = array("Q", accumulate(sums, initial=0))
        self._levels = [nodes]
        while len(nodes) > 1:
            odd = (nodes[-1:], sums[-1:]) if len(nodes) % 2 else ([], [])
            sums = list(map(add, sums[::2], sums[1::2]))
            nodes = [
                sha256(b"\3" + left + right).digest() + both.to_bytes(8, "big")
                for left, right, both in zip(nodes[::2], nodes[1::2], sums, strict=False)
            ]
            # An odd last node is carried up as it is, which gives the shape of RFC 6962.
            nodes += odd[0]
            sums += odd[1]
            self._levels.append(nodes)

    @property
    def root(self) -> bytes:
        """The hash of the root node."""
        return self.root_node[:HASH_BYTES]

    @property
    def root_node(self) -> bytes:
        """The root node: its hash and `total`."""
        return self._levels[-1][0] if self.size else EMPTY_ROOT

    @property
    def total(self) -> int:
        """How many numbers the leaves own together."""
        return self._lows[-1]

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def low(self, index: int) -> int:
        """Return the first number of leaf `index`. Raises `IndexError` when there is none."""
        self._held(index)
        return self._lows[index]

    def quantity(self, index: int) -> int:
        """Return how many numbers leaf `index` owns. Raises `IndexError` when there is none."""
        self._held(index)
        return self._lows[index + 1] - self._lows[index]

    def owner(self, number: int) -> int:
        """Return the index of the leaf that owns `number`. Raises `IndexError` when none does."""
        if not 0 <= number < self.total:
            raise IndexError(f"nobody owns number {number} of {self.total}")
        return bisect_right(self._lows, number) - 1

    def path(self, index: int) -> bytes:
        """Return the path of leaf `index`: its sibling nodes from the leaf up, joined."""
        self._held(index)
        siblings = []
        for nodes in self._levels:
            sibling = index ^ 1
            if sibling < len(nodes):
                siblings.append(nodes[sibling])
            index >>= 1
        return b"".join(siblings)

    def _held(self, index: int) -> None:
        if not 0 <= index < self.size:
            raise IndexError(f"there is no leaf {index} in a tree of {self.size}")


def root_from_path(
    leaf: bytes, quantity: int, index: int, size: int, path: bytes
) -> tuple[bytes, int]:
    """Return the root node of the tree of `size` in which `path` leads up from `leaf`, and its low.

    The low is the first number of the leaf in that tree. Raises `ProofError` when no such tree has
    a path of its length, or a sum is too large.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    if not 1 <= quantity <= SUM_MAX:
        raise ProofError("a leaf owns no number, or too many")
    at, last, place, low = index, size - 1, 0, 0
    node = leaf_node(leaf, quantity)
    while last:
        if at != last or at & 1:
            sibling = path[place : place + NODE_BYTES]
            place += NODE_BYTES
            if len(sibling) != NODE_BYTES:
                raise ProofError("the path is too short")
            if at & 1:
                low += int.from_bytes(sibling[HASH_BYTES:], "big")
                node = inner_node(sibling, node)
            else:
                node = inner_node(node, sibling)
        at, last = at >> 1, last >> 1
    if place != len(path):
        raise ProofError("the path is too long")
    return node, low
