"""The names of orders, and of what the platform calls its payments and refunds."""

from __future__ import annotations

import re

from gala.core.orders.book import OrderKey

REFERENCE_CHARS_MAX = 64

_SLUG = "[a-z0-9][a-z0-9-]{0,39}"
_ORDER = re.compile(rf"({_SLUG})\.({_SLUG})\.([1-9][0-9]{{0,14}})\.([1-9][0-9]{{0,8}})")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


def order_id(window: str, key: OrderKey) -> str:
    """Return an order's id, like `pens.app.17.1`: window, outlet, unit, and whose turn it is."""
    return f"{window}.{key.outlet}.{key.unit}.{key.holding}"


def read_order_id(text: str) -> tuple[str, OrderKey] | None:
    """Return window and key of an order's id, None when it cannot be one."""
    match = _ORDER.fullmatch(text)
    if match is None:
        return None
    window, outlet, unit, holding = match.groups()
    return window, OrderKey(outlet, int(unit), int(holding))


def is_reference(text: str) -> bool:
    """Whether `text` can be a reference of the platform's: 1 to 64 of `A-Z a-z 0-9 . _ : -`."""
    return _REFERENCE.fullmatch(text) is not None
