"""What became of the units that had to be paid for."""

from __future__ import annotations

from collections import Counter

from gala.after.account import Account
from gala.after.afterwards import book_of
from gala.after.report.section import Section
from gala.conductor.orders_record import paid_plans
from gala.core.orders.tables import OrderState
from gala.grid.table import Column, Table, count, percent, share, yuan


def section(account: Account) -> Section:
    """Return the orders of each window by their state. Raises `ProofError`, as exports do."""
    made = Table(
        "orders",
        "订单",
        "Orders",
        (
            Column("window", "窗口", "Window"),
            count("orders", "订单", "Orders"),
            count("paid", "已付款", "Paid"),
            percent("share", "付款比例", "Paid"),
            yuan("paid_yuan", "已付（元）", "Paid, yuan"),
            count("held", "待付款", "To be paid"),
            count("released", "逾期放回", "Released"),
            count("refunded", "退款", "Refunded or to be"),
        ),
    )
    for plan in paid_plans(account.show.plan):
        journal = account.orders.get(plan.id, ())
        book = book_of(account.newest, plan, account.winners(plan.id), journal)
        states = Counter(one.state for one in book.orders.values())
        paid = [one for one in book.orders.values() if one.state is OrderState.PAID]
        made.add(
            account.window_title(plan.id),
            len(book.orders),
            len(paid),
            share(len(paid), len(book.orders)),
            sum(one.price_fen for one in paid),
            states[OrderState.HELD],
            states[OrderState.RELEASED],
            states[OrderState.REFUNDING] + states[OrderState.REFUNDED],
        )
    return Section(("订单", "Orders"), (made,))
