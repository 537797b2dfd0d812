"""How a request came: from where, over what, and where its viewer finds the edge.

Behind a proxy the connection says nothing of the viewer; what named proxies forward does
(`gala.wire.proxies`), and what anybody else forwards is not looked at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from gala.wire.proxies import Proxies

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_ADDRESS = web.RequestKey("address", str)
_SCHEME = web.RequestKey("scheme", str)


def noting(proxies: Proxies) -> Middleware:
    """Return what notes it on each request, for the functions below."""

    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        peer, headers = request.remote or "", request.headers
        request[_ADDRESS] = proxies.address(peer, headers.getall("X-Forwarded-For", []))
        forwarded = headers.getall("X-Forwarded-Proto", [])
        request[_SCHEME] = proxies.scheme(peer, forwarded, request.scheme)
        return await handler(request)

    return note


def address(request: web.Request) -> str:
    """Return the address that a request comes from."""
    found: str = request.get(_ADDRESS, request.remote or "")
    return found


def scheme(request: web.Request) -> str:
    """Return `https` or `http`: what the browser speaks."""
    found: str = request.get(_SCHEME, request.scheme)
    return found


def edge_of(request: web.Request, edge_url: str | None, edge_port: int) -> str:
    """Return the edge's address for whoever asks.

    `edge_url` where there is one, else `edge_port` of the host that was asked; over TLS when that
    was, since a page that came over TLS may not speak without it.
    """
    if edge_url is not None:
        return edge_url
    host = request.url.host or "localhost"
    host = f"[{host}]" if ":" in host else host
    return f"{'wss' if scheme(request) == 'https' else 'ws'}://{host}:{edge_port}/live"


def checked_edge(url: str) -> str:
    """Return an edge's public address as viewers get it. Raises `ValueError` for what is none."""
    parts = urlsplit(url)
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if (
        parts.scheme not in ("ws", "wss")
        or not parts.hostname
        or not plain
        or set(" ;,") & set(url)
    ):
        raise ValueError(f"{url!r} is no edge's address: give one like wss://edge.example/live")
    parts.port  # noqa: B018 - raises ValueError when it is no port
    return url if parts.path.strip("/") else f"{url.rstrip('/')}/live"
