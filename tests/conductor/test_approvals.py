"""Who approved a night that nobody drives, in a record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gala.conductor.approvals import checked_approvals, unattended
from gala.conductor.record import LOG
from gala.core.log import header_line
from gala.proof.approval import Approval
from gala.proof.errors import ProofError
from run_sheet import digest
from tests.approved import SHEET, UNATTENDED, signed
from tests.core.playing import ORIGIN_MS, sheet_of
from tests.keys import header


def record(
    folder: Path,
    approvals: tuple[Approval, ...],
    *,
    sheet: str = SHEET,
    rehearsal: bool = False,
    mode: str = "auto",
) -> Path:
    """A record's log as far as its first line."""
    made = header("live", sheet, digest(sheet_of(sheet)), 1000, ORIGIN_MS, mode)
    line = header_line(replace(made, approvals=approvals, rehearsal=rehearsal))
    (folder / LOG).write_bytes(line + b"\n")
    return folder


def test_a_sheet_that_people_drive_has_nothing_to_check(tmp_path: Path) -> None:
    attended = SHEET.replace(UNATTENDED, "")
    assert not unattended(record(tmp_path, (), sheet=attended))
    assert unattended(record(tmp_path, signed(), sheet=attended)), "then whose are they?"
    with pytest.raises(ProofError, match="no such approver"):
        checked_approvals(tmp_path)


def test_who_has_approved_is_said_by_name(tmp_path: Path) -> None:
    folder = record(tmp_path, signed())
    assert unattended(folder)
    assert checked_approvals(folder) == "finance and producer approved the night unattended"


def test_a_night_that_went_by_itself_had_two_and_began_in_auto(tmp_path: Path) -> None:
    with pytest.raises(ProofError, match="with 1 approval and not 2"):
        checked_approvals(record(tmp_path, signed(None, "finance")))
    with pytest.raises(ProofError, match="begun by hand"):
        checked_approvals(record(tmp_path, signed(), mode="manual"))
    said = checked_approvals(record(tmp_path, (), rehearsal=True, mode="manual"))
    assert said == "nobody approved the night unattended, in a rehearsal"


def test_a_forged_approval_is_found(tmp_path: Path) -> None:
    producer, finance = signed()
    forged = replace(finance, signature=producer.signature)
    for rehearsal in (False, True):
        folder = record(tmp_path, (producer, forged), rehearsal=rehearsal)
        with pytest.raises(ProofError, match="finance: the signature is not"):
            checked_approvals(folder)
