"""Who has a unit of a seckill by lot: not who was given an entry, but who was drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gala.core.draws import DrawRun
from gala.core.orders.drawn import Award
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
    """Return the pseudonyms of those who have a unit; None where all who were given one do.

    Where units have to be paid for they are those who were drawn for one: what has become of it
    since is in the orders alone.
    """
    if rule_of(show.plan, window) is None:
        return None
    draw = drawn(show, window)
    if draw is None or show.window(window).revoked:
        return frozenset()
    return frozenset(draw.places[place].pseudonym for _, place in draw.winners)


def ever_held(show: Show, window: str) -> frozenset[str] | None:
    """Return as `holders` does, with those who were passed over when they had one.

    Where units have to be paid for it is everybody who was drawn: who waits may have got what
    another has not paid for, and only the orders say so.
    """
    held = holders(show, window)
    draw = drawn(show, window)
    if held is None or draw is None:
        return held
    if show.window_plan(window).orders_by_lot:
        return frozenset(one.pseudonym for one in draw.places)
    return held.union(draw.places[place].pseudonym for place in draw.passed_over)


def award(show: Show, window: str) -> Award | None:
    """Return what a draw gave of a window whose units have to be paid for; None before it is
    announced.

    It follows from the log alone, so whoever conducts makes the same orders of it.
    """
    draw, plan = drawn(show, window), show.window_plan(window)
    if not plan.orders_by_lot or draw is None or draw.ordered_ms is None:
        return None
    then = replace(draw, passed_over=draw.passed_over[: draw.passed_before])
    numbers: Counter[str] = Counter()
    units = []
    for outlet, place in then.winners:
        numbers[outlet] += 1
        units.append((outlet, numbers[outlet], draw.places[place].pseudonym))
    waiting = [
        (outlet, draw.places[place].pseudonym)
        for outlet, places in then.waiting
        for place in places
    ]
    passed = [(draw.outlet(place), draw.places[place].pseudonym) for place in draw.passed_over]
    return Award(draw.ordered_ms, tuple(units), tuple(waiting), tuple(passed))


def to_order(show: Show, window: str) -> Award | None:
    """Return as `award` does; None of a window with a revoked opening.

    The draw was among all that had entered, so nothing of it counts any more.
    """
    return None if show.window(window).revoked else award(show, window)


def unit_stock(show: Show, window: str) -> tuple[tuple[str, int], ...]:
    """Return `(outlet, units)` of what a window that sells units has, by lot or not."""
    rule = rule_of(show.plan, window)
    if rule is None:
        return show.window(window).declared(show.window_plan(window))
    return tuple((outlet, count) for outlet, count, _ in rule.prizes)


def void_units(show: Show, window: str) -> tuple[tuple[str, int], ...]:
    """Return `(outlet, units)` of what was given, by lot or not, and is void."""
    rule, run = rule_of(show.plan, window), show.window(window)
    if rule is None:
        return run.void()
    draw = drawn(show, window) if run.revoked else None
    given = Counter(outlet for outlet, _ in draw.winners) if draw else Counter[str]()
    return tuple((outlet, given[outlet]) for outlet, _, _ in rule.prizes)
