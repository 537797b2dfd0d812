"""Whether an unattended sheet has been approved: signatures of two people, held to its digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gala.proof.approval import Approval
from gala.proof.errors import ProofError
from run_sheet import APPROVALS_MIN, RunSheet, digest
from run_sheet.said import Said


@dataclass(frozen=True, slots=True)
class Approved:
    """How a sheet stands with its approvers.

    `valid` are the signatures that hold; `faults` has every other one, with what is wrong with it.
    """

    digest: str
    valid: tuple[Approval, ...]
    faults: tuple[tuple[Approval, Said], ...]

    @property
    def whole(self) -> bool:
        """Whether it may go on air with nobody there."""
        return len(self.valid) >= APPROVALS_MIN


def approved(sheet: RunSheet, approvals: Iterable[Approval]) -> Approved:
    """Return how a sheet stands; without `unattended` it has no approvers."""
    keys = {
        one.id: bytes.fromhex(one.key)
        for one in (sheet.unattended.approvers if sheet.unattended else ())
    }
    meant = digest(sheet)
    valid: list[Approval] = []
    faults: list[tuple[Approval, Said]] = []
    used: set[bytes] = set()
    for approval in approvals:
        wrong = _wrong(approval, meant, keys)
        if wrong is None and keys[approval.approver] in used:
            wrong = Said(
                "另一位批准人用的就是这把钥匙", "another approver has signed with this very key"
            )
        if wrong is None:
            used.add(keys[approval.approver])
            valid.append(approval)
        else:
            faults.append((approval, wrong))
    return Approved(meant, tuple(valid), tuple(faults))


def held_approvals(
    sheet: RunSheet, approvals: Iterable[Approval], *, rehearsal: bool, mode: str
) -> str:
    """Say who has approved an unattended night, with the signatures that stand in its log.

    Each must hold. On air there must be two, and the night began in AUTO. Raises `ProofError`.
    """
    found = approved(sheet, approvals)
    for approval, wrong in found.faults:
        raise ProofError(f"{approval.approver}: {wrong.en}")
    if not rehearsal:
        if not found.whole:
            raise ProofError(f"on air unattended, with {_count(found)} and not {APPROVALS_MIN}")
        if mode != "auto":
            raise ProofError("approved to go by itself, and begun by hand")
    names = " and ".join(one.approver for one in found.valid)
    said = f"{names} approved" if names else "nobody approved"
    return f"{said} the night unattended" + ("" if found.whole else ", in a rehearsal")


def _count(found: Approved) -> str:
    return f"{len(found.valid)} approval{'' if len(found.valid) == 1 else 's'}"


def _wrong(approval: Approval, meant: str, keys: dict[str, bytes]) -> Said | None:
    """What is wrong with a signature; None when it holds."""
    if approval.approver not in keys:
        return Said("流程单里没有这位批准人", "the sheet names no such approver")
    if approval.digest != meant:
        return Said("签名之后流程单有改动", "the sheet has been changed since it was signed")
    try:
        approval.check(keys[approval.approver])
    except ProofError as error:
        return Said("签名不是用这把钥匙签的", str(error))
    return None
