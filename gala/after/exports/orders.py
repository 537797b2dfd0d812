"""Every order of the night: who holds or held a unit, and what was paid, returned or refunded."""

from __future__ import annotations

from gala.after.account import Account
from gala.after.afterwards import book_of
from gala.after.instants import local_text
from gala.conductor.orders_record import paid_plans
from gala.grid.table import Column, Table, count, yuan


def table(account: Account) -> Table:
    """Return a row for each order, by unit. Raises `ProofError` when orders do not follow."""
    made = Table(
        "orders",
        "订单",
        "Orders",
        (
            Column("window", "窗口", "Window"),
            Column("outlet", "渠道", "Outlet"),
            count("unit", "件号", "Unit"),
            count("holding", "第几位持有", "Holding"),
            Column("pseudonym", "化名", "Pseudonym"),
            Column("state", "状态", "State"),
            count("price_fen", "单价（分）", "Price in fen"),
            yuan("price_yuan", "单价（元）", "Price in yuan"),
            Column("held_at", "占用时间", "Held at"),
            Column("until", "付款截止", "To be paid before"),
            Column("changed_at", "最后变动", "Changed at"),
            Column("late", "逾期付款", "Paid late"),
            Column("payment", "付款号", "Payment"),
            Column("refund", "退款号", "Refund"),
        ),
    )
    for plan in paid_plans(account.show.plan):
        journal = account.orders.get(plan.id, ())
        book = book_of(account.newest, plan, account.winners(plan.id), journal)
        for key, order in sorted(book.orders.items()):
            held, until, changed = (
                local_text(at_ms, account.utc_offset_min)
                for at_ms in (order.held_ms, order.until_ms, order.changed_ms)
            )
            made.add(
                plan.id,
                key.outlet,
                key.unit,
                key.holding,
                order.viewer,
                str(order.state),
                order.price_fen,
                order.price_fen,
                held,
                until,
                changed,
                "yes" if order.late else "",
                order.payment,
                order.refund,
            )
    return made
