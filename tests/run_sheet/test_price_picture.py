from xml.etree import ElementTree

from run_sheet.day_numbers import day_number
from run_sheet.price_chart import price_chart
from run_sheet.price_history import spans
from run_sheet.price_picture import price_picture
from run_sheet.prices import Price

DAY = day_number("2021-06-15")


def drawn(
    *entries: tuple[str, str | None, int, bool], compared: int, cut: int | None
) -> list[tuple[str, str]]:
    prices = [
        Price.model_validate({"from": first, "to": last, "fen": fen, "sold": sold})
        for first, last, fen, sold in entries
    ]
    chart = price_chart(spans(prices), DAY, compared, cut)
    root = ElementTree.fromstring(price_picture(chart, 'Before & "now"'))
    assert root.get("aria-label") == 'Before & "now"'
    return [(part.get("class") or "", part.get("d") or part.get("cy") or "") for part in root]


def test_a_step_for_each_price_a_line_compared_with_and_a_dot_for_the_cut() -> None:
    assert drawn(
        ("2021-05-16", "2021-05-30", 200, True),
        ("2021-05-31", None, 300, False),
        compared=300,
        cut=100,
    ) == [
        ("compared", "M0 10H310"),
        ("paid", "M0 48H155"),
        ("asked", "M155 10H310"),
        ("cut", "86"),
    ]


def test_one_price_alone_and_one_that_ended_long_ago() -> None:
    assert drawn(("2021-06-15", None, 5, True), compared=5, cut=None) == [
        ("compared", "M0 86H310"),
        ("paid", "M0 86H0"),
    ]
    old = drawn(("2010-01-01", "2010-01-31", 9, True), compared=9, cut=1)
    assert [kind for kind, _ in old] == ["compared", "cut"]
