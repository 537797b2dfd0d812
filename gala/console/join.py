"""Tickets for whoever asks: demonstrations only. A platform signs its own."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from gala.console.arrival import edge_of
from gala.console.office import TIER
from gala.wire.tickets import TicketKey, issue

if TYPE_CHECKING:
    from gala.console.server import Console

TICKET_MS = 12 * 3_600_000
VIEWER_BYTES = 9


def handler(
    console: Console, key: TicketKey
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return the handler of `POST /api/join` (docs/protocol.md section 1)."""

    async def join(request: web.Request) -> web.StreamResponse:
        if not console.own_origin(request):
            return web.json_response({"error": "origin"}, status=403)
        if not console.watch.started:
            return web.json_response({"error": "no_show"}, status=503)
        plan = console.watch.show.plan
        outlets = [outlet.id for outlet in plan.outlets]
        try:
            body = await request.json() if request.can_read_body else {}
        except ValueError:
            body = None
        match body:
            case {"outlet": str(outlet)} if outlet in outlets:
                pass
            case {"outlet": _}:
                return web.json_response({"error": "outlet", "outlets": outlets}, status=400)
            case dict():
                outlet = outlets[0]
            case _:
                return web.json_response({"error": "malformed"}, status=400)
        tiers = sorted(console.settings.office.book.tiers) if console.settings.office else []
        tier = body.get("tier") if isinstance(body, dict) else None
        if tier is not None and tier not in tiers:
            return web.json_response({"error": "tier", "tiers": tiers}, status=400)
        viewer = f"v-{secrets.token_urlsafe(VIEWER_BYTES)}"
        now_ms = console.watch.now_ms()
        expires_ms = now_ms + TICKET_MS
        claims = {} if tier is None else {TIER: tier}
        ticket = issue(key, plan.show, viewer, outlet, now_ms, expires_ms, claims=claims)
        settings = console.settings
        return web.json_response(
            {
                "viewer": viewer,
                "outlet": outlet,
                "ticket": ticket,
                "edge": edge_of(request, settings.edge_url, settings.edge_port),
                "expires_at_ms": expires_ms // 1000 * 1000,
            }
        )

    return join
