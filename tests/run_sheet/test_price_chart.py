from run_sheet.day_numbers import day_number
from run_sheet.price_chart import SPANS_MAX, price_chart
from run_sheet.price_history import Span, spans
from run_sheet.prices import Price

DAY = day_number("2021-06-15")


def history(*entries: tuple[str, str | None, int, bool]) -> tuple[Span, ...]:
    return spans(
        Price.model_validate({"from": first, "to": last, "fen": fen, "sold": sold})
        for first, last, fen, sold in entries
    )


def test_a_bar_for_each_day_and_a_dot_where_somebody_paid() -> None:
    chart = price_chart(
        history(
            ("2021-06-05", "2021-06-07", 100, True),
            ("2021-06-09", "2021-06-11", 150, False),
            ("2021-06-12", None, 200, True),
        ),
        DAY,
        200,
        100,
    )
    assert chart.lines(chinese=False) == [
        "2021-06-05 ▁▁▁ ▄▄▄███▁ 2021-06-15  100..200 fen",
        "           ···    ···",
        "2021-06-05 to 2021-06-07  100 fen  sold",
        "2021-06-09 to 2021-06-11  150 fen  not sold",
        "2021-06-12 to 2021-06-15  200 fen  sold",
        "2021-06-15  compared with 200 fen, cut to 100 fen",
    ]
    assert chart.lines(chinese=True)[2:] == [
        "2021-06-05 至 2021-06-07  100 分  有成交",
        "2021-06-09 至 2021-06-11  150 分  无成交",
        "2021-06-12 至 2021-06-15  200 分  有成交",
        "2021-06-15  对比价 200 分，卖 100 分",
    ]
    numbers = chart.numbers()
    assert (numbers["day"], numbers["compared_fen"], numbers["cut_fen"]) == ("2021-06-15", 200, 100)
    assert numbers["prices"] == [
        {"from": "2021-06-05", "to": "2021-06-07", "fen": 100, "sold": True},
        {"from": "2021-06-09", "to": "2021-06-11", "fen": 150, "sold": False},
        {"from": "2021-06-12", "to": None, "fen": 200, "sold": True},
    ]


def test_it_stays_small() -> None:
    old = [(f"20{year:02}-01-01", None, year, True) for year in range(10, 21)]
    new = [(f"2021-06-{day:02}", None, day, True) for day in range(1, 15)]
    chart = price_chart(history(*old, *new), DAY, 30)
    assert len(chart.spans) == SPANS_MAX
    lines = chart.lines(chinese=False)
    assert lines[-1] == "2021-06-15  compared with 30 fen"
    assert max(map(len, lines)) <= 100


def test_one_price_and_none() -> None:
    (bars, dots, *_) = price_chart(history(("2021-01-01", None, 5, True)), DAY, 5).lines(
        chinese=False
    )
    assert bars == f"2021-05-01 {'▁' * 45} 2021-06-15  5..5 fen"
    assert dots.strip() == "·" * 45
    assert price_chart((), DAY, 5).lines(chinese=False) == [
        "2021-06-15  2021-06-15  5..5 fen",
        "2021-06-15  compared with 5 fen",
    ]


def test_what_it_is_about_is_in_it_however_old() -> None:
    old, new = history(("2010-01-01", "2010-01-31", 1, True), ("2021-06-01", None, 9, True))
    assert price_chart((old, new), DAY, 9).spans == (new,)
    assert price_chart((old, new), DAY, 9, about=old).spans == (old, new)
    assert price_chart((old, new), DAY, 9, about=new).spans == (new,)
