"""The tree over what a window gave, straight from its journal: a million leaves in seconds.

A journal's record has the fields of a leaf in their order, so a leaf is put together from pieces
and never taken apart into a Python object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gala.ports import RainSplit, StoreError
from gala.proof import splitting
from gala.proof.entry_bundle import entry_bundle
from gala.proof.frozen import frozen_root
from gala.proof.leaf import CLAIM_ID_BYTES, unsold_text
from gala.proof.rules import DrawRule, RainRule
from gala.proof.selecting import select_by_rule
from gala.proof.sum_tree import SumTree, leaf_node

Entries = Iterable[tuple[bytes, Sequence[bytes]]]
"""A journal: of each entry its id, and viewers and records in turns."""

Outlets = Sequence[tuple[str, int, int]]


class Tree:
    """A window's leaves and the sum tree over them."""

    def __init__(self, window: str, journal: Entries, outlets: Outlets) -> None:
        """Build it. Raises `StoreError` when the journal is not what `outlets` say was given."""
        self._window = window
        self._given = [(outlet, numbers) for outlet, _, numbers in outlets]
        given = _given(journal, outlets)
        self.leaves: list[bytes] = []
        nodes: list[bytes] = []
        self._starts: dict[str, int] = {}
        for outlet, declared, numbers in outlets:
            self._starts[outlet] = len(nodes)
            leaves, owned, total = given[outlet.encode()]
            if total != numbers:
                raise StoreError(f"{total} given on {outlet} are recorded, {numbers} were settled")
            nodes += map(leaf_node, leaves, owned)
            self.leaves += leaves
            for unit in range(total + 1, declared + 1):
                leaf = unsold_text(outlet, unit).encode()
                nodes.append(leaf_node(leaf, 1))
                self.leaves.append(leaf)
        self._sums = SumTree(nodes)
        self._lows = {outlet: self._low(start) for outlet, start in self._starts.items()}

    @property
    def root(self) -> bytes:
        """The frozen root, which binds the window's name too."""
        return frozen_root(self._window, self.size, self._sums.root_node)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._sums.size

    def row(self, index: int) -> tuple[int, str, bytes]:
        """Return `(index, leaf, path)`."""
        return index, self.leaves[index].decode(), self._sums.path(index)

    def entry(self, outlet: str, unit: int) -> bytes | None:
        """Return the bundle of the leaf that has an outlet's unit, None when there is none."""
        if outlet not in self._lows or unit < 1:
            return None
        number = self._lows[outlet] + unit - 1
        if number >= self._sums.total:
            return None
        index = self._sums.owner(number)
        leaf = self.leaves[index].decode()
        own = leaf.split(" ")[1] == outlet
        return entry_bundle(self._window, self._sums, index, leaf) if own else None

    def places(self, seed: bytes, rule: DrawRule) -> list[tuple[int, str, bytes]]:
        """Return the row of who is drawn for each place."""
        sums, drawn = self._sums, []

        def owned(number: int) -> tuple[int, int]:
            index = sums.owner(number)
            drawn.append(index)
            return sums.low(index), sums.quantity(index)

        select_by_rule(seed, self._given, rule, owned)
        return [self.row(index) for index in drawn]

    def split(self, seed: bytes, rule: RainRule) -> RainSplit:
        """Return how a rain's pool is split among the numbers."""
        done = splitting.split(
            seed, self._sums.total, rule.pool_fen, rule.packets, rule.min_fen, rule.max_fen
        )
        root = splitting.packet_tree(done, rule.packets).root
        return RainSplit(root, done.packets_opened, done.paid_fen, done.returned_fen)

    def _low(self, start: int) -> int:
        return self._sums.low(start) if start < self._sums.size else self._sums.total


_Given = tuple[list[bytes], list[int], int]


def _given(journal: Entries, outlets: Outlets) -> dict[bytes, _Given]:
    """Return by outlet the leaves that were given, their quantities, and the sum of these."""
    leaves: dict[bytes, list[bytes]] = {outlet.encode(): [] for outlet, _, _ in outlets}
    owned: dict[bytes, list[int]] = {outlet: [] for outlet in leaves}
    totals = dict.fromkeys(leaves, 0)
    append: dict[bytes, tuple[Callable[[bytes], None], Callable[[int], None]]] = {
        outlet: (leaves[outlet].append, owned[outlet].append) for outlet in leaves
    }
    for batch, pairs in journal:
        for viewer, record in zip(pairs[::2], pairs[1::2], strict=True):
            unit, quantity, _, _, _, rest = record.split(b" ", 5)
            outlet = rest[CLAIM_ID_BYTES:]
            if outlet not in totals or int(unit) != totals[outlet] + 1:
                raise StoreError(f"entry {batch.decode()} of the journal has a unit out of order")
            add_leaf, add_quantity = append[outlet]
            numbers = int(quantity)
            totals[outlet] += numbers
            add_quantity(numbers)
            add_leaf(
                b"%b %b %b%b" % (viewer, outlet, record[: -len(rest)],
                                 rest[:CLAIM_ID_BYTES].hex().encode())
            )  # fmt: skip
    return {outlet: (leaves[outlet], owned[outlet], totals[outlet]) for outlet in leaves}
