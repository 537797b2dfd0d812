import pytest

from gala.core.sheets import parsed, plan_of, sheet_of
from tests.core.playing import SHEET


def test_a_text_is_read_once() -> None:
    assert parsed(SHEET) is parsed(SHEET)
    assert plan_of(SHEET, 1000, False) is plan_of(SHEET, 1000, False)
    assert plan_of(SHEET, 2000, False).segments[0].length_ms == 15_000
    assert plan_of(SHEET, 1000, True).rehearsal


def test_a_sheet_with_errors_leads_to_nothing() -> None:
    broken = SHEET.replace("room: beauty", "room: nowhere")
    assert parsed(broken).errors
    for read in (sheet_of, lambda text: plan_of(text, 1000, False)):
        with pytest.raises(ValueError, match="the run sheet in it has errors"):
            read(broken)
