from typing import Any

import pytest

from run_sheet import Guest, Text
from run_sheet.instants import Start
from run_sheet.said import Said
from run_sheet.value_words import delta_said, value_said
from run_sheet.who import Who


@pytest.mark.parametrize(
    ("field", "value", "zh", "en"),
    [
        ("price_fen", 19905, "199.05 元", "199.05 yuan"),
        ("fen", 5, "0.05 元", "0.05 yuan"),
        ("length_ms", 90_000, "1m30s", "1m30s"),
        ("at_ms", 1_769_774_400_000, "20:00:00", "20:00:00"),
        ("ends_ms", 1_769_774_400_000, "20:00:00", "20:00:00"),
        ("start", Start(1_769_774_400_000, 480), "2026-01-30 20:00:00", "2026-01-30 20:00:00"),
        ("count", 3, "3", "3"),
        ("sold", True, "是", "yes"),
        ("note", None, "无", "nothing"),
        ("guests", (), "无", "nothing"),
        ("title", Text(zh="笔", en="Pen"), "「笔」", '"Pen"'),
        ("goods", "pen", "pen", "pen"),
        ("bought", ("a", "b"), "a、b", "a; b"),
    ],
)
def test_by_the_unit_of_its_field(field: str, value: Any, zh: str, en: str) -> None:
    assert value_said(field, value, 480) == Said(zh, en)


def test_long_text_is_cut() -> None:
    said = value_said("notes", Text(zh="话" * 100, en="a\nb"), 0)
    assert said.zh == f"「{'话' * 59}…」"
    assert said.en == '"a b"'


def test_a_part_is_all_that_is_set_in_it() -> None:
    who = Who.model_validate({"ticket": {"tier": ["gold", "silver"]}, "watched": "10m"})
    assert value_said("who", who, 0) == Said(
        "票上写明 `tier` gold、silver，看满 10m", "ticket `tier` gold; silver, watched 10m"
    )
    guest = Guest.model_validate({"role": {"zh": "歌手", "en": "Singer"}, "count": 2})
    assert value_said("guests", (guest,), 0).zh == "身份 「歌手」，数量 2"


def test_how_much_more_or_less() -> None:
    assert delta_said("stock", 200, 250) == Said("（+50）", " (+50)")
    assert delta_said("price_fen", 200, 100) == Said("（-1.00 元）", " (-1.00 yuan)")
    assert delta_said("at_ms", 1, 2) == delta_said("notes", None, "x") == Said("", "")
