"""The night in a few figures."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.audience import Audience
from gala.after.exports import units
from gala.after.report.section import Section
from gala.core.payouts import is_opened, is_sale, prizes
from gala.grid.money import yuan_text
from gala.grid.table import Column, Table


def section(account: Account) -> Section:
    """Return the headline figures."""
    made = Table(
        "summary",
        "概况",
        "Summary",
        (Column("figure", "指标", "Figure"), Column("value", "数值", "Value")),
    )
    audience = Audience(account)
    took_part = {one.viewer for winners in account.journals.values() for one in winners}
    sold = units.table(account)
    stock = sum(n for sale in account.sales() for _, n in account.stock(sale.window))
    if audience.known:
        made.add(("同时观看最多", "Most viewers at once"), str(audience.peak()))
    made.add(("参与的观众", "Viewers who took part"), str(len(took_part)))
    made.add(("售出 / 库存（件）", "Units sold, of stock"), f"{sold.total('quantity')} / {stock}")
    made.add(("货款（元）", "Taken, yuan"), yuan_text(sold.total("amount_fen")))
    opened = [draw for draw in account.show.draws if is_opened(draw)]
    rains = [draw for draw in opened if draw.kind == "rain"]
    if rains:
        paid_fen = sum(draw.paid_fen for draw in rains)
        returned_fen = sum(draw.returned_fen for draw in rains)
        money = f"{yuan_text(paid_fen)} / {yuan_text(returned_fen)}"
        made.add(("红包已发 / 退回（元）", "Rain paid / returned, yuan"), money)
    draws = [draw for draw in opened if draw.kind == "draw" and not is_sale(draw)]
    if draws:
        held = sum(bool(one.prize) for draw in draws for one in prizes(draw))
        made.add(("抽出的奖品", "Prizes drawn"), str(held))
    return Section(("概况", "Summary"), (made,))
