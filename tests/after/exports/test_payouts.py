from pathlib import Path

from gala.after.account import from_folder
from gala.after.exports.payouts import table
from tests.after.guaranteed import ANN, BO, COUPON_FEN, MET_FEN, guaranteed_night


def test_one_line_a_viewer(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    made = table(account)
    names = [row[0] for row in made.rows]
    assert names == sorted(set(map(str, names)))
    assert made.total("due_fen") == 3
    assert made.total("prizes") == sum(len(draw.winners) for draw in account.show.draws[:2])
    (rain,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    assert made.total("rain_fen") == rain.paid_fen


def test_what_was_met_is_owed_and_a_coupon_is_not(tmp_path: Path) -> None:
    made = table(from_folder(guaranteed_night(tmp_path)))
    keys = [column.key for column in made.columns]
    first = keys.index("guarantees")
    assert {str(row[0]): row[first:] for row in made.rows} == {
        ANN: (1, MET_FEN, MET_FEN, 0),
        BO: (0, 0, 0, COUPON_FEN),
    }
    assert made.total("due_fen") == 2 * (400 + 1)
