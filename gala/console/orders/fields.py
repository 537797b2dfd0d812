"""Orders, places and events as they are told: objects of JSON."""

from __future__ import annotations

from typing import Any

from gala.core.orders.book import Entry, Order, Waiting
from gala.core.orders.names import order_id
from gala.core.orders.tables import Op

EVENTS: dict[Op, str] = {
    Op.HELD: "order.held",
    Op.PAID: "order.paid",
    Op.RELEASED: "order.released",
    Op.REFUNDING: "order.refund_due",
    Op.REFUNDED: "order.refunded",
    Op.REVOKED: "order.revoked",
    Op.RETURNED: "unit.returned",
    Op.WAITING: "list.joined",
    Op.PASSED: "viewer.passed_over",
}
"""What the platform calls each entry of the journal."""


def order_fields(window: str, order: Order) -> dict[str, Any]:
    """Return how an order stands."""
    return {
        "order": order_id(window, order.key),
        "window": window,
        "outlet": order.key.outlet,
        "unit": order.key.unit,
        "holding": order.key.holding,
        "viewer": order.viewer,
        "price_fen": order.price_fen,
        "state": str(order.state),
        "held_ms": order.held_ms,
        "until_ms": order.until_ms,
        "changed_ms": order.changed_ms,
        "late": order.late,
        "payment": order.payment or None,
        "refund": order.refund or None,
    }


def waiting_fields(waiting: Waiting) -> dict[str, Any]:
    """Return a place in the list."""
    return {
        "outlet": waiting.outlet,
        "place": waiting.place,
        "ahead": waiting.ahead,
        "since_ms": waiting.since_ms,
    }


def event_fields(window: str, place: str, entry: Entry) -> dict[str, Any]:
    """Return an entry as an event; its id is the same whenever and wherever it is told."""
    told: dict[str, Any] = {
        "id": f"{window}.{place}",
        "type": EVENTS[entry.op],
        "at_ms": entry.at_ms,
        "window": window,
        "outlet": entry.outlet,
    }
    match entry.op:
        case Op.WAITING:
            return {**told, "viewer": entry.viewer, "place": entry.place}
        case Op.PASSED:
            return {**told, "viewer": entry.viewer}
        case Op.RETURNED:
            return {**told, "unit": entry.unit}
        case Op.REVOKED if not entry.viewer:
            return {**told, "type": "unit.revoked", "unit": entry.unit}
    told |= {
        "order": order_id(window, entry.key),
        "unit": entry.unit,
        "holding": entry.holding,
        "viewer": entry.viewer,
        "price_fen": entry.price_fen,
        "held_ms": entry.held_ms,
        "until_ms": entry.until_ms,
        "by": entry.by,
    }
    if entry.ref:
        told["refund" if entry.op is Op.REFUNDED else "payment"] = entry.ref
    return told
