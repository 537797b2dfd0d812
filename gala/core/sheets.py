"""A run sheet's text, read: the sheet and the plan that it leads to, each read only once.

A log holds sheets as texts: one in its first line, and one in each edit on air.
"""

from __future__ import annotations

from functools import lru_cache

from gala.core.compile import compile_plan
from gala.core.plan import Plan
from run_sheet import Parsed, RunSheet, parse

_KEPT = 4
"""The sheet in force, the one before it, and what somebody is looking at: a simulation reads the
same one a hundred times."""


@lru_cache(maxsize=_KEPT)
def parsed(text: str) -> Parsed:
    """Return what came of reading a sheet's text, with everything that is wrong with it."""
    return parse(text)


def sheet_of(text: str) -> RunSheet:
    """Return the sheet of a text. Raises `ValueError` when it has errors."""
    sheet = parsed(text).sheet
    if sheet is None:
        raise ValueError("the run sheet in it has errors")
    return sheet


@lru_cache(maxsize=_KEPT)
def plan_of(text: str, pace_milli: int, rehearsal: bool) -> Plan:
    """Return what a sheet leads to. Raises `ValueError` when it has errors."""
    return compile_plan(sheet_of(text), pace_milli, rehearsal=rehearsal)
