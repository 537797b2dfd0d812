from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.summary import section


def test_the_night_in_a_few_figures(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    (table,) = section(account).tables
    values = {row[0][1]: row[1] for row in table.rows if isinstance(row[0], tuple)}
    (rain,) = [draw for draw in account.show.draws if draw.kind == "rain"]
    assert values["Units sold, of stock"] == "3 / 5"
    assert values["Taken, yuan"] == "0.03"
    assert values["Rain paid / returned, yuan"] == (
        f"{rain.paid_fen // 100}.{rain.paid_fen % 100:02} / "
        f"{rain.returned_fen // 100}.{rain.returned_fen % 100:02}"
    )
    assert values["Prizes drawn"] == "4"
    assert values["Viewers who took part"] == "13"
