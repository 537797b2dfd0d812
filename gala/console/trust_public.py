"""What anyone may read of guarantees: the chained journal, and the line that holds the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from gala.console.office import Office
from gala.console.trust_words import refused
from gala.core.tables import Phase
from gala.ports import StoreError

if TYPE_CHECKING:
    from gala.console.server import Console

_FRESH = {"Cache-Control": "no-cache"}


def routes(console: Console, office: Office) -> list[web.RouteDef]:
    """Return the routes for everybody."""

    async def journal(request: web.Request) -> web.StreamResponse:
        try:
            await office.catch_up()
        except StoreError:
            return refused("store")
        body = b"".join(line + b"\n" for line in office.lines)
        return web.Response(body=body, content_type="application/jsonl", headers=_FRESH)

    async def night(request: web.Request) -> web.StreamResponse:
        # Before the end it would tell what is to come.
        if not console.watch.started or console.watch.show.phase is not Phase.OVER:
            return web.json_response({"error": "none"}, status=404)
        body = console.watch.first_line + b"\n"
        return web.Response(body=body, content_type="application/json", headers=_FRESH)

    return [
        web.get("/proof/guarantees.jsonl", journal),
        web.get("/proof/night.json", night),
    ]
