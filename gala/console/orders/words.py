"""The fixed answers to who asks about orders: a status, and a text in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import web

from gala.console import answers
from gala.console.answers import COMMON, Texts

TEXTS: Texts = {
    **COMMON,
    "idempotency_key": (
        400,
        "缺少 Idempotency-Key：1 到 64 个字母、数字或 . _ : -。",
        "Idempotency-Key is missing: 1 to 64 letters, digits or . _ : -.",
    ),
    "cursor": (400, "这个游标不是这里给出的。", "This cursor was not given here."),
    "key": (
        401,
        "密钥不对。用 Authorization: Bearer <密钥编号>.<密钥>。",
        "The key is not valid. Send Authorization: Bearer <key id>.<secret>.",
    ),
    "owner": (403, "这是另一位观众的订单。", "This order is another viewer’s."),
    "role": (403, "这件事不由您来做。", "This is not yours to do."),
    "unknown": (404, "没有这笔订单。", "There is no such order."),
    "no_window": (404, "这个窗口没有要付款的商品。", "Nothing has to be paid for in this window."),
    "amount": (409, "付的钱不等于订单的价格。", "What was paid is not the order’s price."),
    "paid_before": (
        409,
        "这笔订单已由另一笔付款付清。请退回这一笔。",
        "Another payment has paid for this order. Give this one back.",
    ),
    "not_held": (409, "已经付款，不能放弃。", "It is paid for, so it cannot be given back here."),
    "no_refund": (409, "没有要退的款。", "No refund is due."),
    "refunded_before": (
        409,
        "已用另一个编号退过款。",
        "It was refunded under another reference.",
    ),
    "due": (409, "请再试一次。", "Try again."),
    "had": (
        409,
        "您在这个窗口已经抢到过。",
        "You have or had a unit of this window.",
    ),
    "not_sold_out": (409, "还没有抢完。", "It is not sold out."),
    "drawn": (
        409,
        "这个窗口靠抽签，候补也是抽出来的。",
        "This window goes by lot, and who waits was drawn too.",
    ),
    "full": (409, "候补的人太多了。", "Too many are waiting."),
    "idempotency_key_reused": (
        422,
        "这个 Idempotency-Key 已用于另一个请求。",
        "This Idempotency-Key was used for another request.",
    ),
    "rate": (429, "太频繁了，请稍后再试。", "Too often. Try again later."),
    "store": (
        503,
        "存储没有及时应答。可以放心重试，同一个请求只算一次。",
        "The store does not answer. Try again: the same request counts once.",
    ),
}


def body_of(code: str) -> dict[str, object]:
    """Return what is told for a word of `TEXTS`."""
    return answers.body_of(TEXTS, code)


def refused(code: str, headers: Mapping[str, str] = MappingProxyType({})) -> web.Response:
    """Return the answer for a word of `TEXTS`."""
    return answers.refused(TEXTS, code, headers)
