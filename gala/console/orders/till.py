"""Who may do what with orders, for everybody who asks at the console.

Viewers are known by their tickets and kept by the night's pseudonyms; the platform names viewers as
its own tickets do, so that a payment is taken only for the viewer whose order it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gala.console.watch import Watch
from gala.core.by_lot import unit_stock
from gala.core.orders.book import Order, OrderKey, Waiting
from gala.core.orders.names import read_order_id
from gala.core.orders.rules import Answer, Declined, Payment
from gala.core.orders.tables import Role
from gala.core.plan import WindowPlan
from gala.core.tables import WindowState
from gala.ports import Ledger
from gala.proof.pseudonym import pseudonym, show_key
from gala.store.orders import StoreOrders
from gala.wire.tickets import TicketKey, TicketVerifier

DEMO = "demo"
"""What a payment of a rehearsal has instead of the platform's reference."""


class Refusal(Exception):
    """What was asked cannot be; `code` is one of the words in `gala.console.orders.words`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class TillKeys:
    """What it takes to know viewers: the keys of tickets, and the secret under pseudonyms."""

    tickets: Sequence[TicketKey]
    pseudonyms: bytes


@dataclass(frozen=True, slots=True)
class Buyer:
    """A viewer by its ticket: the night's pseudonym, and the outlet it watches on."""

    viewer: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands in one window; `may_wait`: it can ask to be put on the list."""

    orders: list[Order]
    waiting: Waiting | None
    may_wait: bool


class Till:
    """The orders of one show. Calls raise `Refusal` and `StoreError`."""

    def __init__(
        self, orders: StoreOrders, ledger: Ledger, watch: Watch, keys: TillKeys, *, demo: bool
    ) -> None:
        """`demo`: viewers may pay by themselves, with nothing."""
        self.orders = orders
        self.demo = demo
        self._ledger = ledger
        self._watch = watch
        self._keys = keys
        self._sold_out: set[tuple[str, int, str]] = set()
        self._night: tuple[TicketVerifier, bytes] | None = None

    @property
    def started(self) -> bool:
        """Whether there is a show."""
        return self._watch.started

    def now_ms(self) -> int:
        """Return the show's clock."""
        return self._watch.now_ms()

    def windows(self) -> list[WindowPlan]:
        """Return the windows that have opened and whose goods have to be paid for."""
        if not self.started:
            return []
        show = self._watch.show
        return [plan for plan in self._paid() if show.window(plan.id).gen > 0]

    def stock(self, window: WindowPlan) -> dict[str, int]:
        """Return each outlet's stock: the sheet's, and what the crew has added."""
        return dict(unit_stock(self._watch.show, window.id))

    def window(self, name: str) -> WindowPlan:
        """Return one of `windows`."""
        for plan in self.windows():
            if plan.id == name:
                return plan
        raise Refusal("no_window")

    def named(self, order: str) -> tuple[WindowPlan, OrderKey]:
        """Return window and key of an order's id.

        Whether there is such an order the store knows: its window may have opened since this
        console last heard of the show, and "unknown" would be remembered as the answer.
        """
        window, key = read_order_id(order) or ("", None)
        plan = next((plan for plan in self._paid() if plan.id == window), None)
        if plan is None or key is None:
            raise Refusal("unknown")
        return plan, key

    def buyer(self, ticket: str) -> Buyer:
        """Return who a ticket says that it is. Raises `TicketRefused`."""
        verifier, secret = self._begun()
        checked = verifier.verify(ticket, self.now_ms())
        return Buyer(pseudonym(secret, checked.viewer), checked.outlet)

    def pseudonym(self, viewer: str) -> str:
        """Return the night's pseudonym of whom the platform's tickets call `viewer`."""
        return pseudonym(self._begun()[1], viewer)

    async def order(self, order: str) -> tuple[WindowPlan, Order]:
        """Return how an order stands."""
        window, key = self.named(order)
        found = await self.orders.order(window, key)
        if found is None:
            await self.orders.catch_up(window)
            found = await self.orders.order(window, key)
        if found is None:
            raise Refusal("unknown")
        return window, found

    async def standing(self, window: WindowPlan, buyer: Buyer) -> Standing:
        """Return how a viewer stands in a window."""
        orders, waiting = await self.orders.of(window, buyer.viewer)
        away = not orders and not waiting and not window.orders_by_lot
        may_wait = away and await self.is_sold_out(window, buyer.outlet)
        return Standing(orders, waiting, may_wait)

    async def join(self, window: WindowPlan, buyer: Buyer) -> Answer:
        """Put a viewer on the list of its outlet, once that is sold out; by lot it is drawn."""
        if window.orders_by_lot:
            raise Refusal("drawn")
        if not await self.is_sold_out(window, buyer.outlet):
            raise Refusal("not_sold_out")
        return _taken(await self.orders.join(window, buyer.viewer, buyer.outlet))

    async def pay(self, order: str, by: str, viewer: str, amount_fen: int, ref: str) -> Order:
        """Take a payment that the platform has confirmed."""
        window, key = self.named(order)
        paid = Payment(self.pseudonym(viewer), amount_fen, ref)
        return _order(await self.orders.pay(window, key, Role.PLATFORM, by, paid))

    async def pay_demo(self, order: str, buyer: Buyer) -> Order:
        """Take a rehearsal's payment of nothing, by the viewer itself."""
        if not self.demo:
            raise Refusal("role")
        window, found = await self.order(order)
        paid = Payment(buyer.viewer, found.price_fen, f"{DEMO}:{order}"[:64])
        return _order(await self.orders.pay(window, found.key, Role.DEMO, DEMO, paid))

    async def withdraw(self, order: str, by: str, role: Role = Role.PLATFORM) -> Order:
        """Give an order back unpaid, as its viewer has told the platform."""
        window, key = self.named(order)
        return _order(await self.orders.withdraw(window, key, role, by))

    async def refund_done(self, order: str, by: str, ref: str) -> Order:
        """Note that the platform has given the money back."""
        window, key = self.named(order)
        return _order(await self.orders.refund_done(window, key, Role.PLATFORM, by, ref))

    async def is_sold_out(self, window: WindowPlan, outlet: str) -> bool:
        """Whether nothing is left for an outlet; what has come back since is no matter here."""
        run = self._watch.show.window(window.id)
        known = (window.id, run.gen, outlet)
        if known in self._sold_out:
            return True
        if run.state is WindowState.SETTLED:
            left = dict(run.left(window)).get(outlet, 0)
        else:
            gen, totals = await self._ledger.totals(window.id)
            sold = {row.outlet: row.sold for row in totals if gen == run.gen}
            stock = {row[0]: row[3] for row in run.rows}
            left = stock.get(outlet, 0) - sold.get(outlet, 0)
        if left > 0:
            return False
        self._sold_out.add(known)
        return True

    def _paid(self) -> list[WindowPlan]:
        """Return the sheet's windows whose goods have to be paid for."""
        show = self._watch.show
        plans = (show.window_plan(run.id) for run in show.windows)
        return [plan for plan in plans if plan.pay_within_ms]

    def _begun(self) -> tuple[TicketVerifier, bytes]:
        if not self.started:
            raise Refusal("no_show")
        if self._night is None:
            show = self._watch.show
            outlets = [outlet.id for outlet in show.plan.outlets]
            verifier = TicketVerifier(show.plan.show, outlets, self._keys.tickets)
            self._night = verifier, show_key(self._keys.pseudonyms, show.night.origin)
        return self._night


def _taken(answer: Answer) -> Answer:
    if isinstance(answer, Declined):
        raise Refusal(answer.code)
    return answer


def _order(answer: Answer) -> Order:
    taken = _taken(answer)
    assert isinstance(taken, Order), "only a list answers with a place"
    return taken
