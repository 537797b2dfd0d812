"""The bundle of an entry: one leaf's path in a window's frozen tree, small enough for a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gala.proof import shapes, unproven
from gala.proof.canon import canonical, unhex
from gala.proof.frozen import check_leaf, frozen_root
from gala.proof.leaf import quantity_of
from gala.proof.report import Report
from gala.proof.sum_tree import SumTree

_KEYS = frozenset(
    {"entries", "gala", "index", "leaf", "numbers", "path", "root", "version", "window"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf at `index` of the frozen tree with this root, `entries` and `numbers`."""

    window: str
    entries: int
    numbers: int
    root: bytes
    index: int
    leaf: str
    path: bytes

    def low(self) -> int:
        """Return the leaf's first number. Raises `ProofError` when the path is not its."""
        return check_leaf(self, self.index, self.leaf, self.path)


def entry_bundle(window: str, tree: SumTree, index: int, leaf: str) -> bytes:
    """Return the file for `leaf`, which is at `index` of the window's frozen tree."""
    fields = {
        "entries": tree.size,
        "gala": "entry",
        "index": index,
        "leaf": leaf,
        "numbers": tree.total,
        "path": tree.path(index).hex(),
        "root": frozen_root(window, tree.size, tree.root_node).hex(),
        "version": 1,
        "window": window,
    }
    return canonical(fields) + b"\n"


def read_entry(value: object) -> Entry:
    """Return the entry that an object of canonical JSON is. Raises `ProofError`."""
    fields = shapes.exact(value, _KEYS, "the bundle")
    shapes.constant(fields["gala"], "entry", "`gala`")
    shapes.constant(fields["version"], 1, "the version")
    return Entry(
        shapes.slug(fields["window"], "the window"),
        shapes.integer(fields["entries"], "the entries", least=1),
        shapes.integer(fields["numbers"], "the numbers", least=1),
        unhex(fields["root"], 32),
        shapes.integer(fields["index"], "the index"),
        shapes.text(fields["leaf"], "the leaf"),
        unhex(fields["path"]),
    )


def check_entry_bundle(report: Report, value: dict[str, Any]) -> None:
    """Check that the leaf is in the tree of the bundle's root, into `report`.

    No key is needed: all else is under the root, and that this is the log's own is not shown here.
    """
    report.unproven += [unproven.FROZEN, unproven.PERSONS, unproven.ONE_LOG]
    with report.check("bundle"):
        entry = read_entry(value)
    with report.check("sum path") as said:
        low = entry.low()
        said(f"numbers {low} to {low + quantity_of(entry.leaf) - 1} of {entry.numbers}")
