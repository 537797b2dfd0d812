"""Who took part, held against the rules as far as a record tells: what was bought, and weights.

Of a viewer a record has nothing but its receipts. So of a rule's conditions only `bought` can be
counted again; a weight must be what the lines that hold for sure make of some ticket's weight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gala.core.eligibility import WEIGHT_MAX, Facts, NotEligible, conditions, judge
from gala.core.plan import Condition, Plan, WhoRule, WindowPlan
from gala.core.seckill import Winner

CLOCKS_MS = 2_000
"""How much later the receipt may be dated: windows may lie on nodes with clocks of their own."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim that was given: by whom, in which window; `line` is where it stands."""

    line: int
    window: str
    winner: Winner


def ruled(plan: Plan) -> dict[str, WindowPlan]:
    """Return the windows that not everybody may take part in alike."""
    windows = (segment.window for segment in plan.segments)
    return {window.id: window for window in windows if window and window.who}


def not_entitled(plan: Plan, claims: Iterable[Taken]) -> Taken | None:
    """Return the first claim that its window's rule cannot have let in, or not so heavily."""
    windows = ruled(plan)
    sellers = {
        seller
        for condition in conditions(window.who for window in windows.values())
        for seller in condition.bought
    }
    bought_ms: dict[tuple[str, str], int] = {}
    held: list[Taken] = []
    for one in claims:
        if one.window in sellers:
            bought_ms[one.window, one.winner.viewer] = one.winner.won.at_ms
        if one.window in windows:
            held.append(one)
    for one in held:
        window = windows[one.window]
        latest_ms = one.winner.won.at_ms + CLOCKS_MS
        has = frozenset(
            seller
            for seller in sellers
            if bought_ms.get((seller, one.winner.viewer), latest_ms + 1) <= latest_ms
        )
        if not _possible(window, has, frozenset(sellers) - has, one.winner.won.quantity):
            return one
    return None


def _possible(
    window: WindowPlan, has: frozenset[str], has_not: frozenset[str], quantity: int
) -> bool:
    rule = window.who
    assert rule is not None
    known = Facts(bought=has, not_bought=has_not)
    if isinstance(judge(WhoRule(Condition(bought=rule.condition.bought)), known), NotEligible):
        return False
    if not window.weighed or quantity == WEIGHT_MAX:
        return True
    weight = 1
    for condition, times in rule.weights:
        alone = Condition(bought=condition.bought)
        if condition == alone and not isinstance(judge(WhoRule(alone), known), NotEligible):
            weight *= times
    return quantity % weight == 0
