"""What was sold, segment by segment and outlet by outlet."""

from __future__ import annotations

from gala.after.account import Account, Sale
from gala.after.report.section import Section
from gala.core.by_lot import void_units
from gala.core.events import WindowSettled
from gala.grid.table import Column, Table, count, percent, share, yuan


def section(account: Account) -> Section:
    """Return the sales, and who was turned away."""
    made = Table(
        "sales",
        "销售",
        "Sales",
        (
            Column("segment", "环节", "Segment"),
            Column("goods", "商品", "Goods"),
            Column("outlet", "渠道", "Outlet"),
            yuan("price_yuan", "单价（元）", "Price, yuan"),
            count("stock", "库存", "Stock"),
            count("sold", "已售", "Sold"),
            count("revoked", "作废", "Revoked"),
            count("left", "剩余", "Left"),
            percent("share", "售出比例", "Sold"),
            yuan("amount_yuan", "货款（元）", "Taken, yuan"),
            Column("sold_out_after", "售罄用时", "Sold out after"),
        ),
    )
    for sale in account.sales():
        _add(made, account, sale)
    away = Table(
        "turned-away",
        "未抢到",
        "Turned away",
        (
            Column("segment", "环节", "Segment"),
            count("claims", "抢到的请求", "Claims met"),
            count("turned_away", "因售罄被拒的请求", "Claims turned away as sold out"),
        ),
    )
    for sale in account.sales():
        if account.by_lot(sale.window):
            continue
        turned = sum(
            event.turned_away
            for written in account.entries
            if isinstance(event := written.event, WindowSettled) and event.window == sale.window
        )
        title = account.title(sale.segment)
        away.add(title, len(account.winners(sale.window)), turned)
    note = (
        "一位观众重试会再次计入被拒的请求；抢到的回执每人每场只有一张。",
        "A viewer who tries again is turned away again; a receipt is one a viewer and window.",
    )
    return Section(("销售", "Sales"), (made, away), (note,))


def _add(made: Table, account: Account, sale: Sale) -> None:
    plan = account.show.window_plan(sale.window)
    void = dict(void_units(account.show, sale.window))
    for outlet, stock in account.stock(sale.window):
        if not stock:
            continue
        got = [one.won for one in account.sold(sale.window) if one.outlet == outlet]
        sold = sum(won.quantity for won in got)
        made.add(
            account.title(sale.segment),
            (sale.good.title.zh, sale.good.title.en),
            account.outlet(outlet),
            plan.price_fen,
            stock,
            sold,
            void.get(outlet, 0),
            stock - sold - void.get(outlet, 0),
            share(sold, stock),
            sum(won.quantity * won.price_fen for won in got),
            _sold_out_after(account, sale.window, outlet) if sold == stock else "",
        )


def _sold_out_after(account: Account, window: str, outlet: str) -> str:
    """Return how long the last opening that gave the last unit had been open, in seconds.

    By lot nobody was earlier than anybody else.
    """
    if account.by_lot(window):
        return ""
    last = max(
        (one.won for one in account.winners(window) if one.outlet == outlet),
        key=lambda won: won.unit,
    )
    offer = account.logged.offers.get((window, last.gen, outlet))
    if offer is None:
        return ""
    tenths = (last.at_ms - offer.opens_at_ms) // 100
    return f"{tenths // 10}.{tenths % 10} s"
