import re

from run_sheet import Rule
from run_sheet.meanings import MEANINGS_ZH


def test_every_rule_has_its_meaning_in_chinese() -> None:
    codes = [rule.code for rule in Rule]
    missing = [code for code in codes if code not in MEANINGS_ZH]
    assert not missing, "add their Chinese to run_sheet/meanings.py"
    assert list(MEANINGS_ZH) == codes


def test_they_are_chinese_and_short() -> None:
    for meaning in MEANINGS_ZH.values():
        assert re.search("[\u4e00-\u9fff]", meaning)
        assert len(meaning) <= 40
