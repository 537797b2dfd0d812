from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.payouts import table


def test_one_line_a_viewer(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    made = table(account)
    names = [row[0] for row in made.rows]
    assert names == sorted(set(map(str, names)))
    assert made.total("due_fen") == 3
    assert made.total("prizes") == sum(len(draw.winners) for draw in account.show.draws[:2])
    (rain,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    assert made.total("rain_fen") == rain.paid_fen
