"""What must hold of orders, checked at every entry of their journals and every answer.

A unit is in one pair of hands; what is late gets the unit or the money back; who asked first for a
unit gets it first; a key has one answer, and what was answered stands.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gala.core.orders.book import Entry, OrderKey
from gala.core.orders.names import order_id
from gala.core.orders.recount import order_figures, recount
from gala.core.orders.tables import Op, OrderState, Role
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.proof.errors import ProofError
from gala.store.keys import ShowKeys
from gala.store.orders import _entry

from . import night
from .desks import Ask, Told
from .rules_ledger import Broken, LedgerRules
from .rules_log import LogRules
from .story import Story
from .watched import WatchedStore

ONE_HAND = "a unit is in one pair of hands"
ORDERED = "what was won becomes an order of who won it"
LATE = "late money gets the unit or goes back"
CLOCK = "orders go by the store's clock"
IN_TURN = "who waits longest is next"
PLACES = "paid, held, returned and void units are all that were ordered"
ONE_ANSWER = "a key has one answer, and what it says stands"
ASKED = "nothing that the platform did not ask for"
RECOUNTED = "the journal of orders recounts"

WRITES = frozenset(
    {"order_hold", "order_pay", "order_release", "order_refund", "order_revoke", "waitlist_join"}
)

_ASKS = {
    OrderState.PAID: "pay",
    OrderState.REFUNDING: "pay",
    OrderState.RELEASED: "release",
    OrderState.REFUNDED: "refund_done",
}
_NO = {"pay": {"amount", "paid_before"}, "release": {"not_held"}, "refund_done": set[str]()}
"""Why what the platform asks may be declined, as it asks; that it should try again is no answer."""

_ALL = 100_000
_LATE_MS = 4_000
"""How long after its deadline an order may be held in a healed world."""


@dataclass(slots=True)
class _Order:
    viewer: str
    state: OrderState
    until_ms: int
    payment: str = ""


@dataclass(slots=True)
class _Window:
    """`hands` has who holds or has paid for each unit, None when it came back."""

    plan: WindowPlan
    key: str
    after: str = "0"
    latest_ms: int = 0
    orders: dict[OrderKey, _Order] = field(default_factory=dict)
    hands: dict[tuple[str, int], OrderKey | None] = field(default_factory=dict)
    void: set[tuple[str, int]] = field(default_factory=set)
    lists: dict[str, list[str]] = field(default_factory=dict)


class OrderRules:
    """Follows the journals of all windows whose goods are to be paid for."""

    def __init__(
        self, broken: Broken, store: WatchedStore, log: LogRules, ledger: LedgerRules, story: Story
    ) -> None:
        self._broken = broken
        self._store = store
        self._log = log
        self._ledger = ledger
        self._story = story
        self._answers: dict[tuple[str, bytes], Told] = {}
        self._asked: set[tuple[str, str]] = set()
        self._paid: dict[str, str] = {}
        self._plans = [one.window for one in night.plan(paid=True).segments if one.window]
        self._windows: dict[str, _Window] = {}
        self.again()

    def again(self) -> None:
        """Begin anew with what the store has, after it has lost something."""
        keys = ShowKeys(night.SHOW)
        self._windows = {
            plan.id: _Window(plan, keys.window_orders(plan.id).orders)
            for plan in self._plans
            if plan.pay_within_ms
        }
        for window in self._windows.values():
            self._read(window, told=True)
        self._still_paid()

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        """Take a write."""
        if name not in WRITES:
            return
        window = next(one for one in self._windows.values() if one.key == args[0])
        epoch = {"order_release": 3, "order_revoke": 1}.get(name)
        if epoch is not None and args[epoch] != "":
            self._log.check_epoch(f"orders of {window.plan.id}", int(args[epoch]))
        self._read(window)

    def asked(self, ask: Ask) -> None:
        """Note what the platform is going to ask for."""
        self._asked.add((ask.what, ask.about))

    def answered(self, ask: Ask, told: Told) -> None:
        """Hold an answer of the platform's API to the others and to the store."""
        code = told.body.get("error", told.body.get("state", ""))
        self._story.tell("shop", f"{ask.what} {ask.about}: {told.status} {code}")
        kept = self._answers.setdefault((ask.key, ask.body), told)
        others = [one for key, one in self._answers.items() if key[0] == ask.key]
        if kept != told or sum(one.status != 422 for one in others) > 1:
            self._broken(ONE_ANSWER, f"{ask.key}: {told}, before that {others}")
        order = self._order(ask.about)
        if told.status == 404 and order is not None:
            self._broken(ONE_ANSWER, f"{ask.about} is unknown, and {order}")
        if told.status == 409 and code not in _NO[ask.what]:
            self._broken(ONE_ANSWER, f"{ask.what} {ask.about} is declined: {code}")
        if told.status == 200 and ask.what == "pay":
            payment = json.loads(ask.body)["payment"]
            if self._paid.setdefault(ask.about, payment) != payment:
                self._broken(ONE_ANSWER, f"{ask.about}: two payments were taken")
            self._still_paid()

    def joined(self, window: str, viewer: str, told: Told) -> None:
        """Hold an answer to who asked for a place in a list."""
        at = self._windows.get(window)
        if at is None:
            return
        waits = any(viewer in one for one in at.lists.values())
        has = any(one.viewer == viewer for one in at.orders.values())
        if told.status == 200 and not (waits or has) and not self._store.replicas:
            self._broken(IN_TURN, f"{viewer} was told {told.body}, and is on no list of {window}")

    def has_paid(self, window: str, outlet: str, unit: int, viewer: str) -> bool:
        """Whether a viewer has ever paid for a unit, or the window asks for no money."""
        at = self._windows.get(window)
        return at is None or any(
            order.viewer == viewer and order.payment
            for key, order in at.orders.items()
            if (key.outlet, key.unit) == (outlet, unit)
        )

    def missing(self) -> Iterator[str]:
        """Yield what is still to come in a healed world."""
        now_ms = self._store.now_ms()
        for (window, viewer), winner in self._ledger.entries.items():
            at = self._windows.get(window)
            if at is not None and (winner.outlet, winner.won.unit) not in at.hands:
                yield f"unit {winner.won.unit} of {window} {winner.outlet}, {viewer}'s, is no order"
        for at in self._windows.values():
            for key, order in at.orders.items():
                if order.state is OrderState.HELD and now_ms > order.until_ms + _LATE_MS:
                    yield f"{order_id(at.plan.id, key)} is held beyond its time"
                if order.state is OrderState.REFUNDING:
                    yield f"the money for {order_id(at.plan.id, key)} has not gone back"

    def recounted(self) -> None:
        """Count every journal again, by the rules, and hold the store's totals to it."""
        show = self._log.show
        assert show is not None
        for at in self._windows.values():
            journal = self._store.peek("orders_entries", at.key, "0", _ALL)
            entries = [_entry([b"e", line]) for _, line in journal]
            winners: list[Winner] = [
                one for _, given in self._ledger.journal(at.plan.id) for one in given
            ]
            revoked = {one.gen for one in show.window(at.plan.id).revoked}
            try:
                book = recount(at.plan, winners, entries, revoked)
            except ProofError as error:
                self._broken(RECOUNTED, f"{at.plan.id}: {error}")
                return
            told = _counts(self._store.peek("orders_totals", at.key))
            if told != {f"{state}:{outlet}": n for (outlet, state), n in book.counts.items() if n}:
                self._broken(RECOUNTED, f"{at.plan.id}: {told}, counted {book.counts}")
            for figure in order_figures(at.plan, winners, book, ended=True):
                if not figure.equal:
                    self._broken(RECOUNTED, f"{figure.of}: {figure}")

    def _order(self, name: str) -> _Order | None:
        for at in self._windows.values():
            for key, order in at.orders.items():
                if order_id(at.plan.id, key) == name:
                    return order
        return None

    def _still_paid(self) -> None:
        """Whatever was answered "paid" has that payment for good."""
        for name, payment in self._paid.items():
            order = self._order(name)
            if order is None or order.payment != payment:
                self._broken(ONE_ANSWER, f"{name} was paid by {payment}, and is {order}")

    def _read(self, at: _Window, told: bool = False) -> None:
        news = self._store.peek("orders_entries", at.key, at.after, _ALL)
        if not news:
            return
        at.latest_ms = max(at.latest_ms, self._store.now_ms())
        for place, line in news:
            at.after, entry = place, _entry([b"e", line])
            if not told:
                self._story.tell("orders", f"{at.plan.id}: {line.decode()}")
                if entry.at_ms > at.latest_ms:
                    self._broken(CLOCK, f"{at.plan.id}: {entry} at {at.latest_ms}")
            at.latest_ms = max(at.latest_ms, entry.at_ms)
            self._take(at, entry)
        self._in_their_places(at)

    def _take(self, at: _Window, entry: Entry) -> None:
        unit = (entry.outlet, entry.unit)
        match entry.op:
            case Op.WAITING:
                at.lists.setdefault(entry.outlet, []).append(entry.viewer)
            case Op.RETURNED:
                at.hands[unit] = None
            case Op.HELD:
                self._held(at, entry)
            case Op.REVOKED if not entry.viewer:
                at.void.add(unit)
                at.hands[unit] = None
            case _:
                self._changed(at, entry, unit)

    def _held(self, at: _Window, entry: Entry) -> None:
        unit, where = (entry.outlet, entry.unit), f"{at.plan.id} {entry.outlet} {entry.unit}"
        if at.hands.get(unit) is not None or unit in at.void:
            self._broken(ONE_HAND, f"{where}: {entry.viewer} besides {at.hands.get(unit)}")
        if entry.until_ms != entry.held_ms + at.plan.pay_within_ms:
            self._broken(LATE, f"{where}: held from {entry.held_ms} to {entry.until_ms}")
        if entry.by == "claim":
            winner = self._ledger.entries.get((at.plan.id, entry.viewer))
            if winner is None or (winner.outlet, winner.won.unit) != unit or entry.holding != 1:
                self._broken(ORDERED, f"{where}: {entry.viewer} has {winner}")
        else:
            waiting = at.lists.get(entry.outlet, [])
            if waiting and waiting[0] != entry.viewer:
                self._broken(IN_TURN, f"{where}: {entry.viewer} before {waiting[0]}")
        for waiting in at.lists.values():
            if entry.viewer in waiting:
                waiting.remove(entry.viewer)
        at.hands[unit] = entry.key
        at.orders[entry.key] = _Order(entry.viewer, OrderState.HELD, entry.until_ms)

    def _changed(self, at: _Window, entry: Entry, unit: tuple[str, int]) -> None:
        order, here = at.orders[entry.key], at.hands.get(unit)
        where = f"{order_id(at.plan.id, entry.key)} of {order.viewer}"
        was, order.state = order.state, OrderState(entry.op)
        crew = entry.by.startswith(Role.CREW)
        said = (_ASKS.get(order.state, ""), order_id(at.plan.id, entry.key))
        if entry.by.startswith(Role.PLATFORM) and said not in self._asked:
            self._broken(ASKED, f"{where}: {order.state}")
        match order.state, was:
            case OrderState.PAID, OrderState.HELD:
                if here != entry.key or entry.at_ms >= order.until_ms:
                    self._broken(LATE, f"{where}: paid at {entry.at_ms} until {order.until_ms}")
            case OrderState.PAID, OrderState.RELEASED:
                if here is not None or unit in at.void:
                    self._broken(ONE_HAND, f"{where}: paid late, and {here} has it")
                at.hands[unit] = entry.key
            case OrderState.RELEASED, OrderState.HELD:
                if entry.by.startswith(Role.TIME) and entry.at_ms < order.until_ms:
                    self._broken(LATE, f"{where}: released {order.until_ms - entry.at_ms} ms early")
                if here != entry.key:
                    self._broken(ONE_HAND, f"{where}: released, and {here} has it")
                at.hands[unit] = None
            case OrderState.REFUNDING, OrderState.RELEASED if not crew:
                if here is None and unit not in at.void:
                    self._broken(LATE, f"{where}: its money goes back, and the unit is free")
            case (OrderState.REFUNDING, OrderState.PAID) | (OrderState.REVOKED, _) if crew:
                at.void.add(unit)
                at.hands[unit] = None
            case (OrderState.REFUNDING, OrderState.REVOKED) | (OrderState.REFUNDED, _):
                pass
            case _:
                self._broken(ONE_HAND, f"{where}: {was} and then {order.state}, by {entry.by}")
        if entry.ref and order.state in (OrderState.PAID, OrderState.REFUNDING):
            order.payment = entry.ref

    def _in_their_places(self, at: _Window) -> None:
        """After a write: nobody waits for what is free, and the store counts what is there."""
        free = [one for one, key in at.hands.items() if key is None and one not in at.void]
        for outlet, unit in free:
            if at.lists.get(outlet):
                self._broken(IN_TURN, f"{at.plan.id}: unit {unit} is free, {at.lists[outlet]} wait")
        counts = Counter(f"{one.state}:{key.outlet}" for key, one in at.orders.items())
        counts += Counter(f"returned:{outlet}" for outlet, _ in free)
        counts += Counter(f"void:{outlet}" for outlet, _ in at.void)
        counts += Counter({f"waiting:{outlet}": len(one) for outlet, one in at.lists.items()})
        told = _counts(self._store.peek("orders_totals", at.key))
        if told != counts:
            self._broken(PLACES, f"{at.plan.id}: {told}, and there are {dict(counts)}")


def _counts(pairs: list[bytes]) -> dict[str, int]:
    named = {name.decode(): int(count) for name, count in zip(pairs[::2], pairs[1::2], strict=True)}
    return {name: count for name, count in named.items() if count}
