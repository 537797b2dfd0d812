"""Who took part, counted again: what was bought can be checked, the rest is not guessed at."""

from __future__ import annotations

import pytest

from gala.core.compile import compile_plan
from gala.core.eligibility import WEIGHT_MAX
from gala.core.entitled import CLOCKS_MS, Taken, not_entitled, ruled
from gala.core.plan import Plan
from gala.core.seckill import Winner, Won
from tests.core.playing import SHEET, sheet_of

LATER = """
  - {id: later, kind: draw, title: Later, length: 60s, opens: 0s, open_for: 30s,
     prizes: [{id: p, title: P, count: 1, value_fen: 1}], who: {%s}}
"""


def plan(who: str) -> Plan:
    return compile_plan(sheet_of(SHEET.rstrip() + LATER % who))


def taken(window: str, viewer: str, quantity: int = 1, at_ms: int = 10_000) -> Taken:
    won = Won(1, bytes(16), 1, 0, at_ms, quantity, "1-0", 0, 1, "app")
    return Taken(7, window, Winner(viewer, "app", won))


BOUGHT = plan("bought: [sale], watched: 1m")
WEIGHED = plan("weights: [{bought: [sale], weight: 3}, {bought: [sale], watched: 1m, weight: 2}]")


def test_only_ruled_windows_are_looked_at() -> None:
    assert list(ruled(BOUGHT)) == ["later"]
    assert ruled(compile_plan(sheet_of(SHEET))) == {}
    assert not_entitled(BOUGHT, [taken("sale", "a"), taken("other", "b")]) is None


def test_who_has_bought_may_be_in_in_whatever_order_the_record_is() -> None:
    claims = [taken("later", "a"), taken("sale", "a")]
    assert not_entitled(BOUGHT, claims) is None
    assert not_entitled(BOUGHT, claims[::-1]) is None


def test_who_has_not_or_only_afterwards_cannot_be() -> None:
    mine = taken("later", "a")
    assert not_entitled(BOUGHT, [taken("sale", "b"), mine]) == mine
    for after_ms, wrong in ((CLOCKS_MS, None), (CLOCKS_MS + 1, mine)):
        assert not_entitled(BOUGHT, [taken("sale", "a", at_ms=10_000 + after_ms), mine]) == wrong


@pytest.mark.parametrize(
    ("quantity", "bought", "possible"),
    [
        (3, True, True),
        (6, True, True),
        (15, True, True),
        (1, True, False),
        (2, True, False),
        (1, False, True),
        (5, False, True),
        (WEIGHT_MAX, True, True),
    ],
)
def test_a_weight_has_in_it_what_holds_for_sure(
    quantity: int, bought: bool, possible: bool
) -> None:
    mine = taken("later", "a", quantity)
    claims = [taken("sale", "a"), mine] if bought else [mine]
    assert not_entitled(WEIGHED, claims) == (None if possible else mine)
