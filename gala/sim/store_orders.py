"""Orders as the store's functions keep them, pure: the rules are `gala.core.orders`'.

Added here is what the rules leave to the store: the epoch of who releases, the journal's ids, and
replies and records as `order_*.lua` and `waitlist_join.lua` write them, so that
`gala.store.orders` plays over this as it is.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from gala.core.orders import rules
from gala.core.orders.book import Book, Entry, Order, OrderKey, Waiting
from gala.core.orders.rules import Answer, Declined, Outcome, Payment, Won, member
from gala.core.orders.tables import MAY, Role
from gala.ports import Fenced
from gala.sim.store_stream import Stream

Reply = bytes | list[bytes | int]
_PER_UNIT = 5


@dataclass(slots=True)
class _Window:
    book: Book = field(default_factory=Book)
    journal: Stream[bytes] = field(default_factory=Stream)
    epoch: int = 0


class OrdersModel:
    """The orders of all windows, by the key under which `gala.store.keys` has a window's orders."""

    __slots__ = ("_windows",)

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}

    def hold(self, now_ms: int, key: str, within_ms: int, *units: str | int) -> int:
        """See `order_hold.lua`."""
        at, fresh = self._window(key), 0
        for start in range(0, len(units), _PER_UNIT):
            outlet, unit, viewer, price_fen, won_ms = units[start : start + _PER_UNIT]
            won = Won(str(outlet), int(unit), str(viewer), int(price_fen), int(won_ms))
            fresh += _kept(at, now_ms, rules.hold(at.book, now_ms, won, within_ms))
        return fresh

    def pay(
        self, now_ms: int, key: str, order: str, role: str, by: str, viewer: str,
        amount_fen: int, ref: str,
    ) -> Reply:  # fmt: skip
        """See `order_pay.lua`."""
        at, paid = self._window(key), Payment(viewer, amount_fen, ref)
        return _told(at, now_ms, rules.pay(at.book, now_ms, _key(order), Role(role), by, paid))

    def release(
        self, now_ms: int, key: str, role: str, by: str, epoch: int | str, within_ms: int,
        most: int, order: str = "",
    ) -> Reply | int:  # fmt: skip
        """See `order_release.lua`."""
        at = self._window(key)
        if Role(role) not in MAY["release"]:
            return b"role"
        if epoch != "":
            _fence(at, int(epoch))
        if order:
            withdrawn = rules.withdraw(at.book, now_ms, _key(order), Role(role), by, within_ms)
            return _told(at, now_ms, withdrawn)
        due = rules.due(at.book, now_ms, most)
        _kept(at, now_ms, rules.release(at.book, now_ms, due, Role(role), by, within_ms))
        return len(due)

    def refund(self, now_ms: int, key: str, order: str, role: str, by: str, ref: str) -> Reply:
        """See `order_refund.lua`."""
        at = self._window(key)
        return _told(
            at, now_ms, rules.refund_done(at.book, now_ms, _key(order), Role(role), by, ref)
        )

    def revoke(self, now_ms: int, key: str, epoch: int, *units: str | int) -> int:
        """See `order_revoke.lua`."""
        at = self._window(key)
        _fence(at, epoch)
        named = [(str(units[at]), int(units[at + 1])) for at in range(0, len(units), 2)]
        return _kept(at, now_ms, rules.revoke(at.book, now_ms, named, str(epoch)))

    def join(
        self, now_ms: int, key: str, viewer: str, outlet: str, price_fen: int, within_ms: int,
        most: int,
    ) -> Reply:  # fmt: skip
        """See `waitlist_join.lua`."""
        at = self._window(key)
        joined = rules.join(at.book, now_ms, viewer, outlet, price_fen, within_ms, most)
        return _told(at, now_ms, joined)

    def fields(self, _now_ms: int, key: str, *names: str) -> list[bytes | None]:
        """Return fields of the window's orders, or of its list."""
        return [_field(self._window(key).book, name) for name in names]

    def totals(self, _now_ms: int, key: str) -> list[bytes]:
        """Return how many orders are in which state, fields and values in turns."""
        counts = self._window(key).book.counts
        pairs = [(f"{state}:{outlet}", count) for (outlet, state), count in counts.items()]
        return [part for name, count in pairs for part in (name.encode(), b"%d" % count)]

    def entries(self, _now_ms: int, key: str, after: str, count: int) -> list[tuple[str, bytes]]:
        """Return up to `count` entries of a window's journal after an id ("0": all)."""
        return self._window(key).journal.after(after, count)

    def length(self, _now_ms: int, key: str) -> int:
        """Return how many entries a window's journal has."""
        return len(self._window(key).journal)

    def copy(self) -> OrdersModel:
        """Return one that goes its own way from here."""
        other = OrdersModel()
        other._windows = {
            key: _Window(deepcopy(one.book), one.journal.copy(), one.epoch)
            for key, one in self._windows.items()
        }
        return other

    def _window(self, key: str) -> _Window:
        at = self._windows.get(key)
        if at is None:
            at = self._windows[key] = _Window()
        return at


def _fence(at: _Window, epoch: int) -> None:
    if epoch < at.epoch:
        raise Fenced(f"epoch {at.epoch} has come, {epoch} came")
    at.epoch = epoch


def _kept(at: _Window, now_ms: int, entries: tuple[Entry, ...]) -> int:
    """Take what a rule made into book and journal."""
    for one in entries:
        at.book.take(one)
        at.journal.add(now_ms, _line(one))
    return len(entries)


def _told(at: _Window, now_ms: int, outcome: Outcome) -> Reply:
    answer, entries = outcome
    _kept(at, now_ms, entries)
    return _reply(answer)


def _reply(answer: Answer) -> Reply:
    match answer:
        case Declined(code):
            return code.encode()
        case Waiting(outlet, place, ahead, since_ms):
            return [outlet.encode(), place, ahead, since_ms]
        case Order():
            return [member(answer.key).encode(), _record(answer)]


def _field(book: Book, name: str) -> bytes | None:
    kind, _, rest = name.partition(":")
    match kind:
        case "o":
            order = book.orders.get(_key(rest))
            return None if order is None else _record(order)
        case "v":
            keys = book.by_viewer.get(rest)
            return ",".join(map(member, keys)).encode() if keys else None
        case "w":
            wait = book.waits.get(rest)
            return f"{wait.outlet} {wait.place} {wait.at_ms}".encode() if wait else None
        case "called":
            return b"%d" % book.called[rest]
    raise AssertionError(f"nobody reads {name}")


def _record(one: Order) -> bytes:
    instants = f"{one.held_ms} {one.until_ms} {one.changed_ms}"
    money = f"{int(one.late)} {one.payment or '-'} {one.refund or '-'}"
    return f"{one.state} {instants} {one.price_fen} {one.viewer} {money}".encode()


def _line(one: Entry) -> bytes:
    order = f"{one.outlet} {one.unit} {one.holding} {one.viewer or '-'} {one.price_fen}"
    rest = f"{one.held_ms} {one.until_ms} {one.place} {one.by or '-'} {one.ref or '-'}"
    return f"{one.op} {one.at_ms} {order} {rest}".encode()


def _key(name: str) -> OrderKey:
    outlet, unit, holding = name.split(" ")
    return OrderKey(outlet, int(unit), int(holding))
