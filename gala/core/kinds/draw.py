"""Draw: prizes, drawn by a beacon among those who entered here or in an earlier draw."""

from __future__ import annotations

from gala.core.kinds.parts import WEIGHT_MAX, Parts, entry_window, text
from gala.core.plan import LotPlan
from gala.proof.rules import DrawRule
from run_sheet import RunSheet
from run_sheet.kinds import Draw


def parts(segment: Draw, sheet: RunSheet) -> Parts:
    """Return `(prizes, window, alternates)`, the window if it has one of its own, and the lot.

    A prize is `(prize_id, prize_title, count, value_fen)`; they stand in drawing order.
    """
    window = None
    if segment.opens_ms is not None and segment.open_for_ms is not None:
        window = entry_window(
            segment.id,
            segment.title,
            segment.opens_ms,
            segment.open_for_ms,
            sheet,
            quantity_max=WEIGHT_MAX,
            weighed=True,
        )
    entries = segment.entries or segment.id
    prizes = tuple((one.id, text(one.title), one.count, one.value_fen) for one in segment.prizes)
    rule = DrawRule(
        prizes=tuple((one.id, one.count, one.value_fen) for one in segment.prizes),
        alternates=segment.alternates,
        without=(),
    )
    titles = tuple((one.id, text(one.title)) for one in segment.prizes)
    return Parts(
        detail=(prizes, entries, segment.alternates),
        window=window,
        lot=LotPlan(entries, rule, titles),
    )
