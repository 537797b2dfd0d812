"""What auditors have signed, as the record of a night has it."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.record import LOG
from gala.core.audits import held_audits
from gala.core.log import LogReader
from gala.proof.errors import ProofError
from run_sheet import RunSheet, parse


def audited(folder: Path) -> bool:
    """Whether the record in `folder`, whose log has been checked, is of a sheet with auditors."""
    header = _first(folder).header
    return bool(header.audits or _sheet(header.sheet).auditors)


def checked_audits(folder: Path) -> str:
    """Say who has signed what, every signature checked. Raises `ProofError`.

    The log in `folder` has been checked before.
    """
    header = _first(folder).header
    return held_audits(_sheet(header.sheet), header.audits, rehearsal=header.rehearsal)


def _first(folder: Path) -> LogReader:
    with (folder / LOG).open("rb") as log:
        return LogReader(log.readline().removesuffix(b"\n"))


def _sheet(text: str) -> RunSheet:
    sheet = parse(text).sheet
    if sheet is None:
        raise ProofError("the run sheet in the log has errors")
    return sheet
