import pytest

from run_sheet import Rule
from tests.cli.conftest import Gala


@pytest.mark.parametrize("name", ["GS206", "gs206", "gap", "GAP"])
def test_a_page_is_found_by_code_and_by_name(gala: Gala, name: str) -> None:
    ended = gala("rule", name)
    assert ended.code == 0
    assert ended.out.startswith("# gap (GS206)\n")
    assert "\n## Bad\n\n```yaml\n" in ended.out
    assert "`rules: {gap: off}`" in ended.out


def test_what_cannot_be_waived_is_said(gala: Gala) -> None:
    assert gala("rule", "overlap").out.endswith("An error; it can be neither set nor waived.\n")


def test_in_a_terminal_it_is_laid_out(gala: Gala, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = gala("rule", "gap").out
    assert "\x1b[" in page
    assert "gap (GS206)" in page
    assert "countdown" in page
    assert "```" not in page
    table = gala("rule", "--list").out
    assert "what is wrong" in table
    assert "GS206" in table


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("GS2006", "gap (GS206)"),
        ("overlaps", "overlap (GS204)"),
        ("fills", "room-fills-early (GS253)"),
    ],
)
def test_an_unknown_rule_is_an_error_with_near_ones(gala: Gala, wrong: str, near: str) -> None:
    ended = gala("rule", wrong)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"gala: there is no rule '{wrong}'; did you mean ")
    assert near in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("wrong", ["", "zzzzzzzz", "../pages/README", "README", "规" * 5000])
def test_what_is_near_nothing_leads_to_the_list(gala: Gala, wrong: str) -> None:
    ended = gala("rule", wrong)
    assert ended.code == 2
    assert ended.err.endswith("gala rule --list has them all\n")
    assert len(ended.err) < 200


def test_without_a_name_it_says_what_to_do(gala: Gala) -> None:
    ended = gala("rule")
    assert ended.code == 2
    assert "gala rule GS206" in ended.err


def test_the_list_has_every_rule_on_a_line(gala: Gala) -> None:
    rows = [line.split("\t") for line in gala("rule", "--list").out.splitlines()]
    assert [row[0] for row in rows] == [rule.code for rule in Rule]
    assert ["GS206", "gap", "warning", "lenient", Rule.GAP.meaning] in rows
    assert ["GS204", "overlap", "error", "", Rule.OVERLAP.meaning] in rows


def test_it_speaks_chinese_too(gala: Gala) -> None:
    rows = [line.split("\t") for line in gala("rule", "--list", "--lang", "zh").out.splitlines()]
    assert ["GS206", "gap", "警告", "可放宽", Rule.GAP.said.zh] in rows
    assert ["GS204", "overlap", "错误", "", Rule.OVERLAP.said.zh] in rows
    assert "`waive` 让流程单的一部分不守它" in gala("rule", "gap", "--lang", "zh").out
    assert gala("rule", "overlap", "--lang", "zh").out.endswith("不能设置，也不能豁免。\n")
    wrong = gala("rule", "overlaps", "--lang", "zh").err
    assert wrong.startswith("gala: 没有 'overlaps' 这条规则；是不是 overlap (GS204)")
    assert "gala rule GS206" in gala("rule", "--lang", "zh").err
