import pytest

from run_sheet import Rule, parse
from run_sheet.said import Said, both, did_you_mean
from tests.run_sheet.sheets import HEAD, assert_said
from tests.run_sheet.test_pages import bad_sheet


def test_an_id_is_the_same_in_both_languages() -> None:
    assert both("GS206") == Said("GS206", "GS206")


def test_the_nearest_name_is_asked_for() -> None:
    assert did_you_mean("gap") == Said("是不是 `gap`？", "did you mean `gap`?")


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.slug)
def test_every_rule_is_told_in_both_languages(rule: Rule) -> None:
    problems = [each for each in parse(bad_sheet(rule)).problems if each.code == rule.code]
    assert problems
    for each in problems:
        assert_said(each)


KEYS = ("at", "notes", "guests", "plan_b", "waive")
VALUES = ("1", "1.5", "true", "[1]", "{}", "{a: b}", ".inf", '""')
SEGMENT = "  - {id: a, kind: host, title: x, length: 1m, notes: x}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(("notes: x", f"{key}: {value}") for key in KEYS for value in VALUES),
        *(("id: a", new) for new in ("id: 616", "id: A b", "id: []", "name: a")),
        *(("length: 1m", f"length: {new}") for new in ("90", "48h", "[]", "soon")),
        *(("title: x", f"title: {new}") for new in ("''", "{zh: x}", "x" * 121, "x" * 2001)),
        *(("kind: host", new) for new in ("kid: host", "kind: hosts", "kind: 1")),
    ],
)
def test_so_is_what_is_wrong_with_a_value(old: str, new: str) -> None:
    problems = parse(HEAD + SEGMENT.replace(old, new)).problems
    assert problems
    for each in problems:
        assert_said(each)
