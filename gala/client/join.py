"""Getting a ticket from the demonstration's console (docs/protocol.md section 1)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import JoinRefused

if TYPE_CHECKING:
    import ssl

    from aiohttp import ClientSession

TIMEOUT_S = 10


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who we are, on which outlet, and where the edge is. Keep it: it is the viewer's identity."""

    viewer: str
    outlet: str
    ticket: str
    edge: str
    expires_at_ms: int


async def join(
    console_url: str,
    outlet: str | None = None,
    *,
    http: ClientSession | None = None,
    tls: ssl.SSLContext | None = None,
) -> Ticket:
    """Join a demonstration as somebody new; without `outlet` on the first of the sheet.

    `http` is for those who join many; without it `tls` says whom to believe, as for `connect`.
    Raises `JoinRefused` when there is no ticket to be had.
    """
    # Here, because importing it takes as long as all the rest of the client ten times over.
    from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

    if http is None:
        timeout, connector = ClientTimeout(total=TIMEOUT_S), TCPConnector(ssl=tls or True)
        async with ClientSession(timeout=timeout, connector=connector) as own:
            return await join(console_url, outlet, http=own)
    url = f"{console_url.rstrip('/')}/api/join"
    try:
        async with http.post(url, json={} if outlet is None else {"outlet": outlet}) as answer:
            status, text = answer.status, await answer.text()
    except (ClientError, TimeoutError, UnicodeDecodeError) as error:
        raise JoinRefused(f"{url}: {str(error) or type(error).__name__}") from error
    if status != 200:
        raise JoinRefused(f"{url}: {status} {text[:200]}")
    return _read(url, text)


def _read(url: str, text: str) -> Ticket:
    try:
        body = json.loads(text)
    except ValueError as error:
        raise JoinRefused(f"{url}: not JSON") from error
    match body:
        case {
            "viewer": str(viewer),
            "outlet": str(outlet),
            "ticket": str(ticket),
            "edge": str(edge),
            "expires_at_ms": int(expires_at_ms),
        }:
            return Ticket(viewer, outlet, ticket, edge, expires_at_ms)
    raise JoinRefused(f"{url}: not a ticket as the protocol has it")
