"""The office for claims on guarantees: who may claim what, and how all claims stand.

It follows the journal, as every console does, so all of them tell the same; decisions are the
store's. A viewer is known here by its ticket and its receipt, and kept by pseudonym.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from gala.console.watch import Watch
from gala.core.by_lot import holders
from gala.core.orders.book import Order, Waiting
from gala.core.orders.tables import OrderState
from gala.core.plan import WindowPlan
from gala.core.trust.book import COUPON, Book, Offer
from gala.core.trust.card import card_in
from gala.core.trust.claims import Answer, Claims, Filing, Standing, Verdict
from gala.core.trust.journal import NO_LINE, chained
from gala.ports import GuaranteeEntry, Guarantees, StoreError
from gala.proof.canon import read
from gala.proof.errors import ProofError
from gala.proof.leaf import Leaf
from gala.proof.pseudonym import pseudonym, show_key
from gala.proof.receipt import read_receipt
from gala.wire.tickets import Ticket, TicketKey, TicketVerifier

_log = logging.getLogger("gala.console")

WAIT_MS = 1_000
RETRY_MS = 500
TIER = "tier"
"""The word of a ticket that names the viewer's tier."""


class Refusal(Exception):
    """What was asked cannot be; `code` is one of the words in `gala.console.trust_words`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class OfficeKeys:
    """What it takes to know viewers: the keys of tickets, the secret under pseudonyms, and the
    public half of the receipts' key."""

    tickets: Sequence[TicketKey]
    pseudonyms: bytes
    receipts: bytes


class Orders(Protocol):
    """Where it is known what has been paid for."""

    async def of(self, window: WindowPlan, viewer: str) -> tuple[list[Order], Waiting | None]:
        """Return a viewer's orders in a window. Raises `StoreDown`."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who asks: by its pseudonym of the night, and its tier ("": none)."""

    viewer: str
    tier: str


class Office:
    """Claims of one show, for viewers and for staff."""

    def __init__(
        self, guarantees: Guarantees, watch: Watch, keys: OfficeKeys, orders: Orders
    ) -> None:
        self.claims = Claims()
        self.said: dict[str, str] = {}
        self.lines: list[bytes] = []
        self._guarantees = guarantees
        self._orders = orders
        self._watch = watch
        self._keys = keys
        self._cursor = "0"
        self._reading = asyncio.Lock()
        self._by_viewer: dict[str, list[str]] = {}
        self._night: _Night | None = None

    @property
    def book(self) -> Book:
        """The trust card of the show, which has begun."""
        return self._begun().book

    @property
    def show(self) -> str:
        """The show's name, as tickets have it."""
        return self._watch.show.plan.show

    def now_ms(self) -> int:
        """Return the show's clock."""
        return self._watch.now_ms()

    def sells(self, window: str) -> bool:
        """Whether viewers know of a window: it has been announced."""
        return any(one.id == window and one.gen > 0 for one in self._watch.show.windows)

    async def run(self) -> None:
        """Follow the journal until cancelled."""
        while True:
            try:
                await self._guarantees.wait(self._cursor, WAIT_MS)
                await self.catch_up()
            except StoreError as error:
                _log.warning("claims on guarantees cannot be followed: %s", error)
                await asyncio.sleep(RETRY_MS / 1000)

    async def catch_up(self) -> None:
        """Know of every claim that was made until now. Raises `StoreError`."""
        async with self._reading:
            self._cursor, entries = await self._guarantees.journal(self._cursor)
            for one in entries:
                self._take(one)

    def holder(self, ticket: str) -> Holder:
        """Return who a ticket says that it is. Raises `TicketRefused`."""
        night = self._begun()
        checked: Ticket = night.tickets.verify(ticket, self.now_ms())
        tier = dict(checked.claims).get(TIER, "")
        return Holder(pseudonym(night.show_key, checked.viewer), tier)

    def of(self, viewer: str) -> Iterator[Standing]:
        """Yield how each claim of a viewer stands, in the order in which they came."""
        for claim in self._by_viewer.get(viewer, ()):
            yield self.claims.standings[claim]

    async def file(
        self,
        holder: Holder,
        receipt: object,
        guarantee: str,
        claim: str,
        said: str,
        files: list[str],
    ) -> Answer:
        """File a claim.

        Raises `Refusal`, `ProofError` when the receipt is none, `ValueError` when the claim has not
        its form, `StoreError`.
        """
        offer, filing = self._filing(holder, receipt, guarantee, claim, said, files)
        if offer.kind == COUPON:
            raise Refusal("coupon")
        await self._hold_paid(filing)
        return await self._guarantees.file(filing, said)

    async def redeem(self, holder: Holder, receipt: object, guarantee: str, claim: str) -> Answer:
        """Use a coupon. Raises as `file`."""
        offer, filing = self._filing(holder, receipt, guarantee, claim, "", [])
        if offer.kind != COUPON:
            raise Refusal("no_coupon")
        await self._hold_paid(filing)
        return await self._guarantees.redeem(filing, offer.quota)

    async def decide(
        self, claim: str, met: bool, amount_fen: int, by: str, reason: str
    ) -> Answer | None:
        """Decide a claim; None when there is none. Raises `ValueError`, `StoreError`."""
        filing = self.claims.filings.get(claim)
        if filing is None:
            return None
        verdict = Verdict(claim, filing.guarantee, met, amount_fen, by, reason)
        return await self._guarantees.decide(verdict, self.book.offers[filing.guarantee].quota)

    async def _hold_paid(self, filing: Filing) -> None:
        """Raise `Refusal` for a unit that is to be paid for and is not: it is not bought yet.

        By lot the receipt is of an entry, and the viewer's order of a unit that a draw gave it.
        """
        window = self._watch.show.window_plan(filing.window)
        if not window.pay_within_ms:
            return
        orders, _ = await self._orders.of(window, filing.viewer)
        if not any(
            one.state is OrderState.PAID
            and (window.orders_by_lot or one.key[:2] == (filing.outlet, filing.unit))
            for one in orders
        ):
            raise Refusal("not_paid")

    def _filing(
        self,
        holder: Holder,
        receipt: object,
        guarantee: str,
        claim: str,
        said: str,
        files: list[str],
    ) -> tuple[Offer, Filing]:
        window, leaf = self._receipt(receipt)
        if leaf.pseudonym != holder.viewer:
            raise Refusal("not_yours")
        offer = self.book.offer(window, guarantee)
        if offer is None:
            raise Refusal("no_guarantee")
        if self._watch.show.window(window).is_revoked(leaf.gen):
            raise Refusal("revoked")
        held = holders(self._watch.show, window)
        by_orders = self._watch.show.window_plan(window).orders_by_lot
        if held is not None and not by_orders and holder.viewer not in held:
            raise Refusal("not_drawn")
        if not offer.is_for(holder.tier):
            raise Refusal("tier")
        digest = hashlib.sha256(said.encode()).hexdigest()
        return offer, Filing(
            *(claim, guarantee, window, leaf.outlet, leaf.unit, holder.viewer, leaf.price_fen),
            *(offer.ceiling_fen(leaf.price_fen), offer.until_ms(leaf.at_ms), digest, tuple(files)),
        )

    def _receipt(self, value: object) -> tuple[str, Leaf]:
        """Return window and leaf of a receipt of this night. Raises `ProofError`."""
        receipt = read_receipt(value)
        if receipt.origin != self._begun().origin:
            raise ProofError("it is of another night")
        return receipt.window, receipt.verify(self._keys.receipts)

    def _take(self, one: GuaranteeEntry) -> None:
        standing = self.claims.take(one.entry)
        prev = read(self.lines[-1])["hash"] if self.lines else NO_LINE
        self.lines += chained([one.entry], prev)
        filing = self.claims.filings[standing.claim]
        mine = self._by_viewer.setdefault(filing.viewer, [])
        if standing.claim not in mine:
            mine.append(standing.claim)
            self.said[standing.claim] = one.said

    def _begun(self) -> _Night:
        if self._night is None:
            plan, origin = self._watch.show.plan, self._watch.show.night.origin
            outlets = [outlet.id for outlet in plan.outlets]
            verifier = TicketVerifier(plan.show, outlets, self._keys.tickets)
            key = show_key(self._keys.pseudonyms, origin)
            self._night = _Night(origin, key, verifier, card_in(self._watch.sheet))
        return self._night


@dataclass(frozen=True, slots=True)
class _Night:
    """What is known once the show has begun."""

    origin: str
    show_key: bytes
    tickets: TicketVerifier
    book: Book
