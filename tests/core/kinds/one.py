"""One segment in a sheet that has everything a segment may refer to."""

from gala.core.kinds import KINDS, Parts
from tests.core.playing import SHEET, sheet_of


def parts_of(segment: str) -> Parts:
    """Return what the segment's kind makes of it; `segment` is a YAML flow mapping."""
    sheet = sheet_of(SHEET.partition("segments:")[0] + f"segments:\n  - {segment}\n")
    return KINDS[sheet.segments[0].kind](sheet.segments[0], sheet)
