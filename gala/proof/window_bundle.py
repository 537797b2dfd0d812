"""The bundle of a window: its leaves, the line that froze them, and what people did to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gala.proof import shapes, unproven
from gala.proof.canon import canonical
from gala.proof.errors import ProofError
from gala.proof.frozen import check_frozen
from gala.proof.leaf import Leaf, parse_leaf
from gala.proof.pins import Pins
from gala.proof.proven_lines import check_lines, proven_fields
from gala.proof.report import Report
from gala.proof.rows import ByHand, Frozen, Revoked

_KEYS = frozenset({"checkpoint", "gala", "leaves", "lines", "version"})


def window_bundle(
    checkpoint: str, lines: Sequence[tuple[int, str, bytes]], leaves: Sequence[str]
) -> bytes:
    """Return the file over a window's leaves.

    `lines` are number, line and path of its freeze, of its top-ups and of its revocations, as they
    come in the log.
    """
    fields = {
        "checkpoint": checkpoint,
        "gala": "window",
        "leaves": list(leaves),
        "lines": proven_fields(lines),
        "version": 1,
    }
    return canonical(fields) + b"\n"


def check_window_bundle(report: Report, value: dict[str, Any], pins: Pins) -> None:
    """Check everything that the bundle `value` claims, into `report`."""
    report.unproven += [
        unproven.PERSONS, unproven.ARRIVAL, unproven.ONE_LOG, unproven.UNTOLD,
    ]  # fmt: skip
    with report.check("bundle"):
        fields = shapes.exact(value, _KEYS, "the bundle")
        shapes.constant(fields["version"], 1, "the version")
        leaves = [
            shapes.text(leaf, "a leaf") for leaf in shapes.items(fields["leaves"], "the leaves")
        ]
    _, lines = check_lines(report, fields["checkpoint"], fields["lines"], pins)
    with report.check("story"):
        rows = [line.row for line in lines]
        freezes = [row for row in rows if isinstance(row, Frozen)]
        by_hand = [row for row in rows if isinstance(row, ByHand)]
        if len(freezes) != 1 or len(by_hand) != len(rows) - 1:
            raise ProofError("there is not the one line that freezes the window")
        frozen = freezes[0]
        if any(row.window != frozen.window for row in by_hand):
            raise ProofError("a line is about another window")
    with report.check("frozen tree") as said:
        check_frozen(frozen, leaves)
        given = sum(count for _, _, count in frozen.outlets)
        void = {row.gen for row in by_hand if isinstance(row, Revoked)}
        units = sum(leaf.quantity for leaf in map(_given, leaves) if leaf and leaf.gen in void)
        told = f", {units} of them void" if void else ""
        said(f"{frozen.window}: {given} of {frozen.numbers} given{told}, {frozen.entries} leaves")


def _given(text: str) -> Leaf | None:
    """Return a leaf that somebody has, None for an unsold unit."""
    return None if text.startswith("- ") else parse_leaf(text)
