"""Who has a unit of a seckill by lot: not who was given an entry, but who was drawn."""

from __future__ import annotations

from gala.core.draws import DrawRun
from gala.core.payouts import is_opened
from gala.core.plan import Plan
from gala.core.state import Show
from gala.proof.rules import DrawRule


def rule_of(plan: Plan, window: str) -> DrawRule | None:
    """Return what is drawn among the entries of `window`, None when its units go to the first."""
    for segment in plan.segments:
        rule = segment.lot.rule if segment.lot and segment.lot.window == window else None
        if isinstance(rule, DrawRule) and rule.by_outlet:
            return rule
    return None


def drawn(show: Show, window: str) -> DrawRun | None:
    """Return the opened draw of a window's units, None before it or where nothing came of it."""
    for draw in show.draws:
        if draw.manifest.window == window and is_opened(draw):
            return draw
    return None


def holders(show: Show, window: str) -> frozenset[str] | None:
    """Return the pseudonyms of those who have a unit; None where all who were given one do."""
    if rule_of(show.plan, window) is None:
        return None
    draw = drawn(show, window)
    if draw is None:
        return frozenset()
    return frozenset(draw.places[place].pseudonym for _, place in draw.winners)


def ever_held(show: Show, window: str) -> frozenset[str] | None:
    """Return as `holders` does, with those who were passed over when they had one."""
    held = holders(show, window)
    draw = drawn(show, window)
    if held is None or draw is None:
        return held
    return held.union(draw.places[place].pseudonym for place in draw.passed_over)
