"""Consoles of a simulated night, as far as orders and guarantees go.

The real till, feed, platform and office over a simulated store; requests come as messages, not as
HTTP.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, cast

from gala.console import office
from gala.console.office import Office, OfficeKeys
from gala.console.orders.cursor import BEGINNING, read_cursor, written
from gala.console.orders.feed import Feed
from gala.console.orders.fields import order_fields, waiting_fields
from gala.console.orders.platform import Platform
from gala.console.orders.secrets import PlatformSecrets
from gala.console.orders.till import Refusal, Till, TillKeys
from gala.console.watch import Watch
from gala.core.orders.book import Order, Waiting
from gala.core.state import Show
from gala.core.trust import claims
from gala.ports import Clock, StoreDown, StoreError
from gala.store.follow import Follower
from gala.store.platform import OtherRequest

from . import night
from .cast import Cast
from .hosts import Host

DESKS = ("d1", "d2")
SERVICE = "desk"
AWAY = 503
"""What is not final: the same request may be sent again."""

_KEY = "platform-1"
_FOLLOWS_MS = 1_000
_AGAIN_S = 0.2
_PAGE = 100


class Ask(NamedTuple):
    """A request. `what` is an operation of the platform's API, `events`, a viewer's `join`, `file`
    or `redeem`, or staff's `decide`; `about` names what it is about.

    `key` is the Idempotency-Key of what the platform changes, and a viewer's ticket.
    """

    what: str
    about: str
    key: str = ""
    body: bytes = b""


class Told(NamedTuple):
    """The answer: a status of HTTP, and its body."""

    status: int
    body: dict[str, Any]


class Desk:
    """One console's answers, once its log is followed."""

    def __init__(
        self, follower: Follower, till: Till, feed: Feed, platform: Platform, office: Office
    ) -> None:
        self._follower = follower
        self._till = till
        self._feed = feed
        self._platform = platform
        self._office = office

    async def serve(self, ask: Ask) -> Told:
        """Answer a request; `AWAY` when the store or the show is not there."""
        if not self._follower.started:
            return Told(AWAY, {})
        try:
            match ask.what:
                case "events":
                    return await self._events(ask.about)
                case "join":
                    return await self._join(ask)
                case "file" | "redeem":
                    return await self._claimed(ask)
                case "decide":
                    return await self._decided(ask)
            return await self._changed(ask)
        except OtherRequest:
            return Told(422, {"error": "idempotency_key_reused"})
        except (Refusal, office.Refusal) as error:
            return Told(409, {"error": error.code})
        except StoreError:
            return Told(AWAY, {})

    async def _events(self, after: str) -> Told:
        page = await self._feed.page(read_cursor(after) or BEGINNING, _PAGE)
        return Told(200, {"events": page.events, "after": written(page.after)})

    async def _join(self, ask: Ask) -> Told:
        buyer, window = self._till.buyer(ask.key), self._till.window(ask.about)
        answer = await self._till.join(window, buyer)
        if isinstance(answer, Order):
            return Told(200, order_fields(window.id, answer))
        assert isinstance(answer, Waiting), answer
        return Told(200, waiting_fields(answer))

    async def _claimed(self, ask: Ask) -> Told:
        body, holder = json.loads(ask.body), self._office.holder(ask.key)
        receipt, guarantee = body["receipt"], body["guarantee"]
        if ask.what == "redeem":
            return _stands(await self._office.redeem(holder, receipt, guarantee, ask.about))
        return _stands(
            await self._office.file(holder, receipt, guarantee, ask.about, "it leaks", [])
        )

    async def _decided(self, ask: Ask) -> Told:
        body = json.loads(ask.body)
        await self._office.catch_up()
        answer = await self._office.decide(
            ask.about, body["met"], body["amount_fen"], body["by"], body["reason"]
        )
        return Told(404, {"error": "no_claim"}) if answer is None else _stands(answer)

    async def _changed(self, ask: Ask) -> Told:
        change: Callable[..., Awaitable[Order]] = {
            "pay": self._platform._pay,
            "release": self._platform._release,
            "refund_done": self._platform._refund_done,
        }[ask.what]
        reply = await self._platform._once(_KEY, ask.key, ask.about, ask.body, change)
        return Told(reply.status, json.loads(reply.text or "{}"))


def _stands(answer: claims.Answer) -> Told:
    if isinstance(answer, claims.Declined):
        return Told(409, {"error": answer.code})
    return Told(200, {"claim": answer.claim, "state": str(answer.state)})


class _Followed:
    """What till and office need of `gala.console.watch.Watch`."""

    def __init__(self, follower: Follower, clock: Clock) -> None:
        self._follower = follower
        self._clock = clock

    @property
    def started(self) -> bool:
        """Whether there is a show."""
        return self._follower.started

    @property
    def show(self) -> Show:
        """The state, as far as its log was read."""
        return self._follower.show

    @property
    def sheet(self) -> str:
        """The run sheet's own text."""
        return self._follower.reader.header.sheet

    def now_ms(self) -> int:
        """Return the show's clock."""
        return self._clock.now_ms()


async def keep_desk(cast_: Cast, host: Host) -> None:
    """Be a console on `host`. Raises `LogError` when its log cannot be followed any more."""
    ports = await cast_.ports(host)
    follower = Follower(ports.log)
    watch = cast("Watch", _Followed(follower, ports.clock))
    keys = TillKeys([night.TICKETS], night.SECRETS.pseudonyms)
    till = Till(ports.orders, ports.ledger, watch, keys, demo=False)
    feed = Feed(ports.orders, till.windows)
    platform = Platform(till, feed, ports.platform, PlatformSecrets({}, ""))
    known = OfficeKeys([night.TICKETS], night.SECRETS.pseudonyms, night.pins().receipts)
    desk = Desk(
        follower, till, feed, platform, Office(ports.guarantees, watch, known, ports.orders)
    )
    cast_.sim.calls.offer(SERVICE, desk.serve)
    while True:
        try:
            await follower.wait(_FOLLOWS_MS)
        except StoreDown:
            await asyncio.sleep(_AGAIN_S)
