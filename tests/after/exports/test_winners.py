from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.winners import ALTERNATE, PASSED_OVER, WON, table
from tests.plugins.record import REASON


def test_places_in_drawn_order_with_what_became_of_them(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    rows = [row for row in table(account).rows if row[0] == 1]
    assert [row[2] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0][3] == PASSED_OVER
    assert rows[0][11] == REASON
    assert [row[3] for row in rows].count(WON) == 3
    assert [row[3] for row in rows].count(ALTERNATE) == 1
    car = next(row for row in rows if row[4] == "car")
    assert car[5:9] == ("Car", "Car", 90000, 90000)
    outlets = {one.viewer: one.outlet for one in account.winners("first")}
    assert all(row[10] == outlets[str(row[9])] for row in rows)
