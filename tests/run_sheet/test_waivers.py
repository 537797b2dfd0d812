from run_sheet import Rule, parse
from run_sheet.waivers import lenient_rule

from .sheets import judge

WAIVED = """
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
"""


def test_a_rule_is_named_by_code_or_slug() -> None:
    assert lenient_rule("gap") == lenient_rule("GS206") == Rule.GAP.code


def test_a_rule_that_must_hold_is_not_waived() -> None:
    judge("""
    waive:
      - {rule: GS101, reason: So, by: Me, on: 2021-06-01}
    #          ^ GS262
      - {rule: nonsense, reason: So, by: Me, on: 2021-06-01}
    #          ^ GS262
      - {rule: 7, reason: So, by: Me, on: 2021-06-01}
    #          ^ GS262
    segments:
      - {id: a, kind: host, title: A, length: 1m}
    """, head=WAIVED)  # fmt: skip


def test_a_waiver_says_who_why_and_when() -> None:
    judge("""
    segments:
      - {id: a, kind: host, title: A, length: 1m, waive: [{rule: gap}]}
    #                                                     ^ GS102
    #                                                     ^ GS102
    #                                                     ^ GS102
    """, head=WAIVED)  # fmt: skip


def test_a_setting_is_one_of_three() -> None:
    judge("""
    rules: {gap: loud}
    #            ^ GS103
    segments:
      - {id: a, kind: host, title: A, length: 1m}
    """, head=WAIVED)  # fmt: skip
    text = WAIVED + "rules: {unknown-key: off}\nsegments: []\n"
    assert "GS262" in parse(text).report()
