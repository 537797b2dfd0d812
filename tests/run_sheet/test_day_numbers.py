from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from run_sheet.day_numbers import day_number, day_text


@given(st.dates(date(1970, 1, 1), date(2999, 12, 31)))
def test_it_counts_as_the_calendar_does(day: date) -> None:
    number = (day - date(1970, 1, 1)) // timedelta(days=1)
    assert day_number(day.isoformat()) == number
    assert day_text(number) == day.isoformat()


def test_leap_days() -> None:
    assert day_text(day_number("2024-02-28") + 1) == "2024-02-29"
    assert day_text(day_number("2100-02-28") + 1) == "2100-03-01"
