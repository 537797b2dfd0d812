"""The platform's API (docs/platform-api.md): payments in, orders and events out.

Whoever has one of the platform's keys may use it; there are no cookies, so no page can. What
changes something has an `Idempotency-Key`: the same request under the same key gets the same bytes
for 24 hours, however often and at whichever console it is asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from gala.console.arrival import address
from gala.console.orders.cursor import read_cursor, written
from gala.console.orders.feed import PAGE_MAX, Feed
from gala.console.orders.fields import order_fields
from gala.console.orders.secrets import PlatformSecrets
from gala.console.orders.till import Refusal, Till
from gala.console.orders.words import TEXTS, body_of, refused
from gala.console.rate import Rate
from gala.core.orders.book import Order
from gala.core.orders.names import is_reference
from gala.core.orders.rules import member
from gala.core.orders.tables import Op, OrderState
from gala.ports import StoreError
from gala.store.platform import OtherRequest, StorePlatform

ASKS, STRANGERS = (1_000, 60_000), (20, 60)
"""At once, and a minute: of one key; of one address without a valid key."""

WAIT_S_MAX = 30
VIEWER_CHARS_MAX = 64
ORDERS_MAX = 200

_Answer = Callable[[str, web.Request], Awaitable[dict[str, Any]]]
_Change = Callable[[str, str, dict[str, Any]], Awaitable[Order]]
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Platform:
    """The routes of `/platform/v1`."""

    def __init__(
        self, till: Till, feed: Feed, memory: StorePlatform, secrets: PlatformSecrets
    ) -> None:
        self._till = till
        self._feed = feed
        self._memory = memory
        self._secrets = secrets
        self._asks, self._strangers = Rate(*ASKS), Rate(*STRANGERS)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        at = "/platform/v1"
        return [
            web.get(f"{at}/windows", self._read(self._windows)),
            web.get(f"{at}/orders", self._read(self._orders)),
            web.get(f"{at}/orders/{{order}}", self._read(self._order)),
            web.post(f"{at}/orders/{{order}}/pay", self._changing(self._pay)),
            web.post(f"{at}/orders/{{order}}/release", self._changing(self._release)),
            web.post(f"{at}/orders/{{order}}/refund-done", self._changing(self._refund_done)),
            web.get(f"{at}/events", self._read(self._events)),
        ]

    def _read(self, answer: _Answer) -> _Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            key = self._key(request)
            if isinstance(key, web.Response):
                return key
            try:
                return web.json_response(await answer(key, request), headers=_FRESH)
            except Refusal as error:
                return refused(error.code)
            except StoreError:
                return refused("store")

        return handle

    def _changing(self, change: _Change) -> _Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            key = self._key(request)
            if isinstance(key, web.Response):
                return key
            name = request.headers.get("Idempotency-Key", "")
            if not is_reference(name):
                return refused("idempotency_key")
            try:
                body = await request.read()
            except web.HTTPRequestEntityTooLarge:
                return refused("too_large")
            try:
                return await self._once(key, name, request.match_info["order"], body, change)
            except OtherRequest:
                return refused("idempotency_key_reused")
            except StoreError:
                return refused("store")

        return handle

    def _key(self, request: web.Request) -> str | web.Response:
        """Return the id of the key that asks, or why it may not."""
        now_ms = self._till.now_ms() if self._till.started else 0
        key = self._secrets.known(request.headers.get("Authorization"))
        if key is None:
            if not self._strangers.allows(address(request), now_ms):
                return refused("rate", _LATER)
            return refused("key", {"WWW-Authenticate": "Bearer"})
        if not self._asks.allows(key, now_ms):
            return refused("rate", _LATER)
        if not self._till.started:
            return refused("no_show", _LATER)
        return key

    async def _once(
        self, key: str, name: str, order: str, body: bytes, change: _Change
    ) -> web.Response:
        """Answer a request, or as it was answered before. Raises `OtherRequest`, `StoreError`."""
        what = f"{change.__name__}\n{order}\n".encode()
        digest = hashlib.sha256(what + body).hexdigest()
        place = hashlib.sha256(f"{key}\n{name}".encode()).hexdigest()
        kept = await self._memory.begun(place, digest)
        if kept is None:
            status, told = await self._changed(key, order, body, change)
            text = json.dumps({"status": status, "body": told}, ensure_ascii=False)
            if status in _PASSING:
                return _replied(text.encode())
            kept = await self._memory.keep(place, digest, text.encode())
        return _replied(kept)

    async def _changed(
        self, key: str, order: str, body: bytes, change: _Change
    ) -> tuple[int, dict[str, Any]]:
        try:
            fields = json.loads(body) if body else {}
            if not isinstance(fields, dict):
                raise Refusal("malformed")
            changed = await change(key, order, fields)
        except Refusal as error:
            return TEXTS[error.code][0], body_of(error.code)
        except (ValueError, RecursionError):
            return 400, body_of("malformed")
        return 200, order_fields(order.partition(".")[0], changed)

    async def _pay(self, key: str, order: str, fields: dict[str, Any]) -> Order:
        match fields:
            case {"viewer": str(viewer), "amount_fen": fen, "payment": str(payment)} if (
                type(fen) is int and 0 <= fen < 2**53 and is_reference(payment)
                and 0 < len(viewer) <= VIEWER_CHARS_MAX
            ):  # fmt: skip
                return await self._till.pay(order, key, viewer, fen, payment)
        raise Refusal("malformed")

    async def _release(self, key: str, order: str, fields: dict[str, Any]) -> Order:
        return await self._till.withdraw(order, key)

    async def _refund_done(self, key: str, order: str, fields: dict[str, Any]) -> Order:
        match fields:
            case {"refund": str(refund)} if is_reference(refund):
                return await self._till.refund_done(order, key, refund)
        raise Refusal("malformed")

    async def _order(self, key: str, request: web.Request) -> dict[str, Any]:
        window, order = await self._till.order(request.match_info["order"])
        return order_fields(window.id, order)

    async def _orders(self, key: str, request: web.Request) -> dict[str, Any]:
        query = request.query
        if viewer := query.get("viewer"):
            if len(viewer) > VIEWER_CHARS_MAX:
                raise Refusal("malformed")
            return {"orders": await self._viewers(self._till.pseudonym(viewer))}
        window = self._till.window(query.get("window", ""))
        count = _number(query.get("count"), 100, ORDERS_MAX)
        state = query.get("state")
        if state is not None and state not in tuple(OrderState):
            raise Refusal("malformed")
        cursor = read_cursor(query.get("after", ""))
        if cursor is None or not cursor.keys() <= {window.id}:
            raise Refusal("cursor")
        place = cursor.get(window.id, "0")
        await self._till.orders.catch_up(window)
        page = await self._till.orders.journal(window, place, count)
        names = [member(entry.key) for _, entry in page if entry.op is Op.HELD]
        found = await self._till.orders.orders(window, names)
        return {
            "orders": [order_fields(window.id, one) for one in found if state in (None, one.state)],
            "after": written({window.id: page[-1][0]}) if page else query.get("after", ""),
            "more": len(page) == count,
        }

    async def _viewers(self, viewer: str) -> list[dict[str, Any]]:
        found = []
        for window in self._till.windows():
            await self._till.orders.catch_up(window)
            orders, _ = await self._till.orders.of(window, viewer)
            found += [order_fields(window.id, order) for order in orders]
        return found

    async def _windows(self, key: str, request: web.Request) -> dict[str, Any]:
        windows = []
        for window in self._till.windows():
            counts = await self._till.orders.counts(window)
            windows.append(
                {
                    "window": window.id,
                    "price_fen": window.price_fen,
                    "pay_within_ms": window.pay_within_ms,
                    "outlets": [
                        {
                            "outlet": outlet,
                            "stock": stock,
                            **{op: counts.get((outlet, op), 0) for op in map(str, Op)},
                        }
                        for outlet, stock in self._till.stock(window).items()
                    ],
                }
            )
        return {"now_ms": self._till.now_ms(), "windows": windows}

    async def _events(self, key: str, request: web.Request) -> dict[str, Any]:
        query = request.query
        cursor = read_cursor(query.get("after", ""))
        if cursor is None:
            raise Refusal("cursor")
        count = _number(query.get("count"), 100, PAGE_MAX)
        wait_s = _number(query.get("wait_s"), 0, WAIT_S_MAX, least=0)
        page = await self._feed.wait(cursor, count, wait_s * 1_000)
        return {"events": page.events, "after": written(page.after)}


_FRESH = {"Cache-Control": "no-store"}
_LATER = {"Retry-After": "1"}
_PASSING = frozenset({503})


def _replied(kept: bytes) -> web.Response:
    stored = json.loads(kept)
    text = json.dumps(stored["body"], ensure_ascii=False)
    return web.Response(
        status=stored["status"], text=text, content_type="application/json", headers=_FRESH
    )


def _number(text: str | None, usual: int, most: int, least: int = 1) -> int:
    if text is None:
        return usual
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
        raise Refusal("malformed")
    return int(text)
