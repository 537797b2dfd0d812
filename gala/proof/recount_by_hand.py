"""What people did to windows by hand: more stock, and results withdrawn; who, why, and how much.

A revoked unit stays a leaf and a claim: it is counted, and shown as void. A record without such
rows has no such checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from gala.proof.errors import ProofError
from gala.proof.recount_claims import Claim
from gala.proof.recount_log import TextRow
from gala.proof.report import Report
from gala.proof.rows import Frozen, Revoked, ToppedUp


def check_by_hand(report: Report, lines: Sequence[TextRow], claims: Iterable[Claim]) -> None:
    """Hold declared stock to what was added, and say what is void."""
    rows = [line.row for line in lines]
    if any(isinstance(row, ToppedUp) for row in rows):
        with report.check("topped up") as said:
            said("; ".join(_top_ups(rows)))
    revoked = [row for row in rows if isinstance(row, Revoked)]
    if revoked:
        with report.check("revoked") as said:
            said("; ".join(_voided(revoked, claims)))


def _top_ups(rows: Sequence[object]) -> list[str]:
    """Return each top-up in words. Raises `ProofError` when a tree is over less, or over more."""
    told: list[str] = []
    added: Counter[tuple[str, str]] = Counter()
    sheets: dict[tuple[str, str], int] = {}
    for row in rows:
        if isinstance(row, ToppedUp):
            added[row.window, row.outlet] += row.units
            told.append(
                f"{row.units} more of {row.window} on {row.outlet} by {row.by} and {row.second}: "
                f"{row.reason}"
            )
        elif isinstance(row, Frozen):
            for outlet, declared, _ in row.outlets:
                part = (row.window, outlet)
                # What the sheet declared never changes; the replay holds it to the sheet itself.
                sheet = sheets.setdefault(part, declared - added[part])
                if sheet < 0 or declared - added[part] != sheet:
                    raise ProofError(f"the stock of {row.window} on {outlet} is not what was added")
    return told


def _voided(revoked: Sequence[Revoked], claims: Iterable[Claim]) -> list[str]:
    """Return each revocation in words. Raises `ProofError` when one is there twice."""
    units: Counter[tuple[str, int]] = Counter()
    for claim in claims:
        units[claim.window, claim.leaf.gen] += claim.leaf.quantity
    told: dict[tuple[str, int], str] = {}
    for row in revoked:
        opening = (row.window, row.gen)
        if opening in told:
            raise ProofError(f"opening {row.gen} of {row.window} is revoked twice")
        told[opening] = (
            f"{units[opening]} units of opening {row.gen} of {row.window} are void, by {row.by} "
            f"and {row.second}: {row.reason}"
        )
    return list(told.values())
