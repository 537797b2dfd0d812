import pytest

from run_sheet.price_rules import PRICE_RULES, RAISE, price_rules


def test_each_law_has_its_days_and_its_source() -> None:
    cn, eu = PRICE_RULES["cn"], PRICE_RULES["eu"]
    assert (cn.days, cn.paid, cn.else_last) == (7, True, True)
    assert (eu.days, eu.paid, eu.else_last) == (30, False, False)
    assert "第二十一条" in cn.source.zh
    assert "第十六条" in cn.source.zh
    assert "art. 6a" in eu.source.en
    assert "C-330/23" in eu.source.en
    assert "arts. 17 and 19" in RAISE.source.en


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (None, ["cn"]),
        ((), []),
        (("eu", "cn", "eu"), ["eu", "cn"]),
    ],
)
def test_a_sheet_names_its_rules(named: tuple[str, ...] | None, found: list[str]) -> None:
    assert [rule.id for rule in price_rules(named)] == found
