"""What each entry of a rain got: its chances, and the packets that they turned out to be."""

from __future__ import annotations

from gala.after.account import Account
from gala.core.payouts import is_opened
from gala.grid.table import Column, Table, count, yuan


def table(account: Account) -> Table:
    """Return a row for each entry of each opened rain, also of those who got nothing."""
    made = Table(
        "rain",
        "红包雨",
        "Red-packet rain",
        (
            count("draw", "抽奖号", "Draw"),
            Column("segment", "环节", "Segment"),
            Column("pseudonym", "化名", "Pseudonym"),
            Column("outlet", "渠道", "Outlet"),
            count("chances", "机会数", "Chances"),
            count("packets", "红包数", "Packets"),
            count("amount_fen", "金额（分）", "Amount in fen"),
            yuan("amount_yuan", "金额（元）", "Amount in yuan"),
        ),
    )
    for draw in account.show.draws:
        if draw.kind == "rain" and is_opened(draw):
            for one in account.packets(draw):
                winner = one.winner
                made.add(
                    draw.number,
                    draw.segment,
                    winner.viewer,
                    winner.outlet,
                    winner.won.quantity,
                    one.packets,
                    one.fen,
                    one.fen,
                )
    return made
