import pytest

from gala.core.edit_events import SheetEdited
from gala.core.events import EVENTS, from_row, to_row

ROW = ("pen", "ab", "law", "2021-06-10", "cd")


def test_it_is_in_the_log_s_table() -> None:
    assert EVENTS["sheet_edited"] is SheetEdited


def test_signatures_are_rows_of_five_texts() -> None:
    event = SheetEdited(5, "gala: 1", "ab", (ROW,), "director", "")
    assert from_row(["sheet_edited", 5, "gala: 1", "ab", [list(ROW)], "director", ""]) == event
    assert to_row(event) == ("sheet_edited", 5, "gala: 1", "ab", (ROW,), "director", "")
    for odd in ([ROW[:4]], [[*ROW[:4], 1]], "ab", [ROW[0]]):
        with pytest.raises(ValueError, match=r"sheet_edited\.audits"):
            from_row(["sheet_edited", 5, "gala: 1", "ab", odd, "director", ""])
