"""A small show with a trust card, and claims on what it guarantees."""

from __future__ import annotations

from gala.core.trust.book import Book, book_of
from gala.core.trust.claims import Filing, Verdict
from gala.core.trust.recount import Bought
from run_sheet import parse

CARD = """
gala: 1
id: evening
title: {zh: 小晚会, en: Small gala}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: {zh: 主站, en: App}, delay: 0s}
merchants:
  - id: shop
    title: {zh: 文具店, en: The pen shop}
    opted_in:
      - {guarantee: refund, on: 2021-06-01, by: {zh: 店长, en: Owner}}
      - {guarantee: freight, on: 2021-06-01, by: {zh: 店长, en: Owner}}
      - {guarantee: tenfold, on: 2021-06-01, by: {zh: 店长, en: Owner}}
      - {guarantee: again, on: 2021-06-01, by: {zh: 店长, en: Owner}}
guarantees:
  - {id: refund, kind: refund_only, title: {zh: 仅退款, en: Money back}, text: {zh: 退钱不退货, en: Keep the pen},
     limit_fen: 500, claim_days: 30, quota_fen: 700}
  - {id: freight, kind: return_freight, title: {zh: 退货包邮, en: Freight paid}, text: {zh: 运费我们出, en: We pay it},
     limit_fen: 1200, claim_days: 7, quota: 1}
  - {id: tenfold, kind: fake_tenfold, title: {zh: 假一赔十, en: Fake pays ten}, text: {zh: 假一赔十, en: Ten times},
     times: 10, claim_days: 365, quota: 3}
  - {id: again, kind: coupon, title: {zh: 回头券, en: Next time}, text: {zh: 下次减五元, en: Five yuan off},
     value_fen: 500, claim_days: 90, quota: 1}
tiers:
  - {id: gold, title: {zh: 金卡, en: Gold}, guarantees: [again]}
goods:
  - {id: pen, title: {zh: 钢笔, en: Fountain pen}, price_fen: 9900, merchant: shop,
     guarantees: [refund, freight, tenfold, again]}
  - {id: ink, title: {zh: 墨水, en: Ink}, price_fen: 900}
segments:
  - {id: opening, kind: host, title: {zh: 开场, en: Opening}, length: 5s}
  - {id: pens, kind: seckill, title: {zh: 钢笔, en: Pens}, length: 50s, goods: pen, price_fen: 400,
     opens: 1s, open_for: 40s, stock: {app: 5}}
  - {id: inks, kind: seckill, title: {zh: 墨水, en: Inks}, length: 50s, goods: ink, price_fen: 1,
     opens: 1s, open_for: 40s, stock: {app: 5}}
"""  # noqa: E501

DAY_MS = 86_400_000
PAID_FEN = 400
BOUGHT_MS = 1_000_000
ANN, BO = "a" * 32, "b" * 32
UNITS = {
    ("pens", "app", 1): Bought(ANN, PAID_FEN, BOUGHT_MS),
    ("pens", "app", 2): Bought(BO, PAID_FEN, BOUGHT_MS),
    ("inks", "app", 1): Bought(ANN, 1, BOUGHT_MS),
}
SAID = "5" * 64


def card() -> Book:
    """The trust card of the small show."""
    sheet = parse(CARD).sheet
    assert sheet is not None
    return book_of(sheet)


def filing(claim: int = 1, guarantee: str = "refund", unit: int = 1, viewer: str = ANN) -> Filing:
    """A viewer's claim by a unit of the pens, on the terms of the sheet."""
    offer = card().offer("pens", guarantee)
    assert offer is not None
    return Filing(
        *(f"{claim:032x}", guarantee, "pens", "app", unit, viewer, PAID_FEN),
        *(offer.ceiling_fen(PAID_FEN), offer.until_ms(BOUGHT_MS), SAID),
    )


def verdict(
    claim: int = 1, amount_fen: int = 400, guarantee: str = "refund", by: str = "director"
) -> Verdict:
    """A decision; of nothing to pay, a refusal."""
    return Verdict(f"{claim:032x}", guarantee, amount_fen > 0, amount_fen, by, "seen the pictures")
