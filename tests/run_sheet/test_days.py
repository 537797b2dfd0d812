import pytest
from pydantic import TypeAdapter, ValidationError

from run_sheet.days import Day, begins_ms
from run_sheet.instants import Start

_DAY = TypeAdapter(Day)


@pytest.mark.parametrize("text", ["2021-06-01", "2024-02-29", "1970-01-01"])
def test_days_that_exist(text: str) -> None:
    assert _DAY.validate_python(text) == text


@pytest.mark.parametrize(
    "value", ["2021-02-29", "2021-13-01", "2021-00-10", "1969-12-31", "2021-6-1", "soon", 20210601]
)
def test_days_that_do_not(value: object) -> None:
    with pytest.raises(ValidationError, match="a day that exists"):
        _DAY.validate_python(value)


def test_a_day_begins_at_midnight_where_the_show_is() -> None:
    assert begins_ms("1970-01-02", Start(0, 0)) == 86_400_000
    assert begins_ms("1970-01-02", Start(0, 480)) == 86_400_000 - 480 * 60_000
