"""The bundle of a window: all its leaves, and the line of the log that froze them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gala.proof import shapes, unproven
from gala.proof.canon import canonical
from gala.proof.errors import ProofError
from gala.proof.frozen import check_frozen
from gala.proof.pins import Pins
from gala.proof.proven_lines import check_lines, proven_fields
from gala.proof.report import Report
from gala.proof.rows import Frozen

_KEYS = frozenset({"checkpoint", "gala", "leaves", "lines", "version"})


def window_bundle(checkpoint: str, line: tuple[int, str, bytes], leaves: Sequence[str]) -> bytes:
    """Return the file over a window's leaves; `line` is number, line and path of its freeze."""
    fields = {
        "checkpoint": checkpoint,
        "gala": "window",
        "leaves": list(leaves),
        "lines": proven_fields([line]),
        "version": 1,
    }
    return canonical(fields) + b"\n"


def check_window_bundle(report: Report, value: dict[str, Any], pins: Pins) -> None:
    """Check everything that the bundle `value` claims, into `report`."""
    report.unproven += [unproven.PERSONS, unproven.ARRIVAL, unproven.ONE_LOG]
    with report.check("bundle"):
        fields = shapes.exact(value, _KEYS, "the bundle")
        shapes.constant(fields["version"], 1, "the version")
        leaves = [
            shapes.text(leaf, "a leaf") for leaf in shapes.items(fields["leaves"], "the leaves")
        ]
    _, lines = check_lines(report, fields["checkpoint"], fields["lines"], pins)
    with report.check("story"):
        if len(lines) != 1 or not isinstance(frozen := lines[0].row, Frozen):
            raise ProofError("there is not the one line that freezes the window")
    with report.check("frozen tree") as said:
        check_frozen(frozen, leaves)
        given = sum(count for _, _, count in frozen.outlets)
        said(f"{frozen.window}: {given} of {frozen.numbers} given, {frozen.entries} leaves")
