"""Which states of an order follow which, and who may do what to it.

order     held ──▶ paid                          paid for before its deadline
            └────▶ released ──▶ paid             paid for late, and the unit was still free
                       └──────▶ refunding ──▶ refunded      paid for late, and it was not
unit      held · paid · returned                 in one place at any time
"""

from __future__ import annotations

from enum import StrEnum


class OrderState(StrEnum):
    """Where one order stands."""

    HELD = "held"
    PAID = "paid"
    RELEASED = "released"
    REFUNDING = "refunding"
    REFUNDED = "refunded"


class Op(StrEnum):
    """What an entry of the journal says: an order's new state, a unit's return, a wait."""

    HELD = "held"
    PAID = "paid"
    RELEASED = "released"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    RETURNED = "returned"
    WAITING = "waiting"


class Role(StrEnum):
    """Who acts: the platform by its key, a viewer of a rehearsal, or time through the conductor."""

    PLATFORM = "platform"
    DEMO = "demo"
    TIME = "time"


ORDERS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.HELD: frozenset({OrderState.PAID, OrderState.RELEASED}),
    OrderState.PAID: frozenset(),
    OrderState.RELEASED: frozenset({OrderState.PAID, OrderState.REFUNDING}),
    OrderState.REFUNDING: frozenset({OrderState.REFUNDED}),
    OrderState.REFUNDED: frozenset(),
}

MAY: dict[str, frozenset[Role]] = {
    "pay": frozenset({Role.PLATFORM, Role.DEMO}),
    "release": frozenset({Role.PLATFORM, Role.TIME}),
    "refund": frozenset({Role.PLATFORM}),
}
"""Who may do what; nobody else may do it."""
