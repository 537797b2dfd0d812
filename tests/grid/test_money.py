import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.grid.money import MoneyError, fen_of_fen, fen_of_yuan, yuan_text


@given(st.integers(0, 10**13))
def test_every_amount_comes_back(fen: int) -> None:
    assert fen_of_yuan(yuan_text(fen)) == fen
    assert fen_of_fen(str(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("19.9", 1990),
        ("19.90", 1990),
        ("19.900", 1990),
        ("19", 1900),
        ("0.01", 1),
        ("¥1,299.00", 129900),
        ("￥ 12", 1200),
        ("12元", 1200),
        ("１９．９", 1990),
        (" 5. ", 500),
    ],
)
def test_yuan_as_people_write_them(text: str, fen: int) -> None:
    assert fen_of_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("19.999", "two decimals"),
        ("0.30000000000000004", "two decimals"),
        ("", "not an amount"),
        ("-1", "not an amount"),
        ("1,29", "not an amount"),
        ("1e3", "not an amount"),
        ("free", "not an amount"),
        ("9" * 20, "more than any amount"),
    ],
)
def test_what_is_no_price(text: str, says: str) -> None:
    with pytest.raises(MoneyError, match=says):
        fen_of_yuan(text)


def test_fen_are_whole() -> None:
    assert fen_of_fen("1,990分") == 1990
    assert fen_of_fen("1990.0") == 1990
    for text in ("19.9", "", "x", "-1"):
        with pytest.raises(MoneyError, match="whole fen"):
            fen_of_fen(text)


def test_what_is_missing_is_shown_with_its_sign() -> None:
    assert yuan_text(-1) == "-0.01"
