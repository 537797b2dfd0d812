"""The Merkle tree of RFC 6962, section 2.1: over the lines of the log, and over a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from gala.proof.errors import ProofError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Return the root over the leaves with these hashes."""
    return LogTree(leaf_hashes).root()


def path(leaf_hashes: Sequence[bytes], index: int) -> bytes:
    """Return the path of leaf `index`: its sibling hashes from the leaf up, joined."""
    return LogTree(leaf_hashes).path(index)


def root_and_paths(leaf_hashes: Sequence[bytes]) -> tuple[bytes, list[bytes]]:
    """Return the root over the leaves and the path of each, in much fewer steps than one by one."""
    levels = [list(leaf_hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([node_hash(left, right) for left, right in pairs])
        # The last node of an odd level has no sibling and is carried up as it is.
        if len(below) & 1:
            levels[-1].append(below[-1])
    if not levels[0]:
        return EMPTY_ROOT, []
    # From the root down: a node's path is its sibling, then the path of the node above.
    above = [b""]
    for level in reversed(levels[:-1]):
        last = len(level) - 1
        above = [
            above[at >> 1] if at == last and not at & 1 else level[at ^ 1] + above[at >> 1]
            for at in range(last + 1)
        ]
    return levels[-1][0], above


def root_from_path(leaf: bytes, index: int, size: int, path: bytes) -> bytes:
    """Return the root of the tree of `size` in which `path` leads from the leaf's hash up.

    After RFC 9162, section 2.1.3.2. Raises `ProofError` when no such tree has a path of its length.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a tree of {size}")
    at, last, place = index, size - 1, 0
    node = leaf
    while last:
        # The last node of an odd level has no sibling and is carried up as it is.
        if at != last or at & 1:
            sibling = path[place : place + HASH_BYTES]
            place += HASH_BYTES
            if len(sibling) != HASH_BYTES:
                raise ProofError("the path is too short")
            node = node_hash(sibling, node) if at & 1 else node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    if place != len(path):
        raise ProofError("the path is too long")
    return node


class LogTree:
    """A tree that grows; it keeps the complete subtrees, so paths come in steps by its height.

    `size` of a method is that of an earlier tree over the first leaves; the present one without it.
    """

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaf_hashes:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf_hash: bytes) -> None:
        """Add a leaf by its hash."""
        self._levels[0].append(leaf_hash)
        height = 0
        while len(self._levels[height]) % 2 == 0:
            if height + 1 == len(self._levels):
                self._levels.append([])
            below = self._levels[height]
            self._levels[height + 1].append(node_hash(below[-2], below[-1]))
            height += 1

    def root(self, size: int | None = None) -> bytes:
        """Return the root."""
        size = self._sized(size)
        return self._over(0, size) if size else EMPTY_ROOT

    def path(self, index: int, size: int | None = None) -> bytes:
        """Return the path of leaf `index`. Raises `IndexError` when there is none."""
        low, high = 0, self._sized(size)
        if not 0 <= index < high:
            raise IndexError(f"there is no leaf {index} in a tree of {high}")
        siblings = []
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                siblings.append(self._over(middle, high))
                high = middle
            else:
                siblings.append(self._over(low, middle))
                low = middle
        return b"".join(reversed(siblings))

    def _sized(self, size: int | None) -> int:
        if size is None:
            return len(self)
        if not 0 <= size <= len(self):
            raise IndexError(f"the tree never had {size} leaves")
        return size

    def _over(self, low: int, high: int) -> bytes:
        """Return the root over leaves `low` to `high`, a range that the tree's shape has."""
        width = high - low
        if width & (width - 1) == 0:
            height = width.bit_length() - 1
            return self._levels[height][low >> height]
        middle = low + _split(width)
        return node_hash(self._over(low, middle), self._over(middle, high))


def _split(width: int) -> int:
    """Return the largest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)
