import math

import pytest

from run_sheet import Rule
from run_sheet.refusal import MARK, refusal, shown, shown_zh
from run_sheet.said import both


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        ({}, "a mapping"),
        ([], "a list"),
        ("ten", "'ten'"),
        (7, "7"),
        (math.nan, ".nan"),
        (-math.inf, "-.inf"),
        ("x" * 99, "'" + "x" * 39 + "…'"),
    ],
)
def test_values_are_shown_as_their_writer_knows_them(value: object, text: str) -> None:
    assert shown(value) == text


def test_values_are_shown_in_chinese_too() -> None:
    empty: tuple[object, ...] = (None, {}, [])
    assert [shown_zh(value) for value in empty] == ["空", "一组键值", "列表"]
    assert [shown_zh(value) for value in (True, "ten", -math.inf)] == ["true", "'ten'", "-.inf"]


def test_a_refusal_carries_its_rule_and_its_hint() -> None:
    error = refusal(Rule.BAD_ID, both("`{label}` is odd"), both("write it otherwise"))
    assert error.type == MARK
    assert error.context == {
        "rule": "BAD_ID",
        "message": "`{label}` is odd",
        "said": both("`{label}` is odd"),
        "hint": both("write it otherwise"),
    }
