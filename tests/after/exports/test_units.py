from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.units import table


def test_units_of_stock_and_nothing_else(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    made = table(account)
    assert [row[:3] for row in made.rows] == [("sale", "pen", "Pen")] * 3
    assert made.total("amount_fen") == made.total("amount_yuan") == 3
    assert {row[6] for row in made.rows} == {one.viewer for one in account.winners("sale")}
