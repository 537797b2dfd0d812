"""Seckill: goods at a price, a stock for each outlet, and a window to claim them in."""

from __future__ import annotations

from gala.core.kinds.parts import Parts, text
from gala.core.plan import WindowPlan
from gala.core.trust.book import guaranteed
from run_sheet import RunSheet
from run_sheet.kinds import Seckill


def parts(segment: Seckill, sheet: RunSheet) -> Parts:
    """Return `(window, goods, goods_title, price_fen, regular_price_fen)` and the window.

    A segment has one window, which bears its id. An outlet that the sheet gives no stock has 0.
    Goods with guarantees add `((id, kind, title, text, tiers), …)`, the tiers by their titles.
    """
    goods = next(goods for goods in sheet.goods if goods.id == segment.goods)
    stock = dict(segment.stock)
    window = WindowPlan(
        id=segment.id,
        title=text(goods.title),
        price_fen=segment.price_fen,
        opens_ms=segment.opens_ms,
        open_for_ms=segment.open_for_ms,
        stock=tuple((outlet.id, stock.get(outlet.id, 0)) for outlet in sheet.outlets),
        pay_within_ms=segment.pay_within_ms or 0,
    )
    detail = (segment.id, goods.id, text(goods.title), segment.price_fen, goods.price_fen)
    sold = guaranteed(sheet, goods)
    if sold is None:
        return Parts(detail=detail, window=window)
    tiers = {tier.id: text(tier.title) for tier in sheet.tiers or ()}
    guarantees = tuple(
        (one.id, one.kind, one.title, one.text, tuple(tiers[tier] for tier in one.tiers))
        for one in sold.offers
    )
    return Parts(detail=(*detail, guarantees), window=window)
