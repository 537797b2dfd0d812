"""Every receipt of the night: a unit, the chances of a rain, an entry in a draw."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.instants import local_text
from gala.grid.table import Column, Table, count, yuan


def table(account: Account) -> Table:
    """Return a row for each receipt, in the order in which they were given."""
    made = Table(
        "receipts",
        "回执",
        "Receipts",
        (
            Column("window", "窗口", "Window"),
            Column("outlet", "渠道", "Outlet"),
            Column("pseudonym", "化名", "Pseudonym"),
            count("unit", "起始号", "First number"),
            count("quantity", "数量", "Quantity"),
            count("gen", "第几次开放", "Opening"),
            count("price_fen", "单价（分）", "Price in fen"),
            yuan("price_yuan", "单价（元）", "Price in yuan"),
            Column("at", "时间", "At"),
            count("at_ms", "毫秒时刻", "At, Unix ms"),
            Column("claim_id", "请求号", "Claim id"),
            Column("batch", "批次", "Batch"),
            count("index", "批内序号", "Place in the batch"),
            Column("void", "作废原因", "Why void"),
        ),
    )
    for window, winners in account.journals.items():
        void = account.void(window)
        for winner in winners:
            won = winner.won
            made.add(
                window,
                winner.outlet,
                winner.viewer,
                won.unit,
                won.quantity,
                won.gen,
                won.price_fen,
                won.price_fen,
                local_text(won.at_ms, account.utc_offset_min),
                won.at_ms,
                won.claim_id.hex(),
                won.batch,
                won.index,
                void.get(won.gen, ""),
            )
    return made
