"""What became of the viewer's orders: held, paid for, released, refunded."""

from __future__ import annotations

from collections.abc import Iterator

from gala.after.account import Account
from gala.after.explain.line import Line
from gala.after.instants import local_text
from gala.core.orders.tables import Op, Role
from gala.grid.table import Both

_WORDS: dict[Op, Both] = {
    Op.HELD: ("为你保留", "is held for you"),
    Op.PAID: ("已付款", "was paid for"),
    Op.RELEASED: ("没有按时付款，已放回", "was not paid for in time, and was released"),
    Op.REFUNDING: ("付款晚了，正在退款", "was paid for too late; the money is on its way back"),
    Op.PASSED: ("已被跳过，不再保留商品", "you were passed over; nothing is held for you any more"),
    Op.REFUNDED: ("已退款", "was refunded"),
    Op.REVOKED: ("这一轮已撤销，订单作废", "is void: its opening was revoked"),
}

_PASSED: dict[Op, Both] = {
    Op.RELEASED: ("因被跳过而放回", "was given up, for you were passed over"),
    Op.REFUNDING: ("因被跳过，正在退款", "goes to the next; the money is on its way back"),
}
"""The same where staff has passed the viewer over."""


def order_lines(account: Account, viewer: str) -> Iterator[Line]:
    """Yield each change of each order of the viewer, and that they wait for a unit."""
    for window, journal in account.orders.items():
        title = account.window_title(window)
        for entry in journal:
            if entry.viewer != viewer:
                continue
            if entry.op is Op.WAITING:
                text = (
                    f"{title[0]}：候补第 {entry.place} 位",
                    f"{title[1]}: waits at {entry.place}",
                )
                yield Line(entry.at_ms, text, own=True)
                continue
            zh, en = _WORDS[entry.op]
            if entry.op is Op.PASSED:
                yield Line(entry.at_ms, (f"{title[0]}：{zh}", f"{title[1]}: {en}"), own=True)
                continue
            if entry.by.startswith(f"{Role.STAFF}:"):
                zh, en = _PASSED[entry.op]
            until = ("", "")
            if entry.op is Op.HELD:
                at = local_text(entry.until_ms, account.utc_offset_min)[11:19]
                until = (f"，{at} 前付款", f", to be paid for before {at}")
            yield Line(
                entry.at_ms,
                (
                    f"{title[0]} 第 {entry.unit} 件{zh}{until[0]}",
                    f"unit {entry.unit} of {title[1]} {en}{until[1]}",
                ),
                own=True,
            )
