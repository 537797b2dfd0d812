import pytest

from run_sheet import parse
from run_sheet.checks.money import costs_fen
from tests.run_sheet.sheets import HEAD, judge, judge_segments, messages

SHOW = """\
  - {id: rain, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s,
     pool_fen: 1000, packets: 10, min_fen: 1, max_fen: 200}
  - {id: draw, kind: draw, title: x, length: 4m, opens: 0s, open_for: 60s,
     prizes: [{id: p, title: P, count: 3, value_fen: 700},
              {id: q, title: Q, count: 1, value_fen: 1}]}
  - {id: sale, kind: seckill, title: x, length: 2m, opens: 0s, open_for: 60s, by: first_come,
     goods: lipstick, stock: {app: 2, tv: 1}, price_fen: 100}
"""


def test_the_most_that_can_be_given_is_added_up() -> None:
    sheet = parse(HEAD + SHOW).sheet
    assert sheet is not None
    assert costs_fen(sheet) == {"rain": 1000, "draw": 2101, "seckill": 3 * 19800}


@pytest.mark.parametrize(
    "budget",
    ["rain_fen: 1000", "draw_fen: 2101", "seckill_fen: 59400", "total_fen: 62501"],
)
def test_what_was_granted_is_enough_to_the_fen(budget: str) -> None:
    judge(HEAD.replace("outlets:\n", f"budget: {{{budget}}}\noutlets:\n", 1) + SHOW)
    key, _, fen = budget.partition(": ")
    short = f"budget:\n  {key}: {int(fen) - 1}\n" + "#" + " " * (len(key) + 3) + "^ GS701\n"
    parsed = judge(HEAD.replace("outlets:\n", f"{short}outlets:\n", 1) + SHOW)
    assert "1 fen more than the budget" in messages(parsed)
    assert parsed.sheet is None, "promised is promised"


def test_a_budget_may_be_overdrawn_by_who_signs_for_it() -> None:
    waiver = "{rule: over-budget, reason: Granted by word, by: The director, on: 2021-06-10}"
    parsed = judge(
        HEAD.replace("outlets:\n", f"waive: [{waiver}]\nbudget:\n  total_fen: 0\n"
                     "#            ^ GS701\noutlets:\n", 1) + SHOW
    )  # fmt: skip
    assert parsed.sheet is not None


def test_a_dearer_seckill_costs_nothing() -> None:
    dearer = SHOW.replace("price_fen: 100}", "price_fen: 20000}")
    sheet = parse(HEAD + dearer).sheet
    assert sheet is not None
    assert costs_fen(sheet)["seckill"] == 0


@pytest.mark.parametrize(("units", "told"), [(3, True), (4, False)])
def test_windows_do_not_sell_one_unit_twice(units: int, told: bool) -> None:
    mark = "#" + " " * 10 + "^ GS702\n" if told else ""
    head = HEAD.replace(
        "  - {id: lipstick, title: Lipstick, price_fen: 19900, note: Counter price}\n",
        "  - id: lipstick\n    title: Lipstick\n    price_fen: 19900\n    note: Counter price\n"
        f"    units: {units}\n{mark}",
    )
    parsed = judge(head + """\
  - {id: a, kind: seckill, title: x, length: 2m, opens: 0s, open_for: 60s, by: first_come,
     goods: lipstick, stock: {app: 1, tv: 1}, price_fen: 100}
  - {id: b, kind: seckill, title: x, length: 2m, opens: 0s, open_for: 60s, by: first_come,
     goods: lipstick, stock: {app: 2}, price_fen: 100}
""")  # fmt: skip
    assert ("4 in the stock of 2 windows" in messages(parsed)) == told
    assert (parsed.sheet is None) == told


@pytest.mark.parametrize(("each", "told"), [(5, False), (6, True)])
def test_a_rain_is_for_more_than_one(each: int, told: bool) -> None:
    mark = "#" + " " * 16 + "^ GS703" if told else ""
    parsed = judge_segments(f"""
          - {{id: a, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s,
             pool_fen: 1000, packets: 10, min_fen: 1, max_fen: 200,
             per_viewer: {each}}}
        {mark}
        """)
    assert ("more than half" in messages(parsed)) == told


def test_one_packet_is_for_one() -> None:
    judge_segments("""
          - {id: a, kind: rain, title: x, length: 2m, opens: 0s, open_for: 60s,
             pool_fen: 100, packets: 1, min_fen: 1, max_fen: 200}
        """)
