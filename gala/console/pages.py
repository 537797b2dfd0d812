"""The built pages, and the headers that every answer carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from gala.console.arrival import edge_of

if TYPE_CHECKING:
    from gala.console.server import Console

FOLDER = Path(__file__).parent / "pages"

_UNBUILT = "The pages are not built. Run: make setup\n"


def routes() -> list[web.RouteDef]:
    """Return the routes of the pages and what they load."""
    return [
        web.get("/", _page("index.html")),
        web.get("/console", _page("console.html")),
        web.get("/stage", _page("stage.html")),
        web.get("/prompter", _page("prompter.html")),
        web.get("/verify", _page("verify.html")),
        web.get("/assets/{name}", _asset),
        web.get("/favicon.ico", _nothing),
    ]


def secured(console: Console) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Return what adds the security headers to every answer before it is sent."""

    async def add(request: web.Request, response: web.StreamResponse) -> None:
        settings = console.settings
        edge = edge_of(request, settings.edge_url, settings.edge_port)
        response.headers.update(_headers(request, edge))

    return add


def _headers(request: web.Request, edge: str) -> dict[str, str]:
    # `'self'` covers the console's own WebSocket only in newer browsers, so it is spelled out.
    sockets = f"ws://{request.host} wss://{request.host} {'/'.join(edge.split('/')[:3])}"
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _page(name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def page(request: web.Request) -> web.StreamResponse:
        file = FOLDER / name
        if not file.exists():
            return web.Response(status=503, text=_UNBUILT)
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})

    return page


async def _asset(request: web.Request) -> web.StreamResponse:
    file = FOLDER / "assets" / request.match_info["name"]
    if file.parent != FOLDER / "assets" or not file.is_file():
        raise web.HTTPNotFound(text="no such file\n")
    return web.FileResponse(file, headers={"Cache-Control": "public, max-age=31536000, immutable"})


async def _nothing(request: web.Request) -> web.StreamResponse:
    return web.Response(status=204)
