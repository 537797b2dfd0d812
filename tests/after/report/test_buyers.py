from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.buyers import section
from tests.after.nights import with_winners


def test_those_who_came_back(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    (table,) = section(account).tables
    assert table.rows == [(1, 3, 100, 3)]
    first, second, third = account.winners("sale")
    twice = with_winners(account, "sale", [first, replace(second, viewer=first.viewer), third])
    made = section(twice)
    assert made.tables[0].rows == [(1, 1, 50, 1), (2, 1, 50, 2)]
    assert made.notes[0][1] == "2 bought, 1 of them more than one unit."
