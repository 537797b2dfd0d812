from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.rain import table


def test_every_entry_is_there_and_the_sum_is_what_was_paid(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    made = table(account)
    assert len(made.rows) == len(account.winners("rain"))
    (draw,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    assert made.total("amount_fen") == draw.paid_fen
    assert made.total("chances") == made.total("packets") == 8
