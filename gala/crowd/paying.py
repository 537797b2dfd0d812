"""How a crowd pays: most do after a while, some never; what they pay in a rehearsal is nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random

from aiohttp import ClientError, ClientSession

from gala.client import Receipt
from gala.core.orders.book import OrderKey
from gala.core.orders.names import order_id

from .behaviour import Habits, Night

PAY_SHARE = 0.85
PAY_AFTER_MS = (2_000, 12_000)
"""From the receipt to the payment, at the sheet's own speed."""

Pay = Callable[[str, str], Awaitable[bool]]
"""Pays for an order with a ticket; True when it is paid for."""


def payment(habits: Habits, night: Night, receipt: Receipt) -> int | None:
    """Return after how many ms a viewer pays for what it has, None when it never does."""
    if receipt.price_fen == 0:
        return None
    rng = Random(f"{habits.seed} pays {receipt.window}")
    if rng.random() >= PAY_SHARE:
        return None
    return round(night.scaled_ms(rng.uniform(*PAY_AFTER_MS)))


def first_order(receipt: Receipt) -> str:
    """Return the id of the order that a receipt leads to, where there is something to pay for."""
    return order_id(receipt.window, OrderKey(receipt.outlet, receipt.unit, 1))


async def demo_pay(console_url: str, ticket: str, order: str, http: ClientSession) -> bool:
    """Pay as the button of a rehearsal does; False too where the win is final."""
    url = f"{console_url.rstrip('/')}/api/orders/demo-pay"
    try:
        async with http.post(url, json={"ticket": ticket, "order": order}) as answer:
            return answer.status == 200
    except (ClientError, TimeoutError):
        return False
