from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.outlets import section


def test_outlets_add_up_to_the_night(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    (table,) = section(account).tables
    assert [row[0] for row in table.rows] == [("App", "App"), ("TV", "TV")]
    (rain,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    assert table.total("rain_yuan") == rain.paid_fen
    assert (table.total("units"), table.total("prizes"), table.total("took_part")) == (3, 4, 13)
