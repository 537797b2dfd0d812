"""One line a viewer for finance: what is owed to them, and what they owe."""

from __future__ import annotations

from dataclasses import dataclass

from gala.after.account import Account
from gala.after.guarantees import claimed
from gala.core.payouts import is_opened, is_sale, prizes
from gala.grid.table import Column, Table, count, yuan


@dataclass
class _Line:
    packets: int = 0
    rain_fen: int = 0
    prizes: int = 0
    prizes_fen: int = 0
    units: int = 0
    due_fen: int = 0
    claims: int = 0
    claims_fen: int = 0
    coupons_fen: int = 0


def table(account: Account) -> Table:
    """Return a row for each viewer who gets money or a prize, or has bought something.

    What is met of a claim on a guarantee is money to be paid out and stands here; a coupon is none:
    it lessens what its viewer pays elsewhere, and stands beside it.
    """
    made = Table(
        "payouts",
        "结算",
        "Payouts",
        (
            Column("pseudonym", "化名", "Pseudonym"),
            count("packets", "红包数", "Packets"),
            count("rain_fen", "红包金额（分）", "Rain in fen"),
            yuan("rain_yuan", "红包金额（元）", "Rain in yuan"),
            count("prizes", "奖品数", "Prizes"),
            count("prizes_value_fen", "奖品价值（分）", "Prizes' value in fen"),
            yuan("prizes_value_yuan", "奖品价值（元）", "Prizes' value in yuan"),
            count("units", "购买件数", "Units bought"),
            count("due_fen", "应付货款（分）", "To pay for them, in fen"),
            yuan("due_yuan", "应付货款（元）", "To pay for them, in yuan"),
            count("guarantees", "兑现的保障", "Claims on guarantees met"),
            count("guarantees_fen", "保障金额（分）", "Owed for guarantees, in fen"),
            yuan("guarantees_yuan", "保障金额（元）", "Owed for guarantees, in yuan"),
            count("coupons_fen", "已用优惠券（分）", "Coupons used, in fen"),
        ),
    )
    lines: dict[str, _Line] = {}
    for draw in account.show.draws:
        if not is_opened(draw):
            continue
        if draw.kind == "rain":
            for got in account.packets(draw):
                if got.packets:
                    line = lines.setdefault(got.winner.viewer, _Line())
                    line.packets += got.packets
                    line.rain_fen += got.fen
        elif not is_sale(draw):
            for prize in prizes(draw):
                if prize.prize:
                    line = lines.setdefault(prize.pseudonym, _Line())
                    line.prizes += 1
                    line.prizes_fen += prize.value_fen
    for sale in account.sales():
        for winner in account.sold(sale.window):
            line = lines.setdefault(winner.viewer, _Line())
            line.units += winner.won.quantity
            line.due_fen += winner.won.quantity * winner.won.price_fen
    for one in claimed(account):
        if not one.standing.amount_fen:
            continue
        line = lines.setdefault(one.filing.viewer, _Line())
        if one.is_coupon:
            line.coupons_fen += one.standing.amount_fen
        else:
            line.claims += 1
            line.claims_fen += one.owed_fen
    for pseudonym, line in sorted(lines.items()):
        made.add(
            pseudonym,
            line.packets,
            line.rain_fen,
            line.rain_fen,
            line.prizes,
            line.prizes_fen,
            line.prizes_fen,
            line.units,
            line.due_fen,
            line.due_fen,
            line.claims,
            line.claims_fen,
            line.claims_fen,
            line.coupons_fen,
        )
    return made
