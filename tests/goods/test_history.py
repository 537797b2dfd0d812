import pytest

from gala.goods.history import HistoryError, history_text, read_history
from run_sheet.prices import Price


def test_a_history_in_a_cell() -> None:
    text = "2025-11-01..2025-12-10 219.00 sold; 2025-12-11 9 unsold\n2025-12-12.. ¥199 有成交；"
    assert read_history(text) == [
        {"from": "2025-11-01", "to": "2025-12-10", "fen": 21900, "sold": True},
        {"from": "2025-12-11", "to": "2025-12-11", "fen": 900, "sold": False},
        {"from": "2025-12-12", "fen": 19900, "sold": True},
    ]


def test_it_is_written_as_it_is_read() -> None:
    text = "2025-11-01..2025-12-10 219.00 sold; 2025-12-11 9.00 unsold; 2025-12-12.. 199.00 sold"
    assert history_text(map(Price.model_validate, read_history(text))) == text
    assert history_text(()) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-11-01..2025-12-10 219.00", "is not a price of some days"),
        ("2025-11-01 219.00 perhaps", "is not a price of some days"),
        ("2025-11-01 cheap sold", "is not an amount in yuan"),
        ("2025-11-01..2025-12-01..2026-01-01 1 sold", "are not two days"),
    ],
)
def test_what_is_no_history_is_told(text: str, why: str) -> None:
    with pytest.raises(HistoryError, match=why):
        read_history(text)
