"""Who has approved a night that nobody drives, as its record has it."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.record import LOG
from gala.core.approvals import held_approvals
from gala.core.log import LogReader
from gala.core.sheets import sheet_of


def unattended(folder: Path) -> bool:
    """Whether the record in `folder`, whose log has been checked, is of an unattended night."""
    header = _first(folder).header
    return bool(header.approvals or sheet_of(header.sheet).unattended)


def checked_approvals(folder: Path) -> str:
    """Say who has approved the night, every signature checked. Raises `ProofError`.

    The log in `folder` has been checked before. That the breaker was kept, its replay shows.
    """
    header = _first(folder).header
    return held_approvals(
        sheet_of(header.sheet), header.approvals, rehearsal=header.rehearsal, mode=header.mode
    )


def _first(folder: Path) -> LogReader:
    with (folder / LOG).open("rb") as log:
        return LogReader(log.readline().removesuffix(b"\n"))
