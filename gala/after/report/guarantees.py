"""What goods were guaranteed by, and what came of it: the quotas, and the claims by merchant."""

from __future__ import annotations

from collections import Counter

from gala.after.account import Account
from gala.after.guarantees import card, claimed, standing
from gala.after.report.section import Section
from gala.core.trust.book import COUPON, Offer
from gala.core.trust.claims import ClaimState
from gala.grid.table import Both, Column, Table, count, yuan

_UNITS: dict[str, Both] = {"fen": ("分", "fen"), "claims": ("笔", "claims")}


def quotas(account: Account) -> Table:
    """Return how much of each guarantee's quota was used, in its own unit."""
    made = Table(
        "guarantees-quotas",
        "保障额度",
        "Guarantees and their quotas",
        (
            Column("guarantee", "保障", "Guarantee"),
            Column("what", "单位", "Counted in"),
            count("promised", "额度", "Quota"),
            count("delivered", "已用", "Used"),
            count("rest", "剩余", "Left"),
        ),
    )
    claims = standing(account)
    for one in card(account).offers.values():
        used = (
            claims.met_fen[one.id]
            if one.quota.unit == "fen"
            else claims.counts[one.id, ClaimState.MET]
        )
        left = one.quota.most - used
        made.add(one.title, _UNITS[one.quota.unit], one.quota.most, used, left)
    return made


def section(account: Account) -> Section:
    """Return the claims on each guarantee of each goods, by merchant."""
    made = Table(
        "guarantees",
        "保障",
        "Guarantees",
        (
            Column("merchant", "商家", "Merchant"),
            Column("goods", "商品", "Goods"),
            Column("guarantee", "保障", "Guarantee"),
            count("filed", "申请", "Claims filed"),
            count("accepted", "兑现", "Accepted"),
            count("rejected", "拒绝", "Rejected"),
            count("open", "待处理", "Open"),
            yuan("paid_out_yuan", "赔付（元）", "Paid out, yuan"),
            count("paid_out_fen", "赔付（分）", "Paid out, fen"),
            count("coupons", "已用优惠券", "Coupons redeemed"),
            count("coupons_fen", "优惠券（分）", "Coupons, fen"),
        ),
    )
    states: Counter[tuple[str, str, ClaimState]] = Counter()
    fen: Counter[tuple[str, str]] = Counter()
    for claim in claimed(account):
        key = (claim.sold.goods, claim.offer.id)
        states[*key, claim.standing.state] += 1
        fen[key] += claim.standing.amount_fen
    # Goods that are on sale in several windows are one line.
    sold = {one.goods: one for one in card(account).windows.values()}
    for goods, one in sorted(sold.items(), key=lambda item: (item[1].merchant, item[0])):
        for offer in one.offers:
            counts = [states[goods, offer.id, state] for state in ClaimState]
            made.add(
                one.merchant_title,
                one.title,
                offer.title,
                *_shown(offer, counts, fen[goods, offer.id]),
            )
    note = (
        "赔付是决定兑现的金额；是否已经打款，记录里没有。优惠券由观众直接使用，不经过决定。",
        "What is paid out is what was decided; whether it has been transferred, the record does "
        "not say. A coupon is used by its viewer, and nobody decides on it.",
    )
    return Section(("保障", "Guarantees"), (made,), (note,))


def _shown(offer: Offer, counts: list[int], fen: int) -> tuple[int, ...]:
    """Return the numbers of a line; `counts` are those filed, met and refused."""
    still_open, met, refused = counts
    if offer.kind == COUPON:
        return (0, 0, 0, 0, 0, 0, met, fen)
    return (sum(counts), met, refused, still_open, fen, fen, 0, 0)
