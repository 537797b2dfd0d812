"""Regular prices against their history. The seckill of these sheets starts on 2021-06-15, 20:21."""

from datetime import date
from random import Random
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from run_sheet import Parsed, parse

from ..sheets import judge, messages

HEAD = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
segments:
  - {id: sale, kind: seckill, title: Sale, length: 2m, goods: cup, price_fen: 500, opens: 5s,
     open_for: 60s, stock: {app: 600}}
"""
EU = HEAD + "price_rules: [eu]\n"
FREE = HEAD + "price_rules: []\n"


def codes(
    entries: list[str], price_fen: int = 1000, *, note: str = "", rules: str = ""
) -> list[str]:
    return [problem.code for problem in parsed(entries, price_fen, note=note, rules=rules).problems]


def parsed(entries: list[str], price_fen: int = 1000, *, note: str = "", rules: str = "") -> Parsed:
    prices = "".join(f"      - {{{entry}}}\n" for entry in entries)
    return parse(
        HEAD
        + (f"price_rules: {rules}\n" if rules else "")
        + f"goods:\n  - id: cup\n    title: Cup\n    price_fen: {price_fen}\n"
        + (f"    note: {note}\n" if note else "")
        + (f"    prices:\n{prices}" if prices else "")
    )


def judge_cup(text: str, price_fen: int = 1000, *, head: str = HEAD) -> Parsed:
    """Judge marked lines of the cup's entry, which begins with its price."""
    lines = dedent(text).removeprefix("\n").splitlines(keepends=True)
    moved = (f"#    {line[1:]}" if line.startswith("#") else f"    {line}" for line in lines)
    entry = f"goods:\n  - id: cup\n    title: Cup\n    price_fen: {price_fen}\n"
    return judge(head + entry + "".join(moved))


def test_a_price_that_was_paid_all_along() -> None:
    judge_cup("""
    prices:
      - {from: 2021-05-01, fen: 1000, sold: true}
    """)  # fmt: skip


def test_in_china_the_lowest_paid_in_seven_days_counts() -> None:
    found = judge_cup("""
    #          ^ GS301
    prices:
      - {from: 2021-04-01, to: 2021-06-07, fen: 1000, sold: true}
      - {from: 2021-06-08, to: 2021-06-10, fen: 950, sold: true}
      - {from: 2021-06-11, fen: 1000, sold: true}
    """)  # fmt: skip
    assert "the lowest price paid in the 7 days before `sale` is 950 fen (line 17" in messages(
        found
    )
    assert "compare with 950 or less: SAMR order 32 of 2020, art. 21" in messages(found)
    (problem,) = found.problems
    assert "第 56 号" in problem.zh[1]
    assert problem.chart is not None
    assert (problem.chart.compared_fen, problem.chart.cut_fen) == (1000, 500)


def test_the_days_are_counted_to_the_hour() -> None:
    # Seven days before 20:21 of the 15th is 20:21 of the 8th: a price of the 8th counts.
    tail = "from: 2021-06-09, fen: 1000, sold: true"
    dip = "from: 2021-06-08, to: 2021-06-08, fen: 950, sold: true"
    head = "from: 2021-05-01, to: 2021-06-07, fen: 1000, sold: true"
    assert codes([head, dip, tail]) == ["GS301"]
    earlier = dip.replace("-08", "-07")
    head = head.replace("06-07", "06-06")
    assert codes([head, earlier, tail.replace("-09", "-08")]) == []


def test_what_was_only_offered_counts_in_the_eu() -> None:
    entries = [
        "from: 2021-04-01, to: 2021-05-31, fen: 1000, sold: true",
        "from: 2021-06-01, to: 2021-06-10, fen: 950, sold: false",
        "from: 2021-06-11, fen: 1000, sold: true",
    ]
    assert codes(entries) == []
    assert codes(entries, rules="[eu]") == ["GS301"]
    assert codes(entries, rules="[cn, eu]") == ["GS301"]
    assert codes(entries, 950, rules="[cn, eu]") == []


def test_the_eu_looks_back_thirty_days() -> None:
    entries = [
        "from: 2021-04-01, to: 2021-05-20, fen: 950, sold: true",
        "from: 2021-05-21, fen: 1000, sold: true",
    ]
    assert codes(entries) == []
    found = parsed(entries, rules="[eu]")
    assert [problem.code for problem in found.problems] == ["GS301"]
    assert "C-330/23" in messages(found)
    assert codes(entries, rules="[]") == []


def test_in_china_the_last_one_paid_counts_when_none_was_in_seven_days() -> None:
    entries = [
        "from: 2021-03-01, to: 2021-04-30, fen: 950, sold: true",
        "from: 2021-05-01, fen: 1000, sold: false",
    ]
    found = parsed(entries)
    assert [problem.code for problem in found.problems] == ["GS301"]
    assert "the last price paid before `sale` is 950 fen" in messages(found)


def test_each_window_has_its_own_days_and_the_first_that_fails_is_told() -> None:
    judge("""
    gala: 1
    id: test
    title: Test
    start: 2021-06-15T20:21:00+08:00
    outlets: [{id: app, title: App, delay: 0s}]
    goods:
      - id: cup
        title: Cup
        price_fen: 1000
    #              ^ GS301
        prices:
          - {from: 2021-05-01, to: 2021-06-14, fen: 1000, sold: true}
          - {from: 2021-06-15, to: 2021-06-15, fen: 1000, sold: true}
          - {from: 2021-06-16, fen: 990, sold: true}
    segments:
      - {id: first, kind: seckill, title: First, length: 2m, goods: cup, price_fen: 500,
         opens: 5s, open_for: 60s, stock: {app: 600}}
      - {id: next-day, kind: seckill, title: Next, at: 2021-06-16T08:00:00+08:00, length: 2m,
         goods: cup, price_fen: 500, opens: 5s, open_for: 60s, stock: {app: 600}}
    rules: {gap: off}
    """)  # fmt: skip


def test_raised_and_cut_to_the_old_price() -> None:
    found = judge_cup("""
    prices:
      - {from: 2021-05-01, to: 2021-05-31, fen: 500, sold: true}
      - {from: 2021-06-01, fen: 700, sold: true}
    #                           ^ GS302
    """, 700)  # fmt: skip
    assert "which is no less than before" in messages(found)
    assert found.problems[0].chart is not None


def test_raised_to_compare_with() -> None:
    up = ["from: 2021-04-01, to: 2021-05-31, fen: 900, sold: true"]
    assert codes([*up, "from: 2021-06-01, fen: 1000, sold: true"]) == ["GS302"]
    assert codes([*up, "from: 2021-06-01, fen: 980, sold: true"], 980) == [], "less than a tenth"
    assert codes([*up, "from: 2021-06-01, fen: 1000, sold: true"], 900) == [], "not compared with"
    long_ago = [up[0].replace("05-31", "05-10"), "from: 2021-05-11, fen: 1000, sold: true"]
    assert codes(long_ago) == []


def test_the_end_of_a_sale_is_no_raise() -> None:
    assert (
        codes(
            [
                "from: 2021-04-01, to: 2021-05-24, fen: 1000, sold: true",
                "from: 2021-05-25, to: 2021-05-28, fen: 800, sold: true",
                "from: 2021-05-29, fen: 1000, sold: true",
            ]
        )
        == []
    )


def test_a_good_reason_is_told_in_a_waiver() -> None:
    found = judge_cup("""
    prices:
      - {from: 2021-05-01, to: 2021-05-31, fen: 800, sold: true}
      - {from: 2021-06-01, fen: 1000, sold: true}
    #                           ^ GS302
    waive:
      - rule: raise-then-cut
        reason: {zh: 窑口涨价，附进货单, en: The kiln charges more; see its invoice}
        by: {zh: 店长, en: Shop owner}
        on: 2021-06-10
    """)  # fmt: skip
    assert found.sheet is not None
    assert found.problems[0].waiver is not None


def test_a_rule_is_set_off() -> None:
    text = HEAD + "goods: [{id: cup, title: Cup, price_fen: 1000}]\n"
    assert [problem.code for problem in parse(text).problems] == ["GS303"]
    assert parse(text + "rules: {no-price-history: off}\n").problems == ()


def test_a_reduction_needs_a_history_or_a_note() -> None:
    found = judge("""
    goods:
      - {id: cup, title: Cup, price_fen: 1000}
    #                                    ^ GS303
      - {id: bag, title: Bag, price_fen: 1000}
    """, head=HEAD)  # fmt: skip
    assert "`sale` (line 8) says that it is reduced from 1000 fen" in messages(found)
    assert found.sheet is not None
    assert codes([], note="Price at the kiln") == []
    assert codes([], rules="[]") == []


def test_a_note_on_so_many_days_needs_a_history() -> None:
    judge_cup("""
    note: {zh: 近 7 天最低成交价, en: Lowest price paid in the last 7 days}
    #     ^ GS303
    """, head=FREE)  # fmt: skip


def test_a_price_that_nobody_ever_paid_is_no_price_to_compare_with() -> None:
    judge("""
    goods:
      - id: cup
        title: Cup
        price_fen: 1000
        prices:
    #   ^ GS303
          - {from: 2021-05-01, fen: 1000, sold: false}
    """, head=HEAD)  # fmt: skip
    assert codes(["from: 2021-05-01, fen: 1000, sold: false"], rules="[eu]") == []


def test_a_history_that_begins_too_late() -> None:
    entries = ["from: 2021-06-08, fen: 1000, sold: true"]
    assert codes(entries) == []
    assert codes(["from: 2021-06-09, fen: 1000, sold: true"]) == ["GS304"]
    assert codes(entries, rules="[eu]") == ["GS304"]
    assert codes(entries, note="Lowest price paid in the last 30 days") == ["GS304"]
    judge_cup("""
    prices:
      - {from: 2021-05-17, fen: 1000, sold: true}
    #          ^ GS304
    """, head=EU)  # fmt: skip


def test_a_history_that_ends_too_early() -> None:
    assert codes(["from: 2021-05-01, to: 2021-06-14, fen: 1000, sold: true"]) == []
    judge_cup("""
    prices:
      - {from: 2021-05-01, to: 2021-06-13, fen: 1000, sold: true}
    #                          ^ GS305
    """)  # fmt: skip


def test_days_with_two_prices_or_none() -> None:
    found = judge_cup("""
    prices:
      - {from: 2021-05-01, to: 2021-05-20, fen: 1000, sold: true}
      - {from: 2021-05-20, to: 2021-05-31, fen: 1000, sold: true}
    #          ^ GS306
      - {from: 2021-06-03, fen: 1000, sold: true}
    #          ^ GS307
      - {from: 2021-05-05, to: 2021-05-04, fen: 1000, sold: true}
    #                          ^ GS306
    """)  # fmt: skip
    assert "nothing is said of 2021-06-01 to 2021-06-02" in messages(found)


def test_a_note_that_the_history_contradicts() -> None:
    found = judge_cup("""
    note: {zh: 近 30 天最低成交价, en: Lowest price paid in the last 30 days}
    #     ^ GS308
    prices:
      - {from: 2021-04-01, to: 2021-05-20, fen: 950, sold: true}
      - {from: 2021-05-21, fen: 1000, sold: true}
    """)  # fmt: skip
    assert "the lowest is 950 fen (line 17, 2021-04-01..2021-05-20), not 1000" in messages(found)
    chart = found.problems[0].chart
    assert chart is not None
    assert (chart.compared_fen, chart.cut_fen) == (1000, None)


@pytest.mark.parametrize(
    ("note", "sold", "found"),
    [
        ("近 30 天最低成交价", "true", []),
        ("近 30 天最低成交价", "false", ["GS308"]),
        ("近 30 天最低价", "false", []),
        ("近 30 天未涨价", "false", []),
    ],
)
def test_notes_of_several_kinds(note: str, sold: str, found: list[str]) -> None:
    entries = [f"from: 2021-04-01, fen: 1000, sold: {sold}"]
    assert codes(entries, note=note, rules="[]") == found


def test_a_note_that_nothing_was_raised() -> None:
    entries = [
        "from: 2021-04-01, to: 2021-05-31, fen: 990, sold: true",
        "from: 2021-06-01, fen: 1000, sold: true",
    ]
    assert codes(entries, note="近 30 天未涨价") == ["GS308"]
    assert codes(entries, note="近 7 天未涨价") == []


def test_somebody_has_paid_less_before() -> None:
    found = judge("""
    gala: 1
    id: test
    title: Test
    start: 2021-06-15T20:21:00+08:00
    outlets: [{id: app, title: App, delay: 0s}]
    goods:
      - id: cup
        title: Cup
        price_fen: 1000
        prices:
          - {from: 2020-11-11, to: 2020-11-11, fen: 499, sold: true}
          - {from: 2020-11-12, fen: 1000, sold: true}
    segments:
      - id: sale
        kind: seckill
        title: Sale
        length: 2m
        goods: cup
        price_fen: 500
    #              ^ GS309
        opens: 5s
        open_for: 60s
        stock: {app: 600}
    """)  # fmt: skip
    assert found.sheet is not None
    assert "499 fen (line 11, 2020-11-11)" in messages(found)
    chart = found.problems[0].chart
    assert chart is not None
    assert chart.lines(chinese=False)[2] == "2020-11-11 to 2020-11-11  499 fen  sold"


def test_what_the_same_night_sells_for_is_no_history() -> None:
    second = """\
  - {id: again, kind: seckill, title: Again, length: 2m, goods: cup, price_fen: 400, opens: 5s,
     open_for: 60s, stock: {app: 600}}
goods: [{id: cup, title: Cup, price_fen: 1000, prices: [{from: 2021-05-01, fen: 1000, sold: true}]}]
"""
    assert parse(HEAD + second).problems == ()


def test_no_reduction_needs_no_history() -> None:
    assert codes([], 500) == ["GS211"]


def test_everything_is_said_in_both_languages() -> None:
    everything = parsed(
        [
            "from: 2021-06-10, to: 2021-06-11, fen: 400, sold: true",
            "from: 2021-06-11, to: 2021-06-12, fen: 1000, sold: true",
        ],
        note="近 30 天最低成交价",
    )
    found = {problem.code for problem in everything.problems}
    assert found == {"GS301", "GS302", "GS304", "GS305", "GS306", "GS308", "GS309"}
    for problem in everything.problems:
        assert problem.zh[0] != problem.message
        assert problem.zh[1] != problem.hint


_DAYS = st.dates(date(2021, 4, 20), date(2021, 6, 20)).map(date.isoformat)
_ENTRIES = st.builds(
    lambda first, last, fen, sold: (
        f"from: {first}, {f'to: {last}, ' if last else ''}fen: {fen}, sold: {str(sold).lower()}"
    ),
    _DAYS,
    st.none() | _DAYS,
    st.integers(0, 12).map(lambda hundreds: hundreds * 100),
    st.booleans(),
)
_NOTES = st.sampled_from(["", "近 30 天最低成交价", "30-day low", "近 7 天未涨价"])


@settings(max_examples=150)
@given(st.lists(_ENTRIES, max_size=6), _NOTES, st.sampled_from(["[cn, eu]", "[eu]", "[]"]))
def test_any_history_is_judged_whole(entries: list[str], note: str, rules: str) -> None:
    found = parsed(entries, note=note, rules=rules)
    for problem in found.problems:
        assert problem.code.startswith("GS30")
        if problem.chart is not None:
            assert max(map(len, problem.chart.lines(chinese=False))) <= 100
            assert problem.chart.numbers()["compared_fen"] == 1000


@settings(max_examples=100)
@given(st.lists(_ENTRIES, min_size=1, max_size=5, unique_by=lambda one: one[:16]), st.randoms())
def test_the_order_of_entries_means_nothing(entries: list[str], chance: Random) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert sorted(codes(shuffled)) == sorted(codes(entries))
