from pathlib import Path

from gala.after.account import from_folder
from gala.after.reconcile import reconcile
from gala.console.figure_words import alarm_text
from gala.core.books import Figure
from gala.core.orders.recount import order_figures
from gala.core.trust.figures import Journaled, Tally, guarantee_figures
from tests.after.guaranteed import guaranteed_night
from tests.after.paid import paid_night
from tests.core.orders.drawing import AWARD, PLAN, ROWS, STOCK, Lot, Settle
from tests.core.trust.cards import card


def test_every_figure_of_a_night_has_its_chinese_name(drawn_record: Path, tmp_path: Path) -> None:
    (tmp_path / "paid").mkdir()
    (tmp_path / "card").mkdir()
    nights = (drawn_record, paid_night(tmp_path / "paid"), guaranteed_night(tmp_path / "card"))
    figures = [figure for night in nights for figure in reconcile(from_folder(night))]
    kept = Journaled((), 0, Tally())
    lot = Lot()
    lot.step(Settle(ROWS))
    by_lot = order_figures(PLAN, [], lot.book, ended=True, stock=STOCK, award=AWARD)
    for figure in (*figures, *guarantee_figures(card(), {}, kept), *by_lot):
        name = alarm_text(figure)["zh"].removeprefix(f"{figure.of} · ").partition("：日志")[0]
        assert not any("a" <= letter <= "z" for letter in name), name


def test_an_alarm_says_by_how_much_in_both_languages() -> None:
    figure = Figure("sale · app", "units settled, opening 2", 5, 4, "one is gone")
    assert alarm_text(figure) == {
        "zh": "sale · app · 第 2 次开放的结算件数：日志 5，重数 4 · one is gone",
        "en": "sale · app · units settled, opening 2: 5 in the log, 4 counted · one is gone",
    }


def test_a_figure_of_later_versions_keeps_its_name() -> None:
    assert alarm_text(Figure("x", "orders held", 1, 0))["zh"] == "x · orders held：日志 1，重数 0"
