import re

from run_sheet import Rule
from run_sheet.said import Said


def test_codes_and_slugs_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in Rule]
    assert codes == sorted(set(codes))
    assert len({rule.slug for rule in Rule}) == len(codes)


def test_codes_and_slugs_have_their_form() -> None:
    for rule in Rule:
        assert re.fullmatch(r"GS[0-7][0-9]{2}", rule.code)
        assert rule.slug == rule.name.lower().replace("_", "-") or rule is Rule.SYNTAX
        assert rule.meaning[0].islower() or rule.meaning.startswith("YAML")
        assert rule.severity in ("error", "warning")


def test_a_meaning_is_said_in_both_languages() -> None:
    assert Rule.EMPTY.said == Said("文件是空的", "there is nothing in the file")
