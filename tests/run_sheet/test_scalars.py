import math

import pytest

from run_sheet.scalars import HugeNumber, plain_value


@pytest.mark.parametrize(
    "text", ["20:21:00", "2021-06-15", "yes", "on", "0x1F", "1_000", "1,0", "."]
)
def test_what_other_yaml_readers_are_too_clever_about_stays_text(text: str) -> None:
    assert plain_value(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("-7", -7), ("+3", 3), ("007", 7), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0)],
)
def test_numbers(text: str, value: float) -> None:
    assert plain_value(text) == value
    assert type(plain_value(text)) is type(value)


def test_words() -> None:
    assert plain_value("") is plain_value("~") is plain_value("null") is None
    assert plain_value("true") is True
    assert plain_value("False") is False


def test_numbers_that_are_none() -> None:
    assert plain_value("-.inf") == -math.inf
    assert plain_value("+.Inf") == math.inf
    not_a_number = plain_value(".NaN")
    assert isinstance(not_a_number, float)
    assert math.isnan(not_a_number)


def test_huge_numbers_are_not_computed() -> None:
    assert plain_value("9" * 15) == 10**15 - 1
    assert plain_value("-" + "9" * 15) == -999_999_999_999_999
    assert isinstance(plain_value("9" * 16), HugeNumber)
    assert isinstance(plain_value("-" + "9" * 100_000), HugeNumber)
