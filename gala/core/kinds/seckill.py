"""Seckill: goods at a price, a stock for each outlet, and a window to claim them in.

By lot, the window takes entries and the stock is what a draw gives, outlet by outlet.
"""

from __future__ import annotations

from dataclasses import replace

from gala.core.kinds.parts import WEIGHT_MAX, Parts, entry_window, text
from gala.core.plan import LotPlan, WindowPlan
from gala.core.trust.book import guaranteed
from gala.proof.rules import DrawRule
from run_sheet import Good, RunSheet
from run_sheet.kinds import Seckill


def parts(segment: Seckill, sheet: RunSheet) -> Parts:
    """Return `(window, goods, goods_title, price_fen, regular_price_fen)` and the window.

    A segment has one window, which bears its id. An outlet that the sheet gives no stock has 0.
    Goods with guarantees add `((id, kind, title, text, tiers), …)`, the tiers by their titles. By
    lot that is there even if empty, and `(((outlet, outlet_title, units), …), waitlist)` follows.
    With `pay_within` it is there too, and so is what follows it, None where the first have the
    units; then come the ms at the sheet's own speed.
    """
    goods = next(goods for goods in sheet.goods if goods.id == segment.goods)
    discount_fen = max(0, goods.price_fen - segment.price_fen)
    detail = (segment.id, goods.id, text(goods.title), segment.price_fen, goods.price_fen)
    guarantees = _guarantees(goods, sheet)
    if segment.by_lot:
        window, lot = _lottery(segment, sheet)
        rule = lot.rule
        assert isinstance(rule, DrawRule)
        titles = dict(lot.prizes)
        stocks = tuple((outlet, titles[outlet], units) for outlet, units, _ in rule.prizes)
        drawn = (stocks, rule.alternates)
        window = replace(window, title=text(goods.title))
        told: tuple[object, ...] = (*detail, guarantees, drawn)
        if segment.pay_within_ms:
            told = (*told, segment.pay_within_ms)
        return Parts(detail=told, window=window, lot=lot, discount_fen=discount_fen)
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
    if segment.pay_within_ms:
        paid = (*detail, guarantees, None, segment.pay_within_ms)
        return Parts(detail=paid, window=window, discount_fen=discount_fen)
    told = (*detail, guarantees) if guarantees else detail
    return Parts(detail=told, window=window, discount_fen=discount_fen)


def _lottery(segment: Seckill, sheet: RunSheet) -> tuple[WindowPlan, LotPlan]:
    """Return the window for entries, and the draw of each outlet's units among its own entries.

    An entry's leaf has the price: who enters is told what a unit will cost.
    """
    stock = dict(segment.stock)
    window = entry_window(
        segment.id,
        segment.title,
        segment.opens_ms,
        segment.open_for_ms,
        sheet,
        quantity_max=WEIGHT_MAX,
        weighed=bool(segment.who and segment.who.weights),
    )
    if not window.weighed:
        window = replace(window, quantity_max=1)
    selling = [outlet for outlet in sheet.outlets if stock.get(outlet.id)]
    rule = DrawRule(
        prizes=tuple((outlet.id, stock[outlet.id], segment.price_fen) for outlet in selling),
        alternates=segment.waitlist or 0,
        by_outlet=True,
    )
    titles = tuple((outlet.id, text(outlet.title)) for outlet in selling)
    window = replace(window, price_fen=segment.price_fen, pay_within_ms=segment.pay_within_ms or 0)
    return window, LotPlan(segment.id, rule, titles)


def _guarantees(goods: Good, sheet: RunSheet) -> tuple[object, ...]:
    sold = guaranteed(sheet, goods)
    if sold is None:
        return ()
    tiers = {tier.id: text(tier.title) for tier in sheet.tiers or ()}
    return tuple(
        (one.id, one.kind, one.title, one.text, tuple(tiers[tier] for tier in one.tiers))
        for one in sold.offers
    )
