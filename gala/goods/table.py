"""A sheet's goods as a table, such that reading it gives the same goods again."""

from __future__ import annotations

from collections.abc import Iterable

from gala.goods.columns import (
    GUARANTEES,
    ID,
    MERCHANT,
    NOTE,
    NOTE_EN,
    NOTHING,
    PRICES,
    TITLE,
    TITLE_EN,
    YUAN,
)
from gala.goods.history import history_text
from gala.grid.table import Column, Table, yuan
from run_sheet import Good, Text


def goods_table(goods: Iterable[Good]) -> Table:
    """Return the table; an English text that is the Chinese one is left out."""
    table = Table(
        "goods",
        "商品",
        "Goods",
        (
            Column(ID, "编号", "Id"),
            Column(TITLE, "品名", "Title"),
            Column(TITLE_EN, "英文品名", "Title in English"),
            yuan(YUAN, "价格（元）", "Price in yuan"),
            Column(NOTE, "说明", "Note"),
            Column(NOTE_EN, "英文说明", "Note in English"),
            Column(PRICES, "历史价格（元）", "Earlier prices in yuan"),
            Column(MERCHANT, "商家", "Merchant"),
            Column(GUARANTEES, "保障", "Guarantees"),
        ),
    )
    for good in goods:
        history = history_text(good.prices or ())
        texts = (*_pair(good.note), history, good.merchant or "", _listed(good.guarantees))
        table.add(good.id, *_pair(good.title), good.price_fen, *texts)
    return table


def _pair(text: Text | None) -> tuple[str, str]:
    if text is None:
        return "", ""
    return text.zh, text.en if text.en != text.zh else ""


def _listed(ids: tuple[str, ...] | None) -> str:
    """Return ids with commas; a list with nothing in it is not the same as none."""
    return "" if ids is None else ", ".join(ids) or NOTHING
