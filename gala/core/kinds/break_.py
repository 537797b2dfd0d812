"""Break: a filler or an advertisement between segments."""

from __future__ import annotations

from gala.core.kinds.parts import Parts
from run_sheet import RunSheet
from run_sheet.kinds import Break


def parts(segment: Break, sheet: RunSheet) -> Parts:
    """Return no detail: a break is its title."""
    return Parts()
