from pathlib import Path

from gala.conductor.logged_sheets import logged_sheets
from gala.conductor.record import LOG
from tests.audited import SHEET
from tests.core.test_stated import LATER, log


def test_a_records_log_states_its_first_sheet_and_those_of_its_edits(tmp_path: Path) -> None:
    (tmp_path / LOG).write_bytes(b"".join(line + b"\n" for line in log()))
    assert [one.sheet for one in logged_sheets(tmp_path)] == [SHEET, LATER]
