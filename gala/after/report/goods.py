"""What was sold: what its price rested on, with the history drawn, and who had signed it."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.report.section import Picture, Section
from gala.core.shelf import Shelf, shelves
from gala.core.shelf_words import rests_on
from gala.grid.table import Both, Column, Table, yuan
from run_sheet.price_picture import price_picture

_NOBODY = ("没有审核人签字", "no auditor has signed it")


def section(account: Account) -> Section:
    """Return the goods of every window, and the prices of each before the night."""
    made = Table(
        "goods",
        "商品的价格和审核",
        "Prices and audits of the goods",
        (
            Column("segment", "环节", "Segment"),
            Column("goods", "商品", "Goods"),
            yuan("regular_yuan", "平时价（元）", "Regularly, yuan"),
            yuan("price_yuan", "单价（元）", "Price, yuan"),
            Column("basis", "价格依据", "What the price rests on"),
            Column("signed", "审核人签字", "Signed by auditors"),
        ),
    )
    drawn: dict[str, Picture] = {}
    for shelf in shelves(account.sheet, account.show.audits):
        good, window = shelf.good, shelf.window
        title = (good.title.zh, good.title.en)
        made.add(
            *((window.title.zh, window.title.en), title, good.price_fen, window.price_fen),
            *(_joined([(one.zh, one.en) for one in rests_on(shelf)]), _signed(shelf)),
        )
        if shelf.chart is not None and good.id not in drawn:
            drawn[good.id] = Picture(title, price_picture(shelf.chart, " · ".join(title)))
    return Section(("商品", "Goods"), (made,), pictures=tuple(drawn.values()))


def _signed(shelf: Shelf) -> Both:
    if not shelf.signed:
        return _NOBODY if shelf.asked else ("", "")
    return _joined(
        [
            (f"{one.title.zh} {one.audit.on}", f"{one.title.en} {one.audit.on}")
            for one in shelf.signed
        ]
    )


def _joined(texts: list[Both]) -> Both:
    return "；".join(zh for zh, _ in texts), "; ".join(en for _, en in texts)
