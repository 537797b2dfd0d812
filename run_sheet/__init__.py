"""The run sheet: one text file that says what happens when in a show.

    parsed = run_sheet.parse(data, name="616.yaml")
    if parsed.sheet is None:
        print(parsed.report())

Pure: it reads no files and no clock, and imports nothing of gala.
"""

from __future__ import annotations

from .advice import Advice, advice
from .audited import audited_digest, audited_texts
from .auditors import Auditor
from .digest import digest
from .includes import Files, included_names
from .kinds import (
    KINDS,
    AnySegment,
    Break,
    Draw,
    Guest,
    GuestSegment,
    Host,
    Performance,
    PlanB,
    Prize,
    Rain,
    Seckill,
    Segment,
    Story,
    Visit,
    WindowSegment,
)
from .model import Good, Outlet, Promise, Room, RunSheet
from .parse import Parsed, parse
from .problem import Problem
from .rules import Rule
from .schema import json_schema
from .text import Text
from .trust import GUARANTEE_KINDS, Guarantee, Merchant, OptIn, Tier
from .unattended import APPROVALS_MIN, Approver, Unattended
from .waivers import Waiver
from .weighing import waivers_in
from .who import Condition, ListOf, Weight, Who

__all__ = [
    "APPROVALS_MIN",
    "GUARANTEE_KINDS",
    "KINDS",
    "Advice",
    "AnySegment",
    "Approver",
    "Auditor",
    "Break",
    "Condition",
    "Draw",
    "Files",
    "Good",
    "Guarantee",
    "Guest",
    "GuestSegment",
    "Host",
    "ListOf",
    "Merchant",
    "OptIn",
    "Outlet",
    "Parsed",
    "Performance",
    "PlanB",
    "Prize",
    "Problem",
    "Promise",
    "Rain",
    "Room",
    "Rule",
    "RunSheet",
    "Seckill",
    "Segment",
    "Story",
    "Text",
    "Tier",
    "Unattended",
    "Visit",
    "Waiver",
    "Weight",
    "Who",
    "WindowSegment",
    "advice",
    "audited_digest",
    "audited_texts",
    "digest",
    "included_names",
    "json_schema",
    "parse",
    "waivers_in",
]
