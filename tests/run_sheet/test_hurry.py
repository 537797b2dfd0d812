import pytest

from run_sheet.hurry import Hurry, hurries, number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("616", 616),
        ("1,000", 1000),
        ("六百一十六", 616),
        ("十二", 12),
        ("两千", 2000),
        ("三万五千", 35_000),
        ("一百零二", 102),
        ("thirty", 30),
        ("a hundred", 100),
    ],
)
def test_numbers_as_hosts_say_them(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("限量一百支", [Hurry("units", "限量一百支", 100)]),
        ("Only 100 pieces", [Hurry("units", "only 100 pieces", 100)]),
        ("只开 30 秒", [Hurry("ms", "只开 30 秒", 30_000)]),
        ("open for two minutes", [Hurry("ms", "open for two minutes", 120_000)]),
        ("仅此一次，库存只有五件", [Hurry("once", "仅此一次", 1), Hurry("units", "只有五件", 5)]),
        ("每人仅限 2 件", []),
        ("Only 2 pieces per viewer", []),
        ("只有一个要求", []),
        ("Read the stock aloud, 616 in all.", []),
    ],
)
def test_what_hurries_and_by_which_figure(text: str, found: list[Hurry]) -> None:
    assert hurries(text) == found


def test_any_run_of_numerals_is_read() -> None:
    for words in ("万", "千千", "十万", "零", "一二三"):
        assert hurries(f"限量{words}支") is not None
