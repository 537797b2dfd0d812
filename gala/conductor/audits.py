"""What auditors have signed, as the record of a night has it."""

from __future__ import annotations

from pathlib import Path

from gala.conductor.logged_sheets import logged_sheets
from gala.core.audits import held_audits
from gala.core.sheets import sheet_of


def audited(folder: Path) -> bool:
    """Whether the record in `folder`, whose log has been checked, is of a sheet with auditors."""
    return any(one.audits or sheet_of(one.sheet).auditors for one in logged_sheets(folder))


def checked_audits(folder: Path) -> str:
    """Say who has signed what, every signature checked, before and after each edit on air.

    The log in `folder` has been checked before. Raises `ProofError`.
    """
    said = [
        held_audits(sheet_of(one.sheet), one.audits, rehearsal=one.rehearsal)
        for one in logged_sheets(folder)
    ]
    edits = f"; and so it was before each edit on air ({len(said) - 1})" if said[1:] else ""
    return f"{said[-1]}{edits}"
