"""Story: guests on stage; it adds nothing that viewers act on."""

from __future__ import annotations

from gala.core.kinds.parts import Parts
from run_sheet import RunSheet
from run_sheet.kinds import Story


def parts(segment: Story, sheet: RunSheet) -> Parts:
    """Return no detail: the title and the guests say it all."""
    return Parts()
