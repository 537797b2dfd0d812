"""Orders of units that a draw gave, pure: who was drawn has one, and who waits was drawn too.

First everybody who waits is put on the list, then the units are held: whatever is given back finds
the whole list. Who was passed over has no order from then on; a unit that would be theirs goes to
who waits next. The rules of `gala.core.orders.rules` hold from there on, but nobody can join.

`gala/store/functions/order_draw.lua` and `order_pass.lua` decide on a real night.
"""

from __future__ import annotations

from dataclasses import dataclass

from gala.core.orders.book import DRAWN, Book, Entry
from gala.core.orders.rules import about, passed_on
from gala.core.orders.tables import Op, OrderState, Role


@dataclass(frozen=True, slots=True)
class Award:
    """What a draw gave: `units` are `(outlet, unit, pseudonym)`, to be paid for from `begun_ms` on.

    `waiting` are `(outlet, pseudonym)` in the drawn order. `passed_over` are all who ever were,
    those among `units` and `waiting` too who were so later, in the order of the log.
    """

    begun_ms: int
    units: tuple[tuple[str, int, str], ...]
    waiting: tuple[tuple[str, str], ...]
    passed_over: tuple[tuple[str, str], ...] = ()

    def given(self, outlet: str) -> int:
        """Return how many units of an outlet were drawn."""
        return sum(1 for at, _, _ in self.units if at == outlet)


def is_placed(book: Book, viewer: str) -> bool:
    """Whether a viewer waits, has or had an order, or can have none."""
    return viewer in book.waits or viewer in book.passed or bool(book.of(viewer))


def place(book: Book, now_ms: int, outlet: str, viewer: str) -> tuple[Entry, ...]:
    """Put a viewer who was drawn to wait behind those who wait on its outlet, once."""
    if is_placed(book, viewer):
        return ()
    now_ms = max(now_ms, book.latest_ms)
    number = book.joined[outlet] + 1
    return (Entry(Op.WAITING, now_ms, outlet, viewer=viewer, place=number, by=DRAWN),)


def hold_drawn(
    book: Book, now_ms: int, begun_ms: int, unit: tuple[str, int, str], price_fen: int,
    pay_within_ms: int,
) -> tuple[Entry, ...]:  # fmt: skip
    """Hold a unit for who was drawn for it; one that was held or free before is left as it is."""
    outlet, number, viewer = unit
    if (outlet, number) in book.holdings:
        return ()
    now_ms = max(now_ms, book.latest_ms)
    if viewer not in book.passed:
        held = Entry(
            *(Op.HELD, now_ms, outlet, number, 1, viewer),
            *(price_fen, begun_ms, begun_ms + pay_within_ms),
            by=DRAWN,
        )
        return (held,)
    following = book.next_waiting(outlet)
    if following is None:
        return (Entry(Op.RETURNED, now_ms, outlet, number, by=DRAWN),)
    held = Entry(
        *(Op.HELD, now_ms, outlet, number, 1, following),
        *(price_fen, now_ms, now_ms + pay_within_ms),
        by="list",
    )
    return (held,)


def pass_over(
    book: Book, now_ms: int, outlet: str, viewer: str, by: str, pay_within_ms: int
) -> tuple[Entry, ...]:
    """Let a viewer have no order any more, once: what it holds or has paid for goes to the next.

    What was paid is to be given back.
    """
    if viewer in book.passed:
        return ()
    now_ms, staff = max(now_ms, book.latest_ms), f"{Role.STAFF}:{by}"
    entries = [Entry(Op.PASSED, now_ms, outlet, viewer=viewer, by=staff)]
    queues = {at: [one for one in queue if one != viewer] for at, queue in book.queues.items()}
    for order in book.of(viewer):
        if order.state not in (OrderState.HELD, OrderState.PAID):
            continue
        op = Op.REFUNDING if order.payment else Op.RELEASED
        entries.append(about(op, now_ms, order, staff, order.payment))
        queue = queues.get(order.key.outlet)
        following = queue.pop(0) if queue else None
        entries.append(passed_on(book, now_ms, order, following, pay_within_ms))
    return tuple(entries)
