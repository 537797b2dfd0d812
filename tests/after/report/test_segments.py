from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.segments import section, visits
from gala.core.events import VisitCounted
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


def test_visits_have_what_was_counted_of_each_room(tmp_path: Path) -> None:
    night = Night().play(12)
    folder = _night(night).write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    (table,) = visits(from_folder(folder)).tables
    (row,) = table.rows
    assert row[:2] == (("Visit", "Visit"), ("Beauty", "Beauty"))
    assert row[3:] == (120, 80, 70, 60, 5)


def test_a_visit_that_was_not_counted_has_no_figures(tmp_path: Path) -> None:
    folder = Night().play().write(tmp_path)
    (folder / "receipts.jsonl").write_bytes(b"")
    made = visits(from_folder(folder))
    (table,) = made.tables
    assert [row[1] for row in table.rows] == [("Beauty", "Beauty")]
    assert table.rows[0][3:] == (None, None, None, None, None)
    assert "not counted" in made.notes[-1][1]


def _night(night: Night) -> Night:
    """The night, with what came of its visit once that is over."""
    while night.show.run("visit").ended_ms is None:
        night.play(1)
    started_ms = night.show.run("visit").started_ms
    assert started_ms is not None
    rows = (("beauty", 80, 70, 60, 5),)
    night.put(VisitCounted(night.show.now_ms, "visit", started_ms, 120, rows))
    return night.play()
