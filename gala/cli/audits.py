"""The signatures of auditors: in a file beside the sheet, and needed before anything is sold."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from gala.cli.language import Language, failure, is_chinese
from gala.cli.signature_file import SignatureFile
from gala.core.audits import Standing, standings
from gala.proof.audit import Audit, audit_rows, read_audits
from run_sheet import RunSheet
from run_sheet.said import Said

AUDITS_BYTES_MAX = 16 * 1024 * 1024
_FILE = SignatureFile("audits", AUDITS_BYTES_MAX, read_audits)


def audits_file(sheet: Path) -> Path:
    """Return where a sheet's signatures stand: `616.yaml` has `616.audits.json` beside it."""
    return _FILE.beside(sheet)


def read(path: Path, lang: Language | None = None) -> tuple[Audit, ...]:
    """Return the signatures in a file, none when it is not there. Raises `Failure`."""
    return _FILE.read(path, lang)


def write(path: Path, audits: Iterable[Audit], lang: Language | None = None) -> None:
    """Write a sheet's signatures, whole or not at all. Raises `Failure`."""
    _FILE.write(path, audit_rows(audits), lang)


def audits_to_begin(sheet: RunSheet, path: Path, *, rehearsal: bool) -> tuple[Audit, ...]:
    """Return the signatures under what is sold that hold; `path` is the sheet's.

    Raises `Failure` (1) when a sheet with auditors sells what none of them has signed. A rehearsal
    only warns. What is told is in the language of the locale.
    """
    if not sheet.auditors:
        return ()
    found = standings(sheet, read(audits_file(path)))
    open_ones = [standing for standing in found if not standing.valid]
    chinese = is_chinese(None)
    warning = ("警告：" if chinese else "warning: ") if rehearsal else ""
    for standing in open_ones:
        said = lacking(standing)
        print(f"{path}: {warning}{said.zh if chinese else said.en}", file=sys.stderr)
    if open_ones and not rehearsal:
        sign = f"gala audit sign {path} --as {sheet.auditors[0].id}"
        said = Said(
            f"{path} 不能播出：所卖的 {len(found)} 种商品中有 {len(open_ones)} 种没有审核。"
            f"请审核人签字：{sign}；或用 --rehearsal 彩排",
            f"{path} cannot go on air: {len(open_ones)} of {len(found)} goods that it sells are "
            f"not audited. Let an auditor sign them: {sign}; or rehearse with --rehearsal",
        )
        raise failure(said, None, code=1)
    return tuple(audit for standing in found for audit in standing.valid)


def audits_hint(sheet: RunSheet, path: Path, *, chinese: bool) -> str | None:
    """Return how many goods still want a signature; None when none does, or nobody audits.

    Raises `Failure` when the signatures cannot be read.
    """
    if not sheet.auditors:
        return None
    lang = Language.ZH if chinese else Language.EN
    found = standings(sheet, read(audits_file(path), lang))
    count = sum(not standing.valid for standing in found)
    if not count:
        return None
    if chinese:
        return (
            f"{path}: 提示：所卖的 {len(found)} 种商品中有 {count} 种还没有审核人签字，"
            f"这样不能开播：gala audit status {path}"
        )
    return (
        f"{path}: hint: {count} of {len(found)} goods that it sells are not audited, and no show "
        f"begins like this: gala audit status {path}"
    )


def lacking(standing: Standing) -> Said:
    """Say why goods are not audited."""
    zh = "；".join(f"{audit.auditor}，{audit.on}：{why.zh}" for audit, why in standing.faults)
    en = "; ".join(f"{audit.auditor}, {audit.on}: {why.en}" for audit, why in standing.faults)
    return Said(
        f"{standing.goods}：{zh or '没有审核人签字'}",
        f"{standing.goods}: {en or 'no auditor has signed'}",
    )
