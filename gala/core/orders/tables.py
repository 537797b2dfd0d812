"""Which states of an order follow which, and who may do what to it.

order     held ──▶ paid                          paid for before its deadline
            ├────▶ released ──▶ paid             paid for late, and the unit was still free
            │          └──────▶ refunding ──▶ refunded      paid for late, and it was not
            └────▶ revoked ───▶ refunding        its opening was revoked
          paid ───────────────▶ refunding        the same, after it was paid for; or its holder
                                                 was passed over
unit      held · paid · returned · void          in one place at any time
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
    REVOKED = "revoked"


class Op(StrEnum):
    """What an entry of the journal says: an order's new state, a unit's return, a wait; that a
    viewer was passed over.

    `revoked` of nobody's order says that a unit which had come back is void.
    """

    HELD = "held"
    PAID = "paid"
    RELEASED = "released"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    REVOKED = "revoked"
    RETURNED = "returned"
    WAITING = "waiting"
    PASSED = "passed"


class Role(StrEnum):
    """Who acts: the platform by its key, a viewer of a rehearsal; through the conductor, time, a
    crew that has revoked an opening, or the staff that has passed somebody over."""

    PLATFORM = "platform"
    DEMO = "demo"
    TIME = "time"
    CREW = "crew"
    STAFF = "staff"


ORDERS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.HELD: frozenset({OrderState.PAID, OrderState.RELEASED, OrderState.REVOKED}),
    OrderState.PAID: frozenset({OrderState.REFUNDING}),
    OrderState.RELEASED: frozenset({OrderState.PAID, OrderState.REFUNDING}),
    OrderState.REFUNDING: frozenset({OrderState.REFUNDED}),
    OrderState.REFUNDED: frozenset(),
    OrderState.REVOKED: frozenset({OrderState.REFUNDING}),
}

MAY: dict[str, frozenset[Role]] = {
    "pay": frozenset({Role.PLATFORM, Role.DEMO}),
    "release": frozenset({Role.PLATFORM, Role.TIME}),
    "refund": frozenset({Role.PLATFORM}),
}
"""Who may do what; nobody else may do it."""
