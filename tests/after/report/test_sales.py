from dataclasses import replace
from pathlib import Path

from gala.after.account import from_folder
from gala.after.report.sales import section
from tests.after.nights import with_winners


def test_sales_by_outlet(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    sales, away = section(account).tables
    rows = {row[2]: row[3:] for row in sales.rows}
    assert rows["App", "App"][:7] == (1, 3, 2, 0, 1, 67, 2)
    assert rows["TV", "TV"][:7] == (1, 2, 1, 0, 1, 50, 1)
    assert away.rows == [(("Sale", "Sale"), 3, 0)]


def test_an_outlet_that_is_empty_says_how_soon(drawn_record: Path) -> None:
    account = from_folder(drawn_record)
    one = next(winner for winner in account.winners("sale") if winner.outlet == "tv")
    offer = account.logged.offers["sale", 1, "tv"]
    won = replace(one.won, unit=2, at_ms=offer.opens_at_ms + 1_290)
    more = [*account.winners("sale"), replace(one, viewer="f" * 32, won=won)]
    sales, _ = section(with_winners(account, "sale", more)).tables
    assert {row[2]: row[10] for row in sales.rows} == {("App", "App"): "", ("TV", "TV"): "1.2 s"}
