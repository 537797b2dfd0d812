"""Promised and delivered: stock, pools, prizes and quotas of guarantees, and promises in words."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.report import guarantees
from gala.after.report.section import Section
from gala.core.payouts import is_opened
from gala.grid.table import Column, Table, count
from gala.proof.rules import DrawRule, RainRule


def section(account: Account) -> Section:
    """Return what can be counted, and the public promises with room for an answer."""
    counted = Table(
        "promised-delivered",
        "承诺与兑现",
        "Promised and delivered",
        (
            Column("segment", "环节", "Segment"),
            Column("what", "承诺的是", "What was promised"),
            count("promised", "承诺", "Promised"),
            count("delivered", "已兑现", "Delivered"),
            count("rest", "剩余或退回", "Left or returned"),
        ),
    )
    for sale in account.sales():
        stock = sum(n for _, n in account.stock(sale.window))
        sold = sum(one.won.quantity for one in account.sold(sale.window))
        counted.add(account.title(sale.segment), ("件", "units"), stock, sold, stock - sold)
    for segment in account.show.plan.segments:
        if segment.lot is not None:
            rule = segment.lot.rule
            if isinstance(rule, RainRule):
                _add_rain(counted, account, segment.id, rule)
            elif not rule.by_outlet:
                _add_draw(counted, account, segment.id, rule)
    words = Table(
        "promises",
        "公开的承诺",
        "Promises in public",
        (
            Column("promise", "编号", "Id"),
            Column("text", "承诺", "Promised"),
            Column("delivered", "兑现（人工填写）", "Delivered (to be filled in)"),
        ),
    )
    for promise in account.sheet.promises:
        words.add(promise.id, (promise.text.zh, promise.text.en), "")
    return Section(
        ("承诺与兑现", "Promised and delivered"), (counted, guarantees.quotas(account), words)
    )


def _add_rain(made: Table, account: Account, segment: str, rule: RainRule) -> None:
    draw = account.show.draw_of(segment)
    paid_fen = draw.paid_fen if draw is not None and is_opened(draw) else 0
    what = ("红包金额（分）", "fen of the pool")
    made.add(account.title(segment), what, rule.pool_fen, paid_fen, rule.pool_fen - paid_fen)


def _add_draw(made: Table, account: Account, segment: str, rule: DrawRule) -> None:
    draw = account.show.draw_of(segment)
    held = len(draw.winners) if draw is not None and is_opened(draw) else 0
    promised = rule.prize_count
    made.add(account.title(segment), ("奖品", "prizes"), promised, held, promised - held)
