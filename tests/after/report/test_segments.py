from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.segments import section, visits
from gala.core.tables import SegmentState
from tests.after.nights import with_counts
from tests.conductor.records import Night


def test_segments_as_they_ran_and_what_was_left_out(drawn_record: Path) -> None:
    account = with_counts(from_folder(drawn_record))
    (table,) = section(account).tables
    names = [row[0] for row in table.rows]
    assert names[0] == ("Opening", "Opening")
    assert {row[4] for row in table.rows} == {None}, "no counts in this log"
    last = account.show.runs[-1]
    skipped = replace(last, state=SegmentState.SKIPPED, started_ms=None, ended_ms=None)
    without = replace(account, show=account.show.with_run(skipped))
    assert section(without).notes == (("没有播出：sale", "Left out: sale"),)


def test_visits_say_what_the_log_cannot_tell(tmp_path: Path) -> None:
    folder = Night().play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    made = visits(from_folder(folder))
    (table,) = made.tables
    assert [row[0] for row in table.rows] == [("Beauty", "Beauty")]
    assert table.rows[0][2] == "0:40"
    assert "not in it" in made.notes[0][1]
