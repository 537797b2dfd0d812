from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports import tables
from gala.after.exports.totals import figures, table
from gala.core.trust.figures import Journaled
from tests.after.guaranteed import COUPON_FEN, MET_FEN, guaranteed_night
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


def test_guarantees_add_up_to_their_journal(tmp_path: Path) -> None:
    account = from_folder(guaranteed_night(tmp_path))
    found = {(one.of, one.what): one for one in figures(account)}
    assert all(one.equal for one in found.values())
    assert found["guarantee refund", "met, fen"].said == MET_FEN
    assert found["night", "owed for guarantees, fen"].counted == MET_FEN
    assert found["night", "coupons used, fen"].counted == COUPON_FEN
    # A decision on a claim that never came is journaled, and is no row.
    stray = replace(account, guarantees=Journaled(account.guarantees.entries[2:]))
    assert {(one.of, one.what) for one in figures(stray) if not one.equal} == {
        ("guarantee refund", "met, fen"),
        ("night", "owed for guarantees, fen"),
    }
