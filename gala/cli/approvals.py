"""The signatures of approvers: in a file beside the sheet, and needed before it goes by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from gala.cli.language import Language, failure, is_chinese
from gala.cli.signature_file import SignatureFile
from gala.core.approvals import Approved, approved
from gala.proof.approval import Approval, approval_rows, read_approvals
from run_sheet import APPROVALS_MIN, RunSheet
from run_sheet.said import Said

APPROVALS_BYTES_MAX = 1024 * 1024
_FILE = SignatureFile("approvals", APPROVALS_BYTES_MAX, read_approvals)


def approvals_file(sheet: Path) -> Path:
    """Return where approvals stand: `616.yaml` has `616.approvals.json` beside it."""
    return _FILE.beside(sheet)


def read(path: Path, lang: Language | None = None) -> tuple[Approval, ...]:
    """Return the approvals in a file, none when it is not there. Raises `Failure`."""
    return _FILE.read(path, lang)


def write(path: Path, approvals: Iterable[Approval], lang: Language | None = None) -> None:
    """Write a sheet's approvals, whole or not at all. Raises `Failure`."""
    _FILE.write(path, approval_rows(approvals), lang)


def approvals_to_begin(
    sheet: RunSheet, path: Path, *, rehearsal: bool, auto: bool, beacon: str
) -> tuple[Approval, ...]:
    """Return the approvals that hold of an unattended sheet; `path` is the sheet's.

    Raises `Failure` when it cannot go on air by itself: 1 without two approvals, 2 when it was
    asked to be driven by hand, or to wait for people in the hall. A rehearsal only warns. What is
    told is in the language of the locale.
    """
    if sheet.unattended is None:
        return ()
    if not rehearsal and not auto:
        said = Said(
            f"{path} 无人值守，自己推进：去掉 --manual",
            f"{path} is unattended and drives itself: leave out --manual",
        )
        raise failure(said, None)
    if not rehearsal and beacon == "hall":
        said = Said(
            f"{path} 无人值守：现场没有人抽签，不能用 --beacon hall",
            f"{path} is unattended: nobody is there to draw, so leave out --beacon hall",
        )
        raise failure(said, None)
    found, chinese = approved(sheet, read(approvals_file(path))), is_chinese(None)
    for approval, wrong in found.faults:
        why = wrong.zh if chinese else wrong.en
        print(f"{path}: {approval.approver}, {approval.on}: {why}", file=sys.stderr)
    if not found.whole:
        zh, en = lacking(sheet, path, found)
        if not rehearsal:
            refused = Said(
                f"{path} 不能无人值守地播出：{zh}", f"{path} cannot go on air unattended: {en}"
            )
            raise failure(refused, None, code=1)
        print(f"{path}: {f'警告：{zh}' if chinese else f'warning: {en}'}", file=sys.stderr)
    return found.valid


def approvals_hint(sheet: RunSheet, path: Path, *, chinese: bool) -> str | None:
    """Return how many approvals are still wanted; None when none are.

    Raises `Failure` when they cannot be read.
    """
    if sheet.unattended is None:
        return None
    lang = Language.ZH if chinese else Language.EN
    found = approved(sheet, read(approvals_file(path), lang))
    if found.whole:
        return None
    if chinese:
        return (
            f"{path}: 提示：无人值守的流程单要 {APPROVALS_MIN} 个人批准，现有 {len(found.valid)} "
            f"人，这样不能开播：gala approve status {path}"
        )
    return (
        f"{path}: hint: an unattended sheet takes {APPROVALS_MIN} approvals and has "
        f"{len(found.valid)}, and no show begins like this: gala approve status {path}"
    )


def lacking(sheet: RunSheet, path: Path, found: Approved) -> Said:
    """Say how many approvals are missing, and what one does about it."""
    assert sheet.unattended is not None
    there = {one.approver for one in found.valid}
    others = [one.id for one in sheet.unattended.approvers if one.id not in there]
    sign = f"gala approve sign {path} --as {others[0]}"
    return Said(
        f"要 {APPROVALS_MIN} 个人批准，现有 {len(there)} 人。请 {' 或 '.join(others)} 签字：{sign}"
        "；或用 --rehearsal 彩排",
        f"{len(there)} of {APPROVALS_MIN} approvals. Let {' or '.join(others)} sign it: {sign}; or "
        "rehearse with --rehearsal",
    )
