"""What viewers ask about orders: how they stand, a place in the list; in a rehearsal, to pay.

A viewer shows its ticket; there is no cookie, so no other site can ask for it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from gala.console.body import BadBody, with_ticket
from gala.console.orders.fields import order_fields, waiting_fields
from gala.console.orders.till import Buyer, Refusal, Till
from gala.console.orders.words import refused
from gala.console.rate import Rate
from gala.console.texts import zh_en
from gala.core.orders.book import Order, Waiting
from gala.core.plan import WindowPlan
from gala.ports import StoreError
from gala.wire.tickets import TicketRefused

if TYPE_CHECKING:
    from gala.console.server import Console

WINDOWS_MAX = 50
"""Windows that one question may name."""

ASKS = (30, 60)
"""Of one viewer: at once, and a minute."""

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Asked = Callable[[Till, Buyer, dict[str, Any]], Awaitable[dict[str, Any]]]


def routes(console: Console, till: Till) -> list[web.RouteDef]:
    """Return the routes for viewers; paying by oneself is there in rehearsals only."""
    asks = Rate(*ASKS)
    made = [
        web.post("/api/orders/mine", _asked(console, till, _mine, asks)),
        web.post("/api/orders/join", _asked(console, till, _join, asks)),
    ]
    if till.demo:
        made.append(web.post("/api/orders/demo-pay", _asked(console, till, _pay, asks)))
    return made


def _asked(console: Console, till: Till, answer: _Asked, rate: Rate) -> _Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if not console.own_origin(request):
            return refused("origin")
        if not till.started:
            return refused("no_show")
        try:
            body = await with_ticket(request)
        except BadBody as bad:
            return refused(bad.word)
        try:
            buyer = till.buyer(body["ticket"])
            if not rate.allows(buyer.viewer, till.now_ms()):
                return refused("rate")
            return web.json_response(await answer(till, buyer, body))
        except TicketRefused as error:
            return refused(error.word)
        except Refusal as error:
            return refused(error.code)
        except StoreError:
            return refused("store")

    return handle


async def _mine(till: Till, buyer: Buyer, body: dict[str, Any]) -> dict[str, Any]:
    windows = body.get("windows")
    if not isinstance(windows, list) or len(windows) > WINDOWS_MAX:
        raise Refusal("malformed")
    named = {one for one in windows if isinstance(one, str)}
    told = {}
    for window in till.windows():
        if window.id in named:
            told[window.id] = await _standing(till, window, buyer)
    return {"now_ms": till.now_ms(), "demo": till.demo, "windows": told}


async def _join(till: Till, buyer: Buyer, body: dict[str, Any]) -> dict[str, Any]:
    window = till.window(_text(body, "window"))
    answer = await till.join(window, buyer)
    orders = [answer] if isinstance(answer, Order) else []
    waiting = answer if isinstance(answer, Waiting) else None
    return {"now_ms": till.now_ms(), "window": _told(window, orders, waiting, may_wait=False)}


async def _pay(till: Till, buyer: Buyer, body: dict[str, Any]) -> dict[str, Any]:
    order = _text(body, "order")
    paid = await till.pay_demo(order, buyer)
    window = till.window(order.partition(".")[0])
    return {"now_ms": till.now_ms(), "window": _told(window, [paid], None, may_wait=False)}


async def _standing(till: Till, window: WindowPlan, buyer: Buyer) -> dict[str, Any]:
    one = await till.standing(window, buyer)
    return _told(window, one.orders, one.waiting, may_wait=one.may_wait)


def _told(
    window: WindowPlan, orders: list[Order], waiting: Waiting | None, *, may_wait: bool
) -> dict[str, Any]:
    return {
        "title": zh_en(window.title),
        "pay_within_ms": window.pay_within_ms,
        "orders": [_mine_fields(window.id, one) for one in orders],
        "waiting": waiting and waiting_fields(waiting),
        "may_wait": may_wait,
    }


def _mine_fields(window: str, order: Order) -> dict[str, Any]:
    """Return what its viewer is told: the platform's references are the platform's."""
    told = order_fields(window, order)
    wanted = ("order", "outlet", "unit", "price_fen", "state", "until_ms", "late")
    return {name: told[name] for name in wanted}


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Refusal("malformed")
    return value
