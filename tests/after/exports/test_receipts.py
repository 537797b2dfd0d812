from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.receipts import table


def test_every_receipt_has_its_row(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    made = table(account)
    assert len(made.rows) == sum(map(len, account.journals.values())) == 13
    first = account.winners("first")[0]
    assert made.rows[0][:6] == ("first", first.outlet, first.viewer, 1, first.won.quantity, 1)
    assert made.rows[0][9] == first.won.at_ms
    assert str(made.rows[0][8]).endswith("+08:00")
