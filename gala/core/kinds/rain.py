"""Rain: a pool of money in packets, caught as chances and split by a beacon."""

from __future__ import annotations

from gala.core.kinds.parts import Parts, entry_window
from gala.core.plan import LotPlan
from gala.proof.rules import RainRule
from run_sheet import RunSheet
from run_sheet.kinds import Rain


def parts(segment: Rain, sheet: RunSheet) -> Parts:
    """Return `(pool_fen, packets, window, min_fen, max_fen, per_viewer)`, window and lot."""
    window = entry_window(
        segment.id,
        segment.title,
        segment.opens_ms,
        segment.open_for_ms,
        sheet,
        quantity_max=segment.per_viewer,
    )
    rule = RainRule(segment.pool_fen, segment.packets, segment.min_fen, segment.max_fen)
    return Parts(
        detail=(
            *(segment.pool_fen, segment.packets, window.id),
            *(segment.min_fen, segment.max_fen, segment.per_viewer),
        ),
        window=window,
        lot=LotPlan(window.id, rule),
    )
