from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports import tables
from gala.after.exports.totals import figures, table
from tests.after.nights import with_winners


def test_exported_rows_add_up_to_the_log(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    found = list(figures(account))
    assert all(one.equal for one in found), found
    assert {one.what for one in found if one.of == "night"} == {
        "sold, units",
        "taken, fen",
        "rain paid, fen",
        "prizes, fen",
    }
    assert all(row[2] == row[3] for row in table(account).rows)


def test_a_unit_less_does_not_add_up(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    less = with_winners(account, "sale", account.winners("sale")[:-1])
    assert {(one.of, one.what) for one in figures(less) if not one.equal} == {
        ("sale", "sold, units"),
        ("sale", "taken, fen"),
        ("night", "sold, units"),
        ("night", "taken, fen"),
    }


def test_a_night_in_which_nothing_was_drawn_has_empty_tables(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    nothing = replace(account, show=replace(account.show, draws=()))
    rows = {made.name: len(made.rows) for made in tables(nothing)}
    assert (rows["winners"], rows["rain"], rows["units"]) == (0, 0, 3)
