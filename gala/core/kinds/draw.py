"""Draw: what a draw announces, its prizes."""

from __future__ import annotations

from gala.core.kinds.parts import Parts, text
from run_sheet import RunSheet
from run_sheet.kinds import Draw


def parts(segment: Draw, sheet: RunSheet) -> Parts:
    """Return a `(prize_id, prize_title, count, value_fen)` for each prize, in drawing order."""
    return Parts(
        detail=tuple(
            (prize.id, text(prize.title), prize.count, prize.value_fen) for prize in segment.prizes
        )
    )
