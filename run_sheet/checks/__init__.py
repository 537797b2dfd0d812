"""What is judged of a sheet that can be played: one module for each family of rules.

A check sees whole valid sheets only and yields findings; whether one is told, and how severe it is,
the sheet's settings and waivers say afterwards (`run_sheet/weighing.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import RunSheet
from ..problem import Finding
from .audit import audit_findings

CHECKS: tuple[Callable[[RunSheet], Iterator[Finding]], ...] = (audit_findings,)


def judged(sheet: RunSheet) -> Iterator[Finding]:
    """Yield what all checks find."""
    for check in CHECKS:
        yield from check(sheet)
