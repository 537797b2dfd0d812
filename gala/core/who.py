"""From the `who` of a sheet to the rule of a window: watching scaled by the pace, in seconds."""

from __future__ import annotations

from gala.core.kinds.parts import text
from gala.core.plan import Condition, ListPlan, WhoRule
from run_sheet import Condition as SheetCondition
from run_sheet import RunSheet, Who


def who_rule(who: Who, sheet: RunSheet, pace_milli: int) -> WhoRule:
    """Return the rule at `pace_milli` thousandths of the sheet's own speed."""
    named = {*(who.bought or ())}.union(*(line.bought or () for line in who.weights))
    return WhoRule(
        _condition(who, pace_milli),
        tuple((_condition(line, pace_milli), line.weight) for line in who.weights),
        tuple((one.id, text(one.title)) for one in sheet.segments if one.id in named),
    )


def _condition(one: SheetCondition, pace_milli: int) -> Condition:
    listed = one.listed
    # Watching is counted in whole seconds: rounded up, so that nobody gets in for less.
    watched_s = -(-(one.watched_ms or 0) // pace_milli)
    return Condition(
        one.ticket or (),
        watched_s,
        one.bought or (),
        ListPlan(listed.id, listed.count, listed.digest) if listed else None,
    )
