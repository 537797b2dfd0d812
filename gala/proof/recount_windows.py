"""Each frozen tree of a night, built again from the claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gala.proof.frozen import check_frozen, frozen_texts
from gala.proof.leaf import Leaf
from gala.proof.recount_claims import Claim
from gala.proof.recount_log import TextRow
from gala.proof.report import Report
from gala.proof.rows import Frozen
from gala.proof.sum_tree import SumTree


@dataclass(frozen=True, slots=True)
class Window:
    """A window as it was frozen by a line of the log, with its leaves and their tree."""

    line: TextRow
    frozen: Frozen
    texts: list[str]
    tree: SumTree


def check_windows(
    report: Report, rows: Iterable[TextRow], claims: Iterable[Claim]
) -> dict[int, Window]:
    """Return the window of every line that froze one, by the line's number.

    A window that was closed and opened again is frozen again, with what was given before.
    """
    given: dict[str, dict[str, list[Leaf]]] = {}
    for claim in claims:
        given.setdefault(claim.window, {}).setdefault(claim.leaf.outlet, []).append(claim.leaf)
    windows = {}
    for line in rows:
        if isinstance(line.row, Frozen):
            with report.check(f"window {line.row.window}") as said:
                windows[line.i] = _built(line, line.row, given.get(line.row.window, {}))
                said(f"{line.row.entries} leaves, frozen by line {line.i}")
    return windows


def _built(line: TextRow, frozen: Frozen, given: dict[str, list[Leaf]]) -> Window:
    until = {
        outlet: sorted(
            (leaf for leaf in leaves if leaf.gen <= frozen.gen), key=lambda leaf: leaf.unit
        )
        for outlet, leaves in given.items()
    }
    texts = frozen_texts([(outlet, declared) for outlet, declared, _ in frozen.outlets], until)
    return Window(line, frozen, texts, check_frozen(frozen, texts))
