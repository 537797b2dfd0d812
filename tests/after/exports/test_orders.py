from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.orders import table
from tests.after.paid import paid_night


def test_every_order_with_its_state(tmp_path: Path) -> None:
    account = from_folder(paid_night(tmp_path))
    made = table(account)
    states = [(row[1], row[2], row[5]) for row in made.rows]
    assert states == [
        ("app", 1, "paid"),
        ("app", 2, "released"),
        ("app", 3, "held"),
        ("tv", 1, "held"),
        ("tv", 2, "held"),
    ]
    assert made.rows[0][12] == "p1"
    assert made.total("price_fen") == made.total("price_yuan") == 5


def test_a_night_with_nothing_to_pay_for_has_none(drawn_record: Path) -> None:
    assert table(from_folder(drawn_record)).rows == []
