"""The crew's panel of orders: how many stand how, and whether the platform hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from gala.console import commands
from gala.console.orders.till import Till
from gala.console.orders.webhook import Webhook
from gala.console.orders.words import refused
from gala.console.texts import zh_en
from gala.core.orders.tables import Op
from gala.ports import StoreError

if TYPE_CHECKING:
    from gala.console.server import Console


def routes(console: Console, till: Till, webhooks: Sequence[Webhook]) -> list[web.RouteDef]:
    """Return the route for who has a seat."""

    async def told(console: Console, request: web.Request, seat: str) -> web.StreamResponse:
        try:
            return web.json_response(await _panel(till, webhooks))
        except StoreError:
            return refused("store")

    return [web.get("/api/console/orders", commands.handler(console, told))]


async def _panel(till: Till, webhooks: Sequence[Webhook]) -> dict[str, object]:
    windows = []
    for window in till.windows():
        counts = await till.orders.counts(window)
        windows.append(
            {
                "window": window.id,
                "title": zh_en(window.title),
                **{
                    op: sum(count for (_, state), count in counts.items() if state == op)
                    for op in map(str, Op)
                },
            }
        )
    return {
        "now_ms": till.now_ms() if till.started else 0,
        "windows": windows,
        "webhooks": [
            {
                "host": one.state.host,
                "delivered": one.state.delivered,
                "failures": one.state.failures,
                "failing_since_ms": one.state.failing_since_ms,
                "problem": one.state.problem,
                "alarm": one.state.alarm,
            }
            for one in webhooks
        ],
    }
