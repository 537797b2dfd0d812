from pathlib import Path

from gala.after.account import from_folder
from gala.after.report import sections
from gala.after.report.orders import section
from tests.after.paid import paid_night


def test_orders_by_their_state(tmp_path: Path) -> None:
    account = from_folder(paid_night(tmp_path))
    (table,) = section(account).tables
    assert table.rows == [(("Pen", "Pen"), 5, 1, 20, 1, 3, 1, 0)]


def test_a_night_with_nothing_to_pay_for_has_no_such_section(drawn_record: Path) -> None:
    titles = [one.title[1] for one in sections(from_folder(drawn_record))]
    assert "Sales" in titles
    assert "Orders" not in titles
