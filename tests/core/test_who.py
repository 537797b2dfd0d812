"""The `who` of a sheet as the rule of a window, and on the segment's card."""

from __future__ import annotations

from typing import Any

from gala.core.canonical import encode
from gala.core.compile import compile_plan
from gala.core.plan import Condition, ListPlan, Plan
from tests.core.playing import SHEET, sheet_of

DIGEST = "5f" * 32
LATER = f"""
  - {{id: later, kind: draw, title: Later, length: 60s, opens: 0s, open_for: 30s,
     prizes: [{{id: p, title: P, count: 1, value_fen: 1}}],
     who: {{ticket: {{tier: [silver, gold]}}, watched: 90s, bought: [sale],
           list: {{id: staff, count: 3, digest: {DIGEST}}},
           weights: [{{watched: 3m, weight: 2}}]}}}}
"""


def _plan(pace_milli: int = 1_000) -> Plan:
    text = SHEET.rstrip() + LATER
    sale = next(one.id for one in compile_plan(sheet_of(SHEET)).segments if one.kind == "seckill")
    return compile_plan(sheet_of(text.replace("[sale]", f"[{sale}]")), pace_milli)


def test_the_rule_is_in_the_plan() -> None:
    window = _plan().segments[-1].window
    assert window is not None
    assert window.who is not None
    sale = window.who.condition.bought[0]
    assert window.who.condition == Condition(
        (("tier", ("gold", "silver")),), 90, (sale,), ListPlan("staff", 3, DIGEST)
    )
    assert window.who.weights == ((Condition(watched_s=180), 2),)
    assert [name for name, _ in window.who.titles] == [sale]


def test_watching_is_scaled_by_the_pace_and_rounded_up() -> None:
    for pace_milli, watched_s in ((60_000, 2), (1_000_000, 1), (2_000, 45)):
        window = _plan(pace_milli).segments[-1].window
        assert window is not None
        assert window.who is not None
        assert window.who.condition.watched_s == watched_s


def test_the_card_has_the_rule_where_there_is_one() -> None:
    plan = _plan()
    assert [len(segment.card()) for segment in plan.segments[:-1]] == [5] * (len(plan.segments) - 1)
    card: Any = plan.segments[-1].card()
    condition, weights, titles = card[5]
    sale = condition[2][0]
    assert condition == ((("tier", ("gold", "silver")),), 90, (sale,), ("staff", 3, DIGEST))
    assert weights == ((((), 180, (), None), 2),)
    assert titles[0][0] == sale
    encode(plan.segments[-1].card())
