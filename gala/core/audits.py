"""Which goods of a sheet have been audited: the signatures that are there, held to what is sold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gala.proof.audit import Audit
from gala.proof.errors import ProofError
from run_sheet import RunSheet, audited_digest, audited_texts
from run_sheet.said import Said

State = Literal["audited", "void", "unsigned"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How goods that are sold stand with the sheet's auditors.

    `digest` is that of their audited text. `valid` are the signatures that hold; `faults` has every
    other one, with what is wrong with it.
    """

    goods: str
    digest: str
    valid: tuple[Audit, ...]
    faults: tuple[tuple[Audit, Said], ...]

    @property
    def state(self) -> State:
        """`void` is signed, but by nobody who may, or not as the goods are now."""
        if self.valid:
            return "audited"
        return "void" if self.faults else "unsigned"


def standings(sheet: RunSheet, audits: Iterable[Audit]) -> tuple[Standing, ...]:
    """Return how all goods that a segment sells stand, as the sheet lists them."""
    keys = {one.id: bytes.fromhex(one.key) for one in sheet.auditors or ()}
    signed: dict[str, list[Audit]] = {}
    for audit in audits:
        signed.setdefault(audit.goods, []).append(audit)
    found = []
    for goods, text in audited_texts(sheet).items():
        digest = audited_digest(text)
        valid, faults = [], []
        for audit in signed.get(goods, ()):
            wrong = _wrong(audit, digest, keys)
            if wrong is None:
                valid.append(audit)
            else:
                faults.append((audit, wrong))
        found.append(Standing(goods, digest, tuple(valid), tuple(faults)))
    return tuple(found)


def held_audits(sheet: RunSheet, audits: Iterable[Audit], *, rehearsal: bool) -> str:
    """Say who has audited what, with the signatures that stand in the log of a night.

    Each must hold. On air all goods that are sold must have one. Raises `ProofError`.
    """
    audits = tuple(audits)
    found = standings(sheet, audits)
    for standing in found:
        for audit, wrong in standing.faults:
            raise ProofError(f"{audit.auditor} under {audit.goods}: {wrong.en}")
    if strange := sorted({one.goods for one in audits} - {one.goods for one in found}):
        raise ProofError(f"{strange[0]} is audited, and nothing sells it")
    missing = [standing.goods for standing in found if not standing.valid]
    if missing and not rehearsal:
        raise ProofError(f"sold on air, and no auditor has signed: {', '.join(missing)}")
    said = [
        f"{auditor.id} has signed {', '.join(sorted(goods))}"
        for auditor in sheet.auditors or ()
        if (goods := {one.goods for one in audits if one.auditor == auditor.id})
    ]
    if missing:
        said.append(f"not audited, in a rehearsal: {', '.join(missing)}")
    return "; ".join(said) or "nothing is sold"


def _wrong(audit: Audit, digest: str, keys: dict[str, bytes]) -> Said | None:
    """What is wrong with a signature; None when it holds."""
    if audit.auditor not in keys:
        return Said("流程单里没有这位审核人", "the sheet names no such auditor")
    if audit.digest != digest:
        return Said("签名之后商品有改动", "the goods have been changed since they were signed")
    try:
        audit.check(keys[audit.auditor])
    except ProofError as error:
        return Said("签名不是用这把钥匙签的", str(error))
    return None
