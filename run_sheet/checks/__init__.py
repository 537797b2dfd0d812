"""What is judged of a sheet that can be played: one module for each family of rules.

A check sees whole valid sheets only and yields findings; whether one is told, and how severe it is,
the sheet's settings and waivers say afterwards (`run_sheet/weighing.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import RunSheet
from ..problem import Finding
from .audit import audit_findings
from .capacity import capacity_findings
from .claims import claim_findings
from .draw_margins import margin_findings
from .money import money_findings
from .prices import price_findings
from .prizes import prize_findings
from .rooms import room_findings
from .tricks import trick_findings
from .unattended import unattended_findings

CHECKS: tuple[Callable[[RunSheet], Iterator[Finding]], ...] = (
    price_findings,
    trick_findings,
    claim_findings,
    prize_findings,
    audit_findings,
    unattended_findings,
    money_findings,
    capacity_findings,
    room_findings,
    margin_findings,
)


def judged(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what all checks find."""
    for check in CHECKS:
        yield from check(sheet)
