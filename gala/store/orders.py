"""Orders in the store: the rules are `gala.core.orders`'.

Each call decides in one step and is durable before it returns; the same again changes nothing and
is answered as the first time. What is read here is told to others, who act by it, so reads wait for
replicas as writes do: no order is told that a failover may take away. Each call raises `StoreDown`:
then the same may be sent again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from typing import Any, TypeVar

from gala.core.orders.book import Entry, Order, OrderKey, Waiting
from gala.core.orders.drawn import Award
from gala.core.orders.rules import WAITING_MAX, Answer, Declined, Payment, Won, member
from gala.core.orders.tables import Op, OrderState, Role
from gala.core.plan import WindowPlan
from gala.ports import StoreError
from gala.proof.batches import Batch
from gala.store import functions
from gala.store.connection import Argument, Connections
from gala.store.journal import claims_journal
from gala.store.keys import ShowKeys
from gala.store.ledger import entry

EXPIRE_MOST = 50
"""Orders released in one call: the store serves nobody else meanwhile."""

HOLD_MOST = 50
PAGE = 500
_NONE = "-"

_Row = TypeVar("_Row")


class StoreOrders:
    """The orders of one show. Windows are named by their plans, which say how long one may pay."""

    def __init__(
        self, calls: Connections, show: str, shards: Callable[[str], Awaitable[int]]
    ) -> None:
        """`shards` says into how many shards a window is cut."""
        self._calls = calls
        self._shards = shards
        self._keys = ShowKeys(show)
        self._show = show
        self._read: dict[tuple[str, int], str] = {}

    async def hold(self, window: WindowPlan, won: list[Won]) -> int:
        """Hold units for who won them; return how many were not held before."""
        fresh = 0
        for start in range(0, len(won), HOLD_MOST):
            args: list[Argument] = [window.pay_within_ms]
            for one in won[start : start + HOLD_MOST]:
                args += (one.outlet, one.unit, one.viewer, one.price_fen, one.won_ms)
            fresh += await self._call("order_hold", window, *args)
        return fresh

    async def settle(self, epoch: int, window: WindowPlan, award: Award) -> int:
        """Make orders of what a draw gave; return how much of it was none before. Raises `Fenced`.

        The same again, or by another conductor, goes on where it was cut short: see
        `gala.core.orders.drawn`.
        """
        made = 0
        for over in _chunks(award.passed_over):
            passed = [part for row in over for part in row]
            made += await self._call("order_pass", window, epoch, window.pay_within_ms, *passed)
        # Who waits comes first: what is given back meanwhile finds the whole list.
        waiting = [(outlet, 0, viewer) for outlet, viewer in award.waiting]
        for drawn in (waiting, award.units):
            for rows in _chunks(drawn):
                args: list[Argument] = [window.pay_within_ms, award.begun_ms, window.price_fen]
                args += [part for row in rows for part in row]
                made += await self._call("order_draw", window, epoch, *args)
        return made

    async def catch_up(self, window: WindowPlan) -> int:
        """Hold whatever the window's claims have won since this object last looked.

        By lot a claim wins nothing: see `settle`.
        """
        if window.orders_by_lot:
            return 0
        fresh = 0
        shards = await self._shards(window.id)
        for shard in range(shards):
            journal = self._keys.window(window.id, shard).journal
            while True:
                after = self._read.get((window.id, shard), "-")
                page = await self._sure("XRANGE", journal, after, "+", "COUNT", PAGE)
                won = [
                    Won(one.outlet, one.won.unit, one.viewer, one.won.price_fen, one.won.at_ms)
                    for batch, pairs in page
                    for one in entry(Batch(batch.decode(), shard, shards).name(), pairs)
                ]
                fresh += await self.hold(window, won)
                if page:
                    self._read[window.id, shard] = f"({page[-1][0].decode()}"
                if len(page) < PAGE:
                    break
        return fresh

    async def pay(
        self, window: WindowPlan, key: OrderKey, role: Role, by: str, paid: Payment
    ) -> Answer:
        """Take a payment; see `gala.core.orders.rules.pay`. What is due is released first."""
        answer = await self.pay_once(window, key, role, by, paid)
        if answer == Declined("unknown"):
            await self.catch_up(window)
            answer = await self.pay_once(window, key, role, by, paid)
        if answer == Declined("due"):
            await self._release(window, Role.TIME, by, "", 1, member(key))
            answer = await self.pay_once(window, key, role, by, paid)
        return answer

    async def pay_once(
        self, window: WindowPlan, key: OrderKey, role: Role, by: str, paid: Payment
    ) -> Answer:
        """Take a payment of an order that nobody has to release first, else `due`."""
        return _answer(
            await self._call(
                *("order_pay", window, member(key), str(role), by),
                *(paid.viewer, paid.amount_fen, paid.ref),
            )
        )

    async def withdraw(self, window: WindowPlan, key: OrderKey, role: Role, by: str) -> Answer:
        """Give an order back unpaid; see `gala.core.orders.rules.withdraw`."""
        answer = _answer(await self._release(window, role, by, "", 1, member(key)))
        if answer == Declined("unknown"):
            await self.catch_up(window)
            answer = _answer(await self._release(window, role, by, "", 1, member(key)))
        return answer

    async def expire(self, epoch: int, window: WindowPlan, most: int = EXPIRE_MOST) -> int:
        """Release up to `most` orders whose time is over; return how many. Raises `Fenced`."""
        return int(await self._release(window, Role.TIME, str(epoch), epoch, most))

    async def revoke(self, epoch: int, window: WindowPlan, gens: Collection[int]) -> int:
        """Make void what openings of a window gave; return how many units. Raises `Fenced`.

        By lot that is all there is, whichever opening it was: the draw was among all that entered.
        See `gala.core.orders.rules.revoke`.
        """
        if window.orders_by_lot:
            entries = await self.whole_journal(window) if gens else []
            units = sorted({(one.outlet, one.unit) for one in entries if one.unit})
        else:
            await self.catch_up(window)
            shards = await self._shards(window.id)
            winners = await claims_journal(self._calls, self._show, window.id, shards)
            units = [(one.outlet, one.won.unit) for one in winners if one.won.gen in gens]
        voided = 0
        for start in range(0, len(units), HOLD_MOST):
            args = [part for unit in units[start : start + HOLD_MOST] for part in unit]
            voided += await self._call("order_revoke", window, epoch, *args)
        return voided

    async def refund_done(
        self, window: WindowPlan, key: OrderKey, role: Role, by: str, ref: str
    ) -> Answer:
        """Note a refund; see `gala.core.orders.rules.refund_done`."""
        return _answer(await self._call("order_refund", window, member(key), str(role), by, ref))

    async def join(
        self, window: WindowPlan, viewer: str, outlet: str, most: int = WAITING_MAX
    ) -> Answer:
        """Put a viewer on the list; see `gala.core.orders.rules.join`. By lot nobody can join."""
        if window.orders_by_lot:
            return Declined("drawn")
        await self.catch_up(window)
        return _answer(
            await self._call(
                *("waitlist_join", window, viewer, outlet),
                *(window.price_fen, window.pay_within_ms, most),
            )
        )

    async def order(self, window: WindowPlan, key: OrderKey) -> Order | None:
        """Return how an order stands, None when there is none."""
        at = self._keys.window_orders(window.id)
        record = await self._sure("HGET", at.orders, f"o:{member(key)}")
        return None if record is None else _order(member(key), record)

    async def of(self, window: WindowPlan, viewer: str) -> tuple[list[Order], Waiting | None]:
        """Return a viewer's orders in a window, and its place in the list."""
        at = self._keys.window_orders(window.id)
        names = await self._sure("HGET", at.orders, f"v:{viewer}")
        if names is not None:
            return await self.orders(window, names.decode().split(",")), None
        wait = await self._sure("HGET", at.waiting, f"w:{viewer}")
        if wait is None:
            return [], None
        outlet, place, since_ms = wait.decode().split(" ")
        called = await self._sure("HGET", at.waiting, f"called:{outlet}")
        return [], Waiting(outlet, int(place), int(place) - int(called or 0) - 1, int(since_ms))

    async def orders(self, window: WindowPlan, names: list[str]) -> list[Order]:
        """Return how the orders stand that `member` names; what there is none of is left out."""
        if not names:
            return []
        at = self._keys.window_orders(window.id)
        records = await self._sure("HMGET", at.orders, *(f"o:{name}" for name in names))
        return [
            _order(name, one) for name, one in zip(names, records, strict=True) if one is not None
        ]

    async def counts(self, window: WindowPlan) -> dict[tuple[str, str], int]:
        """Return how many orders are in which state, as `Book.counts` has them."""
        fields = await self._calls.call("HGETALL", self._keys.window_orders(window.id).totals)
        counts = {}
        for name, value in zip(fields[::2], fields[1::2], strict=True):
            state, colon, outlet = name.decode().partition(":")
            if colon:
                counts[outlet, state] = int(value)
        return counts

    async def journal(
        self, window: WindowPlan, after: str, count: int = PAGE
    ) -> list[tuple[str, Entry]]:
        """Return up to `count` entries after the id `after` ("0": from the first), with their ids.

        Raises `StoreError` for what is no entry.
        """
        journal = self._keys.window_orders(window.id).journal
        page = await self._sure("XRANGE", journal, f"({after}", "+", "COUNT", count)
        return [(name.decode(), _entry(fields)) for name, fields in page]

    async def events(self, window: WindowPlan) -> int:
        """Return how many entries the journal of a window's orders has."""
        return int(await self._calls.call("XLEN", self._keys.window_orders(window.id).journal))

    async def whole_journal(self, window: WindowPlan) -> list[Entry]:
        """Return every entry of a window's orders."""
        entries: list[Entry] = []
        after = "0"
        while page := await self.journal(window, after):
            entries += [one for _, one in page]
            after = page[-1][0]
        return entries

    async def _release(
        self, window: WindowPlan, role: Role, by: str, epoch: Argument, most: int, *named: str
    ) -> Any:
        return await self._call(
            "order_release", window, str(role), by, epoch, window.pay_within_ms, most, *named
        )

    async def _sure(self, command: str, key: str, *args: Argument) -> Any:
        """Read what the replicas have too."""
        return await self._calls.write(command, key, *args, key=key)

    async def _call(self, name: str, window: WindowPlan, *args: Argument) -> Any:
        keys = self._keys.window_orders(window.id).all
        return await functions.call(self._calls, name, keys, *args)


def _chunks(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for start in range(0, len(rows), HOLD_MOST):
        yield rows[start : start + HOLD_MOST]


def _answer(reply: object) -> Answer:
    match reply:
        case bytes(code):
            return Declined(code.decode())
        case [bytes(name), bytes(record)]:
            return _order(name.decode(), record)
        case [bytes(outlet), int(place), int(ahead), int(since_ms)]:
            return Waiting(outlet.decode(), place, ahead, since_ms)
    raise StoreError(f"no answer about an order: {reply!r}")


def _order(name: str, record: bytes) -> Order:
    outlet, unit, holding = name.split(" ")
    state, held, until, changed, price, viewer, late, payment, refund = record.decode().split(" ")
    return Order(
        OrderKey(outlet, int(unit), int(holding)),
        *(viewer, int(price), OrderState(state), int(held), int(until), int(changed)),
        *(late == "1", _named(payment), _named(refund)),
    )


def _entry(fields: list[bytes]) -> Entry:
    try:
        words = fields[1].decode().split(" ")
        op, at, outlet, unit, holding, viewer, price, held, until, place, by, ref = words
        return Entry(
            *(Op(op), int(at), outlet, int(unit), int(holding), _named(viewer), int(price)),
            *(int(held), int(until), int(place), _named(by), _named(ref)),
        )
    except (ValueError, IndexError) as error:
        raise StoreError(f"the journal of orders has no such entry: {error}") from None


def _named(word: str) -> str:
    return "" if word == _NONE else word
