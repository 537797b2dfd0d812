"""All orders of one window, as its journal leads to them: the journal alone rebuilds everything."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from gala.core.orders.tables import ORDERS, Op, OrderState
from gala.core.tables import BadTransition, check


class OrderKey(NamedTuple):
    """One order: the `holding`-th time (from 1) that somebody holds `unit` of `outlet`."""

    outlet: str
    unit: int
    holding: int


@dataclass(frozen=True, slots=True)
class Order:
    """How an order stands: `viewer` holds or held the unit, until before `until_ms` without paying.

    `payment` and `refund` are the platform's own references, "" before there are any. `late`: it
    was paid for when it had been released.
    """

    key: OrderKey
    viewer: str
    price_fen: int
    state: OrderState
    held_ms: int
    until_ms: int
    changed_ms: int
    late: bool = False
    payment: str = ""
    refund: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place in an outlet's list (from 1); `ahead` are called before it, at most."""

    outlet: str
    place: int
    ahead: int
    since_ms: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal. `ref` is the platform's reference of a payment or a refund, `by` who
    did it, or how it came: by a `claim`, from the `list`, `DRAWN`; `place` is that of who waits; of
    a unit's return there is no viewer."""

    op: Op
    at_ms: int
    outlet: str
    unit: int = 0
    holding: int = 0
    viewer: str = ""
    price_fen: int = 0
    held_ms: int = 0
    until_ms: int = 0
    place: int = 0
    by: str = ""
    ref: str = ""

    @property
    def key(self) -> OrderKey:
        """The order that it is about; of no order when somebody waits."""
        return OrderKey(self.outlet, self.unit, self.holding)


RETURNED = 0
"""Instead of a holding: nobody holds the unit, and nobody has paid for it."""

DRAWN = "draw"
"""How units came that a draw gave; one that is returned so was never held by anybody."""

VOID = -1
"""Instead of a holding: the opening that gave the unit was revoked."""


@dataclass(slots=True)
class Book:
    """The orders of one window, its units and who waits for one.

    `holders` has for each unit the holding that it is held or paid under, or `RETURNED` or `VOID`;
    `holdings` the last one that there was. `passed` are those who were passed over and can have no
    order. `counts` are `(outlet, state)`; `returned` and `void` units and who is `waiting` or was
    `passed` over are among the states.
    """

    orders: dict[OrderKey, Order] = field(default_factory=dict)
    by_viewer: dict[str, tuple[OrderKey, ...]] = field(default_factory=dict)
    holders: dict[tuple[str, int], int] = field(default_factory=dict)
    holdings: dict[tuple[str, int], int] = field(default_factory=dict)
    queues: dict[str, OrderedDict[str, int]] = field(default_factory=dict)
    waits: dict[str, Entry] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    joined: Counter[str] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    latest_ms: int = 0

    def of(self, viewer: str) -> tuple[Order, ...]:
        """Return the orders that a viewer has or had in this window: one, but for who was given a
        unit from the list and won another on another outlet."""
        return tuple(self.orders[key] for key in self.by_viewer.get(viewer, ()))

    def waiting(self, viewer: str) -> Waiting | None:
        """Return the place of a viewer who waits."""
        entry = self.waits.get(viewer)
        if entry is None:
            return None
        ahead = entry.place - self.called[entry.outlet] - 1
        return Waiting(entry.outlet, entry.place, ahead, entry.at_ms)

    def next_waiting(self, outlet: str) -> str | None:
        """Return whose turn it is, None when nobody waits."""
        return next(iter(self.queues.get(outlet, ())), None)

    def returned(self, outlet: str) -> int | None:
        """Return the lowest unit that nobody holds, None when there is none."""
        units = self.holders.items()
        free = [unit for (at, unit), held in units if at == outlet and held == RETURNED]
        return min(free, default=None)

    def take(self, entry: Entry) -> Order | None:
        """Go on by an entry that the rules made; return the order that it is about.

        Raises `BadTransition` for what cannot follow.
        """
        self.latest_ms = max(self.latest_ms, entry.at_ms)
        if entry.op is Op.WAITING:
            self._wait(entry)
            return None
        if entry.op is Op.RETURNED:
            self._return(entry)
            return None
        if entry.op is Op.PASSED:
            self._pass(entry)
            return None
        if entry.op is Op.HELD:
            return self._hold(entry)
        if entry.op is Op.REVOKED and not entry.viewer:
            self._return(entry)
            self.counts[entry.outlet, Op.RETURNED] -= 1
            self._void(entry)
            return None
        old = self.orders.get(entry.key)
        if old is None:
            raise BadTransition(f"there is no order {tuple(entry.key)}")
        state = check(ORDERS, old.state, OrderState(entry.op), f"order {tuple(entry.key)}")
        unit = (entry.outlet, entry.unit)
        order = replace(old, state=state, changed_ms=entry.at_ms)
        match state:
            case OrderState.PAID if old.state is OrderState.RELEASED:
                if self.holders[unit] != RETURNED:
                    raise BadTransition(f"unit {unit} is not free")
                self.counts[entry.outlet, Op.RETURNED] -= 1
                self.holders[unit] = entry.holding
                order = replace(order, late=True, payment=entry.ref)
            case OrderState.PAID:
                order = replace(order, payment=entry.ref)
            case OrderState.REFUNDING if old.state is OrderState.PAID:
                if entry.viewer in self.passed:
                    self._free(entry)
                else:
                    self._void(entry)
            case OrderState.REFUNDING:
                order = replace(order, late=True, payment=entry.ref)
            case OrderState.REVOKED:
                self._void(entry)
            case OrderState.REFUNDED:
                order = replace(order, refund=entry.ref)
            case OrderState.RELEASED:
                self._free(entry)
        self.counts[entry.outlet, old.state] -= 1
        return self._stands(order)

    def _hold(self, entry: Entry) -> Order:
        unit = (entry.outlet, entry.unit)
        if entry.holding != self.holdings.get(unit, 0) + 1 or self.holders.get(unit, RETURNED):
            raise BadTransition(f"unit {unit} cannot be held a {entry.holding}. time")
        if unit in self.holders:
            self.counts[entry.outlet, Op.RETURNED] -= 1
        self.holdings[unit] = self.holders[unit] = entry.holding
        self.by_viewer[entry.viewer] = (*self.by_viewer.get(entry.viewer, ()), entry.key)
        self._stop_waiting(entry.viewer)
        return self._stands(
            Order(
                *(entry.key, entry.viewer, entry.price_fen, OrderState.HELD),
                *(entry.held_ms, entry.until_ms, entry.at_ms),
            )
        )

    def _wait(self, entry: Entry) -> None:
        if entry.place != self.joined[entry.outlet] + 1 or entry.viewer in self.waits:
            raise BadTransition(f"{entry.viewer} cannot wait at place {entry.place}")
        self.joined[entry.outlet] = entry.place
        self.waits[entry.viewer] = entry
        self.queues.setdefault(entry.outlet, OrderedDict())[entry.viewer] = entry.place
        self.counts[entry.outlet, Op.WAITING] += 1

    def _free(self, entry: Entry) -> None:
        self.holders[entry.outlet, entry.unit] = RETURNED
        self.counts[entry.outlet, Op.RETURNED] += 1

    def _pass(self, entry: Entry) -> None:
        if entry.viewer in self.passed:
            raise BadTransition(f"{entry.viewer} was passed over before")
        self.passed.add(entry.viewer)
        self.counts[entry.outlet, Op.PASSED] += 1
        self._stop_waiting(entry.viewer)

    def _return(self, entry: Entry) -> None:
        if entry.by == DRAWN:
            if (entry.outlet, entry.unit) in self.holders:
                raise BadTransition(f"unit {entry.unit} of {entry.outlet} was given before")
            self.holdings[entry.outlet, entry.unit] = 0
            self._free(entry)
        if self.holders.get((entry.outlet, entry.unit)) != RETURNED:
            raise BadTransition(f"unit {entry.unit} of {entry.outlet} is not free")

    def _void(self, entry: Entry) -> None:
        self.holders[entry.outlet, entry.unit] = VOID
        self.counts[entry.outlet, "void"] += 1

    def _stop_waiting(self, viewer: str) -> None:
        entry = self.waits.pop(viewer, None)
        if entry is None:
            return
        queue = self.queues[entry.outlet]
        if next(iter(queue)) == viewer:
            self.called[entry.outlet] = entry.place
        del queue[viewer]
        if not queue:
            self.called[entry.outlet] = self.joined[entry.outlet]
        self.counts[entry.outlet, Op.WAITING] -= 1

    def _stands(self, order: Order) -> Order:
        self.orders[order.key] = order
        self.counts[order.key.outlet, order.state] += 1
        return order
