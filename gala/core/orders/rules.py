"""The rules of orders, pure: what the store's functions do, said in Python.

`gala/store/functions/order_*.lua` and `waitlist_join.lua` decide on a real night;
`tests/contract/test_orders_contract.py` holds the two to the same answers.

A rule returns its answer and the entries that the journal gains; whoever calls takes them. Instants
never go back: a rule decides at `now_ms` or at the latest instant seen, whichever is later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.core.orders.book import RETURNED, VOID, Book, Entry, Order, OrderKey, Waiting
from gala.core.orders.tables import MAY, Op, OrderState, Role

WAITING_MAX = 100_000
"""Who waits for one outlet's units at once."""


@dataclass(frozen=True, slots=True)
class Won:
    """A unit that a claim got at `won_ms`, by its receipt."""

    outlet: str
    unit: int
    viewer: str
    price_fen: int
    won_ms: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What the platform says was paid: by whom, how much, under which reference of its own."""

    viewer: str
    amount_fen: int
    ref: str


@dataclass(frozen=True, slots=True)
class Declined:
    """Nothing was done. `code` is one of

    role             who asks may not do this
    unknown          there is no such order
    owner            the order is another viewer's
    amount           what was paid is not the order's price
    due              its deadline has come: it has to be released first
    paid_before      another payment has paid for it
    not_held         it is paid for, so it cannot be given back here
    no_refund        no refund is due
    refunded_before  it was refunded under another reference
    had              the viewer has or had a unit of this window
    full             too many wait
    drawn            who waits here was drawn
    """

    code: str


Answer = Order | Waiting | Declined
Outcome = tuple[Answer, tuple[Entry, ...]]


def hold(book: Book, now_ms: int, won: Won, pay_within_ms: int) -> tuple[Entry, ...]:
    """Hold a unit for who won it; one that was held before is left as it is."""
    if (won.outlet, won.unit) in book.holdings:
        return ()
    held = Entry(
        *(Op.HELD, max(now_ms, book.latest_ms), won.outlet, won.unit, 1, won.viewer),
        *(won.price_fen, won.won_ms, won.won_ms + pay_within_ms),
        by="claim",
    )
    return (held,)


def pay(book: Book, now_ms: int, key: OrderKey, role: Role, by: str, paid: Payment) -> Outcome:
    """Take a payment. In time: paid. Late: paid if the unit is still free, else to be refunded;
    of who was passed over it is to be refunded always.

    An order whose deadline has come is late, though nobody has released it yet: `release` it first
    (`due`), then ask again. The same payment again is answered by how the order stands.
    """
    if role not in MAY["pay"]:
        return Declined("role"), ()
    order = book.orders.get(key)
    if order is None:
        return Declined("unknown"), ()
    if order.viewer != paid.viewer:
        return Declined("owner"), ()
    if order.payment:
        return (order if order.payment == paid.ref else Declined("paid_before")), ()
    if order.price_fen != paid.amount_fen:
        return Declined("amount"), ()
    now_ms = max(now_ms, book.latest_ms)
    if order.state is OrderState.HELD and now_ms >= order.until_ms:
        return Declined("due"), ()
    op = Op.PAID
    free = book.holders[key.outlet, key.unit] == RETURNED and order.viewer not in book.passed
    if order.state is OrderState.REVOKED or (order.state is OrderState.RELEASED and not free):
        op = Op.REFUNDING
    entry = about(op, now_ms, order, f"{role}:{by}", paid.ref)
    return _after(book, entry), (entry,)


def due(book: Book, now_ms: int, most: int) -> list[OrderKey]:
    """Return up to `most` orders whose deadline has come, the earliest first."""
    now_ms = max(now_ms, book.latest_ms)
    late = [
        (order.until_ms, member(key), key)
        for key, order in book.orders.items()
        if order.state is OrderState.HELD and order.until_ms <= now_ms
    ]
    return [key for _, _, key in sorted(late)[:most]]


def release(
    book: Book, now_ms: int, keys: Sequence[OrderKey], role: Role, by: str, pay_within_ms: int
) -> tuple[Entry, ...]:
    """Release the orders among `keys` that are held, and give each unit to who waits next.

    Time releases only what is due. The platform may at any time: its viewer does not want it.
    """
    now_ms = max(now_ms, book.latest_ms)
    waiting = {outlet: list(queue) for outlet, queue in book.queues.items()}
    entries: list[Entry] = []
    for key in dict.fromkeys(keys):
        order = book.orders.get(key)
        if order is None or order.state is not OrderState.HELD:
            continue
        if role is Role.TIME and now_ms < order.until_ms:
            continue
        entries.append(about(Op.RELEASED, now_ms, order, f"{role}:{by}"))
        queue = waiting.get(key.outlet)
        viewer = queue.pop(0) if queue else None
        entries.append(passed_on(book, now_ms, order, viewer, pay_within_ms))
    return tuple(entries)


def withdraw(
    book: Book, now_ms: int, key: OrderKey, role: Role, by: str, pay_within_ms: int
) -> Outcome:
    """Give an order back unpaid; one that is released already is answered by how it stands."""
    if role not in MAY["release"]:
        return Declined("role"), ()
    order = book.orders.get(key)
    if order is None:
        return Declined("unknown"), ()
    if order.payment:
        return Declined("not_held"), ()
    entries = release(book, now_ms, [key], role, by, pay_within_ms)
    return (_after(book, entries[0]) if entries else order), entries


def revoke(book: Book, now_ms: int, units: Sequence[tuple[str, int]], by: str) -> tuple[Entry, ...]:
    """Make units void whose opening was revoked: nobody gets them, and what was paid goes back."""
    now_ms = max(now_ms, book.latest_ms)
    entries: list[Entry] = []
    for outlet, unit in dict.fromkeys(units):
        holding = book.holders.get((outlet, unit), VOID)
        crew = f"{Role.CREW}:{by}"
        if holding == RETURNED:
            last = book.holdings[outlet, unit]
            entries.append(Entry(Op.REVOKED, now_ms, outlet, unit, last, by=crew))
        elif holding != VOID:
            order = book.orders[OrderKey(outlet, unit, holding)]
            op = Op.REFUNDING if order.payment else Op.REVOKED
            entries.append(about(op, now_ms, order, crew, order.payment))
    return tuple(entries)


def refund_done(book: Book, now_ms: int, key: OrderKey, role: Role, by: str, ref: str) -> Outcome:
    """The platform has given the money back under its reference `ref`."""
    if role not in MAY["refund"]:
        return Declined("role"), ()
    order = book.orders.get(key)
    if order is None:
        return Declined("unknown"), ()
    if order.state is OrderState.REFUNDED:
        return (order if order.refund == ref else Declined("refunded_before")), ()
    if order.state is not OrderState.REFUNDING:
        return Declined("no_refund"), ()
    entry = about(Op.REFUNDED, max(now_ms, book.latest_ms), order, f"{role}:{by}", ref)
    return _after(book, entry), (entry,)


def join(
    book: Book, now_ms: int, viewer: str, outlet: str, price_fen: int, pay_within_ms: int,
    most: int = WAITING_MAX,
) -> Outcome:  # fmt: skip
    """Put a viewer who was turned away on the outlet's list; a unit that came back is held at once.

    Asked again, the place is the same. The caller first holds what has been won, so that nobody
    waits who has a receipt.
    """
    if book.of(viewer) or viewer in book.passed:
        return Declined("had"), ()
    present = book.waiting(viewer)
    if present is not None:
        return present, ()
    now_ms = max(now_ms, book.latest_ms)
    unit = book.returned(outlet)
    if unit is not None:
        held = Entry(
            *(Op.HELD, now_ms, outlet, unit, book.holdings[outlet, unit] + 1, viewer),
            *(price_fen, now_ms, now_ms + pay_within_ms),
            by="list",
        )
        return _after(book, held), (held,)
    if book.counts[outlet, Op.WAITING] >= most:
        return Declined("full"), ()
    place = book.joined[outlet] + 1
    ahead = place - book.called[outlet] - 1
    entry = Entry(Op.WAITING, now_ms, outlet, viewer=viewer, place=place)
    return Waiting(outlet, place, ahead, now_ms), (entry,)


def member(key: OrderKey) -> str:
    """Return an order's name within its window; what is due at the same instant goes by it."""
    return f"{key.outlet} {key.unit} {key.holding}"


def passed_on(
    book: Book, now_ms: int, order: Order, viewer: str | None, pay_within_ms: int
) -> Entry:
    """Return the entry by which an order's unit goes to `viewer` next, or to nobody."""
    outlet, unit, _ = order.key
    if viewer is None:
        return Entry(Op.RETURNED, now_ms, outlet, unit, order.key.holding)
    return Entry(
        *(Op.HELD, now_ms, outlet, unit, book.holdings[outlet, unit] + 1, viewer),
        *(order.price_fen, now_ms, now_ms + pay_within_ms),
        by="list",
    )


def about(op: Op, at_ms: int, order: Order, by: str, ref: str = "") -> Entry:
    """Return an entry about an order."""
    outlet, unit, holding = order.key
    return Entry(
        *(op, at_ms, outlet, unit, holding, order.viewer, order.price_fen),
        *(order.held_ms, order.until_ms),
        by=by,
        ref=ref,
    )


def _after(book: Book, entry: Entry) -> Order:
    """Return how the order will stand when `entry` has been taken."""
    alone = Book()
    old = book.orders.get(entry.key)
    unit = (entry.outlet, entry.unit)
    if old is not None:
        alone.orders[entry.key] = old
        alone.holders[unit] = book.holders[unit]
    elif unit in book.holders:
        alone.holders[unit], alone.holdings[unit] = book.holders[unit], book.holdings[unit]
    order = alone.take(entry)
    assert order is not None
    return order
