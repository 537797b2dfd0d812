"""Every unit that was sold: what is shipped to whom, and what was paid for it."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.instants import local_text
from gala.grid.table import Column, Table, count, yuan


def table(account: Account) -> Table:
    """Return a row for each sale of a window with stock."""
    made = Table(
        "units",
        "售出",
        "Units sold",
        (
            Column("segment", "环节", "Segment"),
            Column("goods", "商品编号", "Goods"),
            Column("title", "品名", "Title"),
            Column("title_en", "英文品名", "Title in English"),
            Column("merchant", "商家", "Merchant"),
            Column("outlet", "渠道", "Outlet"),
            Column("pseudonym", "化名", "Pseudonym"),
            count("unit", "件号", "Unit"),
            count("quantity", "数量", "Quantity"),
            count("price_fen", "单价（分）", "Price in fen"),
            count("amount_fen", "金额（分）", "Amount in fen"),
            yuan("amount_yuan", "金额（元）", "Amount in yuan"),
            Column("at", "时间", "At"),
        ),
    )
    for sale in account.sales():
        for winner in account.sold(sale.window):
            won = winner.won
            amount_fen = won.price_fen * won.quantity
            made.add(
                sale.segment,
                sale.good.id,
                sale.good.title.zh,
                sale.good.title.en,
                sale.good.merchant or "",
                winner.outlet,
                winner.viewer,
                won.unit,
                won.quantity,
                won.price_fen,
                amount_fen,
                amount_fen,
                local_text(won.at_ms, account.utc_offset_min),
            )
    return made
