"""The whole log, line after line: that nothing is missing, and that the checkpoint is over it all.

What the rules make of it is for the replay to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gala.proof.errors import ProofError
from gala.proof.log_line import LogHeader, read_header, read_line
from gala.proof.log_tree import LogTree, leaf_hash
from gala.proof.note import read_checkpoint
from gala.proof.pins import Pins
from gala.proof.report import Report
from gala.proof.rows import Row


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row that matters to proofs, with the number and the text of its line."""

    i: int
    text: str
    row: Row


@dataclass(frozen=True, slots=True)
class WholeLog:
    """A log that has been read to its end."""

    header: LogHeader
    rows: tuple[TextRow, ...]
    tree: LogTree
    checkpoint: str


def check_log(report: Report, lines: Iterable[bytes], checkpoint: str, pins: Pins) -> WholeLog:
    """Return the log, once its chain, its keys and its checkpoint are seen to hold.

    `lines` come without their line feeds.
    """
    with report.check("log") as said:
        coming = iter(lines)
        first = next(coming, b"")
        header = read_header(first)
        if (header.log, header.receipts, header.vrf) != (pins.log, pins.receipts, pins.vrf):
            raise ProofError("the log names other keys than those pinned")
        tree = LogTree([leaf_hash(first)])
        rows, before = [], header.hash
        for number, data in enumerate(coming, start=1):
            line = read_line(data)
            if line.i != number or line.prev != before:
                raise ProofError(f"line {number} does not continue the one before it")
            before = line.hash
            tree.append(leaf_hash(data))
            if line.row is not None:
                rows.append(TextRow(number, data.decode("utf-8"), line.row))
        said(f"{len(tree)} lines of {header.origin}")
    with report.check("checkpoint"):
        signed = read_checkpoint(checkpoint, pins.log)
        if (signed.origin, signed.size, signed.root) != (header.origin, len(tree), tree.root()):
            raise ProofError("the checkpoint is not over this whole log")
    return WholeLog(header, tuple(rows), tree, checkpoint)
