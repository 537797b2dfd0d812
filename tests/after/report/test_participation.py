from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.participation import section
from gala.core.events import ViewersCounted
from tests.after.nights import with_counts


def test_who_took_part_in_what(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    opened_ms = account.show.window("rain").opens_at_ms
    count = ViewersCounted(opened_ms - 1, (("app", 5), ("tv", 1)))
    made, often = section(with_counts(account, count)).tables
    rows = {row[0]: row[2:] for row in made.rows}
    assert rows["Rain", "Rain"] == (6, 3, 50, 8)
    assert often.rows == [(1, 13, 100)]


def test_a_log_without_counts_says_so(drawn_record: Path) -> None:
    made = section(with_counts(from_folder(drawn_record)))
    assert made.notes[0][1] == "The log has no counts of viewers."
    assert {row[2] for row in made.tables[0].rows} == {None}
