"""Rain: what a red-packet rain announces, its pool and its packets."""

from __future__ import annotations

from gala.core.kinds.parts import Parts
from run_sheet import RunSheet
from run_sheet.kinds import Rain


def parts(segment: Rain, sheet: RunSheet) -> Parts:
    """Return `(pool_fen, packets)`."""
    return Parts(detail=(segment.pool_fen, segment.packets))
