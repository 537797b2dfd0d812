from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.promises import section
from run_sheet import Promise, Text


def test_what_was_promised_and_what_was_given(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    promise = Promise(id="fair", waive=None, evidence=None, text=Text(zh="公平", en="Fair"))
    told = replace(account, sheet=account.sheet.model_copy(update={"promises": (promise,)}))
    counted, _, words = section(told).tables
    (rain,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    assert [row[1:] for row in counted.rows] == [
        (("件", "units"), 5, 3, 2),
        (("奖品", "prizes"), 3, 3, 0),
        (("奖品", "prizes"), 1, 1, 0),
        (("红包金额（分）", "fen of the pool"), 1000, rain.paid_fen, rain.returned_fen),
    ]
    assert words.rows == [("fair", ("公平", "Fair"), "")]


def test_what_was_never_drawn_was_not_delivered(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    nothing = replace(account, show=replace(account.show, draws=()))
    counted, *_ = section(nothing).tables
    assert counted.rows[-1][2:] == (1000, 0, 1000)
    assert counted.rows[-2][2:] == (1, 0, 1)
