"""What auditors signed, in a record: checked with all else, and refused when it was forged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gala.conductor.audits import audited, checked_audits
from gala.conductor.opening import open_show
from gala.conductor.record import (
    LOG,
    Recorder,
    seal,
    write_bundles,
    write_claims,
    write_receipts,
)
from gala.conductor.verifying import verify_folder
from gala.core.log import header_line
from gala.proof import unproven
from gala.proof.audit import Audit
from gala.proof.errors import ProofError
from gala.store.evidence import Evidence
from gala.store.show import Store
from run_sheet import digest
from tests.audited import AUDITORS, SHEET, sheet_of, signed
from tests.conductor import nights
from tests.core.playing import ORIGIN_MS
from tests.keys import KEYS, PROMISE, header

EVENING = sheet_of()

QUICK = SHEET.partition("segments:")[0] + (
    """segments:
  - {id: opening, kind: host, title: Opening, length: 300ms}
  - {id: sale, kind: seckill, title: Sale, length: 700ms, goods: pen, price_fen: 1,
     opens: 200ms, open_for: 300ms, stock: {app: 300}}
"""
)


def record(
    folder: Path, audits: tuple[Audit, ...], *, sheet: str = SHEET, rehearsal: bool = False
) -> Path:
    """A record's log as far as its first line."""
    made = header("live", sheet, digest(sheet_of(sheet)), 1000, ORIGIN_MS, "auto")
    line = header_line(replace(made, audits=audits, rehearsal=rehearsal))
    (folder / LOG).write_bytes(line + b"\n")
    return folder


def test_a_sheet_without_auditors_has_nothing_to_check(tmp_path: Path) -> None:
    nobody = SHEET.replace(AUDITORS, "")
    assert not audited(record(tmp_path, (), sheet=nobody))
    assert audited(record(tmp_path, signed(EVENING), sheet=nobody)), "then whose are they?"
    with pytest.raises(ProofError, match="no such auditor"):
        checked_audits(tmp_path)


def test_who_has_signed_is_said_by_name(tmp_path: Path) -> None:
    folder = record(tmp_path, signed(EVENING))
    assert audited(folder)
    assert checked_audits(folder) == "quality has signed cup, pen"


def test_nothing_is_sold_on_air_that_nobody_signed(tmp_path: Path) -> None:
    with pytest.raises(ProofError, match="sold on air, and no auditor has signed: pen, cup"):
        checked_audits(record(tmp_path, ()))
    said = checked_audits(record(tmp_path, (), rehearsal=True))
    assert said == "not audited, in a rehearsal: pen, cup"


async def recorded(store: Store, folder: Path, audits: tuple[Audit, ...]) -> Path:
    """A whole night whose header has these audits, sealed."""
    evidence = Evidence(KEYS.log)
    recorder = Recorder(store.log, folder, evidence)
    await open_show(store.log, replace(nights.header(store, sheet=QUICK), audits=audits))
    async with nights.conducting(store, "a") as conductor:
        await nights.over(conductor)
    await recorder.finish()
    journals = {"sale": await store.claims_journal("sale")}
    write_claims(folder, journals)
    write_receipts(folder, journals, evidence.origin, KEYS.receipts, PROMISE)
    write_bundles(folder, evidence, journals)
    (folder / "guarantees.jsonl").touch()
    seal(folder, evidence.origin, KEYS.log)
    return folder


async def test_a_whole_record_tells_of_its_audits(store: Store, tmp_path: Path) -> None:
    folder = await recorded(store, tmp_path, signed(sheet_of(QUICK)))
    report = verify_folder(folder, KEYS.pins)
    assert report.ok, report.checks[-1]
    (check,) = [check for check in report.checks if check.name == "audits"]
    assert check.detail == "quality has signed pen"
    assert unproven.AUDITORS in report.unproven


def forged(audit: Audit) -> Audit:
    return replace(audit, signature=audit.signature[:8] + bytes(56))


def voided(_: Audit) -> Audit:
    return signed(sheet_of(QUICK.replace("price_fen: 900", "price_fen: 901")))[0]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (forged, "quality under pen: the signature is not that of this key"),
        (voided, "quality under pen: the goods have been changed since"),
        (lambda audit: replace(audit, auditor="law"), "law under pen: the signature is not"),
        (lambda audit: replace(audit, auditor="x"), "x under pen: the sheet names no such auditor"),
    ],
)
def test_what_is_not_an_auditors_signature(
    tmp_path: Path, made: Callable[[Audit], Audit], why: str
) -> None:
    audit = made(signed(sheet_of(QUICK))[0])
    for rehearsal in (False, True):
        folder = record(tmp_path, (audit,), sheet=QUICK, rehearsal=rehearsal)
        with pytest.raises(ProofError, match=why):
            checked_audits(folder)


async def test_an_operator_who_forges_an_audit_is_refused(store: Store, tmp_path: Path) -> None:
    audit = forged(signed(sheet_of(QUICK))[0])
    report = verify_folder(await recorded(store, tmp_path, (audit,)), KEYS.pins)
    assert not report.ok
    assert report.checks[-1].name == "audits"
    assert report.checks[-1].detail.startswith("quality under pen: the signature is not that")
