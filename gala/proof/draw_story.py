"""What the log tells of one draw, in the only order in which it can have happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.proof.errors import ProofError
from gala.proof.rows import (
    Announced,
    Committed,
    DrawOpened,
    Frozen,
    HallDrawn,
    OfDraw,
    PassedOver,
    RainOpened,
    Row,
    Voided,
)


@dataclass(frozen=True, slots=True)
class DrawStory:
    """The lines of a draw; at most one of `opened` and `voided` is there."""

    frozen: Frozen
    committed: Committed
    hall: HallDrawn | None
    opened: DrawOpened | RainOpened | None
    voided: Voided | None
    passed_over: tuple[PassedOver, ...]
    announced: Announced | None


def read_story(rows: Sequence[Row | None]) -> DrawStory:
    """Return the story that `rows`, in the order of the log, tell. Raises `ProofError`."""
    if len(rows) < 2:
        raise ProofError("there is no commitment")
    frozen, committed, *others = rows
    if not isinstance(frozen, Frozen) or not isinstance(committed, Committed):
        raise ProofError("the lines do not begin with the frozen entries and the commitment")
    hall: HallDrawn | None = None
    opened: DrawOpened | RainOpened | None = None
    voided: Voided | None = None
    announced: Announced | None = None
    passed: list[PassedOver] = []
    for row in others:
        if not isinstance(row, OfDraw) or row.number != committed.number:
            raise ProofError("a line has nothing to do with this draw")
        if isinstance(row, HallDrawn) and not (hall or opened or voided):
            hall = row
        elif isinstance(row, DrawOpened | RainOpened) and not (opened or voided):
            opened = row
        elif isinstance(row, Voided) and not (opened or voided):
            voided = row
        elif isinstance(row, PassedOver) and opened:
            passed.append(row)
        elif isinstance(row, Announced) and opened and not announced:
            announced = row
        else:
            raise ProofError("a line cannot stand where it does")
    return DrawStory(frozen, committed, hall, opened, voided, tuple(passed), announced)
