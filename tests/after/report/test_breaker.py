from pathlib import Path

from gala.after.account import from_folder
from gala.after.report import sections
from gala.after.report.breaker import section
from gala.core.events import ClockResumed, SheetEdited, ShowEnded
from run_sheet import digest
from run_sheet.amending import Change, amended
from tests.approved import SHEET
from tests.conductor.records import Night
from tests.core.playing import sheet_of


def held(folder: Path, *, until_ms: int | None) -> Path:
    """A night that sold all its pens, held before its rain; then somebody goes on, or nobody."""
    night = Night({"app": 5, "tv": 2}, SHEET).play()
    if until_ms is not None:
        night.put(ClockResumed(night.show.now_ms + until_ms, "director"))
        night.put(ShowEnded(night.show.now_ms, "director"))
    night.write(folder)
    (folder / "receipts.jsonl").write_bytes(b"")
    return folder


def test_each_hold_is_told_with_its_sums_and_who_went_on(tmp_path: Path) -> None:
    (table,) = section(from_folder(held(tmp_path, until_ms=90_000))).tables
    ((at, segment, *sums, until, by),) = table.rows
    assert (segment, sums, by) == (("Rain", "Rain"), [7 * 899, 0, 1_000], "director")
    assert isinstance(at, str)
    assert isinstance(until, str)
    assert until > at


def test_what_an_edit_took_out_is_called_as_it_was(tmp_path: Path) -> None:
    night = Night({"app": 5, "tv": 2}, SHEET).play()
    text = amended(night.show.sheet, [Change("remove", "rain")])
    meant = digest(sheet_of(text))
    night.put(SheetEdited(night.show.now_ms, text, meant, (), "director", "second"))
    night.put(ClockResumed(night.show.now_ms, "director"))
    night.write(tmp_path)
    (tmp_path / "receipts.jsonl").write_bytes(b"")
    (table,) = section(from_folder(tmp_path)).tables
    assert table.rows[0][1] == ("Rain", "Rain")


def test_one_that_nobody_came_for_says_so(tmp_path: Path) -> None:
    (table,) = section(from_folder(held(tmp_path, until_ms=None))).tables
    assert [row[-2:] for row in table.rows] == [(None, ("—", "-"))]


def test_a_night_that_people_drive_says_nothing_of_it(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    assert section(account).tables[0].rows == []
    assert all("breaker" not in one.title[1] for one in sections(account))
