"""The run sheets that a record's log states, for what is counted again beside the log."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.record import LOG
from gala.core.stated import Stated, stated


def logged_sheets(folder: Path) -> tuple[Stated, ...]:
    """Return the sheets in the order in which they were in force; there is always one.

    The log in `folder` has been checked before. Raises `OSError`.
    """
    with (folder / LOG).open("rb") as log:
        return tuple(stated(line.removesuffix(b"\n") for line in log))
