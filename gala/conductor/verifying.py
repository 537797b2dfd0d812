"""Verifying a record's folder: every byte of it, the rules, and everything counted again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from gala.conductor import orders_record
from gala.conductor.approvals import checked_approvals, unattended
from gala.conductor.audits import audited, checked_audits
from gala.conductor.entitled import has_rules, held_against_rules
from gala.conductor.guarantees import has_guarantees, recounted
from gala.conductor.record import (
    BUNDLES,
    CHECKPOINT,
    CLAIMS,
    LOG,
    RECEIPTS,
    RECORD,
    digested,
    record_files,
)
from gala.conductor.replay import ClaimError, RecordError, replay
from gala.core.committing import finished
from gala.core.log import LogError
from gala.proof import unproven
from gala.proof.errors import ProofError
from gala.proof.pins import Pins
from gala.proof.recount import Record, verify_record
from gala.proof.report import Report, reporting

NEEDED = (LOG, CLAIMS, RECEIPTS, CHECKPOINT, RECORD)


def verify_folder(folder: Path, pins: Pins) -> Report:
    """Return what the record in `folder` proves under `pins`. Never raises for what is in it."""
    return reporting(partial(_verify, folder, pins))


def _verify(folder: Path, pins: Pins, report: Report) -> None:
    with report.check("whole record"):
        missing = [name for name in NEEDED if not (folder / name).is_file()]
        if missing:
            raise ProofError(
                f"{', '.join(missing)} missing: this is no whole record. A show that was stopped "
                f"is finished with: gala show --resume {folder}"
            )
        try:
            record = _record(folder)
        except OSError as error:
            raise ProofError(f"{error.filename}: {error.strerror}") from None
    counted = verify_record(record, pins)
    report.checks += counted.checks
    report.unproven += counted.unproven
    if counted.ok:
        with report.check("replay") as said:
            said(_replayed(folder))
        if audited(folder):
            with report.check("audits") as said:
                said(checked_audits(folder))
            report.unproven.append(unproven.AUDITORS)
        if unattended(folder):
            with report.check("approvals") as said:
                said(checked_approvals(folder))
            report.unproven.append(unproven.APPROVERS)
        if has_rules(folder):
            with report.check("who took part") as said:
                said(_entitled(folder))
        if has_guarantees(folder):
            with report.check("guarantees") as said:
                said(recounted(folder))
        if orders_record.has_orders(folder):
            with report.check("orders") as said:
                said(orders_record.recounted(folder))


def _entitled(folder: Path) -> str:
    try:
        return held_against_rules(folder)
    except ClaimError as error:
        raise ProofError(str(error)) from None


def _replayed(folder: Path) -> str:
    """Run the log through the rules; say what that gave. Raises `ProofError`."""
    try:
        found = replay(folder)
    except (RecordError, ClaimError, LogError) as error:
        raise ProofError(str(error)) from None
    end = "to the end" if finished(found.show) else "as far as it goes: the night was stopped"
    return f"{found.entries} entries, {end}; state and effects the same at every one"


def _record(folder: Path) -> Record:
    files = {name: digested(path) for name, path in record_files(folder)}
    bundles = {
        name.removeprefix(f"{BUNDLES}/"): (folder / name).read_bytes()
        for name in files
        if name.startswith(f"{BUNDLES}/")
    }
    return Record(
        manifest=(folder / RECORD).read_bytes(),
        files=files,
        log=_lines(folder / LOG),
        checkpoint=(folder / CHECKPOINT).read_bytes().decode("utf-8", "replace"),
        claims=_lines(folder / CLAIMS),
        receipts=_lines(folder / RECEIPTS),
        bundles=bundles,
    )


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                raise ProofError(f"the last line of {path.name} is cut off")
            yield line[:-1]
