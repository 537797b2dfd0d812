"""Lines of the log with their paths to a checkpoint: what bundles of the log are made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from gala.proof import shapes
from gala.proof.canon import unhex
from gala.proof.errors import ProofError
from gala.proof.log_line import LogLine, read_line
from gala.proof.log_tree import leaf_hash, root_from_path
from gala.proof.note import Checkpoint, read_checkpoint
from gala.proof.pins import Pins
from gala.proof.report import Report

_KEYS = frozenset({"i", "line", "path"})


def proven_fields(lines: Sequence[tuple[int, str, bytes]]) -> list[dict[str, Any]]:
    """Return (number, line, path) of each line as objects of canonical JSON."""
    return [{"i": i, "line": line, "path": path.hex()} for i, line, path in lines]


def proven_texts(value: object) -> list[tuple[int, str, bytes]]:
    """Return number, line and path of each, as they stand in a bundle. Raises `ProofError`."""
    texts = []
    for item in shapes.items(value, "the lines"):
        fields = shapes.exact(item, _KEYS, "a proven line")
        number = shapes.integer(fields["i"], "the number of a line", least=1)
        texts.append((number, shapes.text(fields["line"], "a line"), unhex(fields["path"])))
    return texts


def check_lines(
    report: Report, checkpoint: object, lines: object, pins: Pins
) -> tuple[Checkpoint, list[LogLine]]:
    """Return the checkpoint and the lines of a bundle, once they are seen to be in that log."""
    with report.check("checkpoint signature") as said:
        signed = read_checkpoint(shapes.text(checkpoint, "the checkpoint"), pins.log)
        said(f"{signed.origin}, {signed.size} lines")
    with report.check("log path") as said:
        texts = proven_texts(lines)
        for number, text, path in texts:
            found = root_from_path(leaf_hash(text.encode("utf-8")), number, signed.size, path)
            if found != signed.root:
                raise ProofError(f"line {number} is not in the log of the checkpoint")
        if any(one[0] >= after[0] for one, after in pairwise(texts)):
            raise ProofError("the lines are not in the order of the log")
        said("lines " + ", ".join(str(number) for number, _, _ in texts))
    with report.check("lines"):
        proven = [read_line(text.encode("utf-8")) for _, text, _ in texts]
        if [line.i for line in proven] != [number for number, _, _ in texts]:
            raise ProofError("a line says that it is another one")
    return signed, proven
