"""The run sheets that a log states: that of its first line, and one for each edit on air.

For whoever has checked the log and wants no more of it than that: nothing is stepped through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gala.core.edit_events import SheetEdited
from gala.core.events import from_row
from gala.proof.audit import Audit, read_audits

_EDIT = b'"event":["' + SheetEdited.name.encode() + b'"'


@dataclass(frozen=True, slots=True)
class Stated:
    """A run sheet as a log states it, its text and digest, with the signatures under its goods."""

    sheet: str
    digest: str
    audits: tuple[Audit, ...]
    pace_milli: int
    rehearsal: bool


def stated(lines: Iterable[bytes]) -> Iterator[Stated]:
    """Yield the sheets of a log that has been checked, in the order in which they were in force."""
    coming = iter(lines)
    first = json.loads(next(coming))
    of_all = first["pace_milli"], first["rehearsal"]
    audits = read_audits(first.get("audits", []))
    yield Stated(first["sheet"], first["sheet_digest"], audits, *of_all)
    for line in coming:
        if _EDIT in line:
            event = from_row(json.loads(line)["event"])
            assert isinstance(event, SheetEdited)
            yield Stated(event.sheet, event.digest, event.signed(), *of_all)
