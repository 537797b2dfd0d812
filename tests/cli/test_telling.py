from pathlib import Path

from gala.cli.telling import advised, summary, told
from run_sheet import advice, parse
from tests.core.playing import SHEET

PATH = Path("a.yaml")
GAP = SHEET.replace('at: "20:23:10"', 'at: "20:33:10"')
WAIVE = """\
waive:
  - rule: gap
    reason: {zh: 静场, en: A pause}
    by: {zh: 导演, en: Director}
    on: 2021-06-01
"""
BEFORE, AFTER = (
    "{from: 2021-05-01, fen: 1, sold: true}",
    "{from: 2021-06-01, fen: 900, sold: true}",
)


def test_a_problem_is_told_in_the_language_that_is_wanted() -> None:
    (gap,) = parse(GAP).problems
    where = f"a.yaml:{gap.line}:{gap.column}: "
    zh, hint = told(PATH, gap, True).splitlines()
    assert zh.startswith(where + "警告 GS206：")
    assert hint.startswith("    提示：加一个 ")
    en, hint = told(PATH, gap, False).splitlines()
    assert en.startswith(where + "warning GS206: ")
    assert hint.startswith("    hint: add a ")


def test_a_waived_problem_comes_with_who_and_why() -> None:
    parsed = parse(GAP + WAIVE)
    (gap,) = parsed.problems
    assert told(PATH, gap, True).endswith("\n    导演 于 2021-06-01 豁免：静场")
    assert ": 已豁免 GS206：" in told(PATH, gap, True)
    assert told(PATH, gap, False).endswith("\n    waived by Director on 2021-06-01: A pause")
    assert ": waived GS206: " in told(PATH, gap, False)
    assert summary(PATH, parsed, True).endswith("0 条警告，1 条已豁免")
    assert summary(PATH, parsed, False).endswith("0 warnings, 1 waived")


def test_the_last_line_says_whether_it_may_go_on_air() -> None:
    assert summary(PATH, parse(""), True) == "a.yaml: 1 个错误；详见 gala rule GS004"
    assert summary(PATH, parse(""), False) == "a.yaml: 1 error; see gala rule GS004"
    assert summary(PATH, parse(GAP), True).startswith("a.yaml: 可以播出：")
    assert summary(PATH, parse(GAP), True).endswith("1 条警告；详见 gala rule GS206")
    assert summary(PATH, parse(GAP), False).endswith("; 1 warning; see gala rule GS206")


def test_what_is_waived_is_counted_beside_the_warnings() -> None:
    raised = GAP.replace("note: List price", f"prices: [{BEFORE}, {AFTER}]")
    parsed = parse(raised + WAIVE + "rules: {GS302: warning}\n")
    assert sum(one.waiver is None for one in parsed.problems) == 1
    assert summary(PATH, parsed, True) == (
        "a.yaml: 可以播出：5 个环节，12 分钟，2 个渠道；1 条警告，1 条已豁免；详见 gala rule GS302"
    )
    assert summary(PATH, parsed, False) == (
        "a.yaml: may go on air: 5 segments, 12 minutes, 2 outlets; 1 warning, 1 waived; "
        "see gala rule GS302"
    )


def test_advice_is_told_by_segment() -> None:
    sheet = parse(SHEET).sheet
    assert sheet is not None
    (one,) = advice(sheet)
    assert advised(PATH, one, True).startswith("a.yaml: 提示：sale：只有 7 件")
    assert advised(PATH, one, False).startswith("a.yaml: hint: sale: only 7 units")


def test_a_finding_about_prices_has_its_chart_below() -> None:
    text = SHEET.replace("note: List price", f"prices: [{BEFORE}, {AFTER}]")
    (raised,) = parse(text).problems
    assert raised.code == "GS302"
    zh, en = told(PATH, raised, True).splitlines(), told(PATH, raised, False).splitlines()
    assert zh[1].startswith("    提示：")
    assert en[1].startswith("    hint: ")
    assert en[2].startswith("    2021-05-01 ▁")
    assert en[-1] == "    2021-06-15  compared with 900 fen, cut to 1 fen"
    assert zh[-1] == "    2021-06-15  对比价 900 分，卖 1 分"
