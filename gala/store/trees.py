"""The tree over what a window gave, straight from its journal: a million leaves in seconds.

A journal's record has the fields of a leaf in their order, so a leaf is put together from pieces
and never taken apart into a Python object.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Iterable, Sequence

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
        self._units: dict[str, tuple[int, list[int]]] = {}
        for outlet, declared, numbers in outlets:
            part = given[outlet.encode()].in_order(declared > 0)
            total = sum(part.owned)
            if total != numbers:
                raise StoreError(f"{total} given on {outlet} are recorded, {numbers} were settled")
            self._units[outlet] = len(nodes), part.units
            nodes += map(leaf_node, part.leaves, part.owned)
            self.leaves += part.leaves
            end = part.units[-1] + part.owned[-1] if part.units else 1
            for unit in range(end, end + declared - total):
                leaf = unsold_text(outlet, unit).encode()
                nodes.append(leaf_node(leaf, 1))
                self.leaves.append(leaf)
                part.units.append(unit)
        self._sums = SumTree(nodes)

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
        start, units = self._units.get(outlet, (0, []))
        place = bisect_right(units, unit) - 1
        if place < 0:
            return None
        index = start + place
        if unit >= units[place] + self._sums.quantity(index):
            return None
        return entry_bundle(self._window, self._sums, index, self.leaves[index].decode())

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


class _Part:
    """What was given on one outlet: units, leaves and how many numbers each owns."""

    def __init__(self) -> None:
        self.units: list[int] = []
        self.leaves: list[bytes] = []
        self.owned: list[int] = []

    def in_order(self, numbered_by_shard: bool) -> _Part:
        """Return it by unit. Raises `StoreError` when a unit is given twice, or one left out."""
        units, owned = self.units, self.owned
        if any(map(operator.ge, units, units[1:])):  # journals of several shards
            order = sorted(range(len(units)), key=units.__getitem__)
            self.units = units = [units[place] for place in order]
            self.leaves = [self.leaves[place] for place in order]
            self.owned = owned = [owned[place] for place in order]
        ends = [1, *map(operator.add, units, owned)]
        wrong = operator.lt if numbered_by_shard else operator.ne
        if any(map(wrong, units, ends)):
            raise StoreError("the journal has a unit out of order")
        return self


def _given(journal: Entries, outlets: Outlets) -> dict[bytes, _Part]:
    """Return what was given, by outlet."""
    parts = {outlet.encode(): _Part() for outlet, _, _ in outlets}
    append = {
        outlet: (part.units.append, part.leaves.append, part.owned.append)
        for outlet, part in parts.items()
    }
    for batch, pairs in journal:
        for viewer, record in zip(pairs[::2], pairs[1::2], strict=True):
            unit, quantity, _, _, _, rest = record.split(b" ", 5)
            outlet = rest[CLAIM_ID_BYTES:]
            if outlet not in append:
                raise StoreError(f"entry {batch.decode()} of the journal is of no outlet")
            add_unit, add_leaf, add_quantity = append[outlet]
            add_unit(int(unit))
            add_quantity(int(quantity))
            add_leaf(
                b"%b %b %b%b" % (viewer, outlet, record[: -len(rest)],
                                 rest[:CLAIM_ID_BYTES].hex().encode())
            )  # fmt: skip
    return parts
