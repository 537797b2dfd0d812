"""The opening handshake (RFC 6455 section 4.2): one whole request in, one whole response out.

websockets judges it, with one `ServerProtocol` for all; the ticket is checked before the upgrade.
What may be refused, and with which word, is docs/protocol.md section 2.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl

from websockets.datastructures import Headers
from websockets.exceptions import InvalidHandshake, InvalidOrigin
from websockets.server import ServerProtocol
from websockets.typing import Origin, Subprotocol

from gala.wire.codec import ID_CHARS_MAX
from gala.wire.messages import PROTOCOL
from gala.wire.proxies import Proxies
from gala.wire.tickets import Ticket, TicketRefused, TicketVerifier

from .addresses import Addresses
from .admission import Bucket
from .request import parse_request

PATH = "/live"
_TICKET = "ticket."
_POINT = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})", re.ASCII)

# RFC 6455 section 4.2.2. No Date: RFC 9110 section 6.6.1 asks for it from 2xx on.
_SWITCHING = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
)

# websockets writes whole requests to its log at DEBUG, and a request holds the ticket.
_quiet = logging.getLogger("gala.edge.handshake")
_quiet.setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Point:
    """A resume point: the last cue that a viewer has of a channel."""

    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Query:
    """What the viewer wants: its resume points, and the room it is in."""

    main: Point | None = None
    room: str | None = None
    room_point: Point | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """A viewer, and the response that opens its connection."""

    ticket: Ticket
    query: Query
    response: bytes
    probe: bool = False
    """Whether it is the edge's own, which is no viewer."""


class RefusedError(Exception):
    """No upgrade; `response` is the whole answer."""

    def __init__(self, status: int, word: str, retry_after_s: int | None = None) -> None:
        super().__init__(status, word)
        self.status = status
        self.word = word
        reply = _refuser.reject(status, word)
        if retry_after_s is not None:
            reply.headers["Retry-After"] = str(retry_after_s)
        self.response = reply.serialize()


class Door:
    """Decides who comes in."""

    def __init__(
        self,
        verifier: TicketVerifier,
        origins: Collection[str],
        bucket: Bucket,
        addresses: Addresses | None = None,
        proxies: Proxies | None = None,
        tls_bucket: Bucket | None = None,
    ) -> None:
        self._verifier = verifier
        self._addresses = Addresses(0, 0) if addresses is None else addresses
        self._proxies = proxies or Proxies()
        self._tls_bucket = tls_bucket
        self.probe: TicketVerifier | None = None
        """Knows the tickets of the edge's own viewer, of a key that nobody else has."""
        # None: a client that is no browser sends no Origin, and has no cookies to be abused.
        self._server = _protocol((None, *map(Origin, origins)))
        self._bucket = bucket

    def meets(self, peer: str, now_s: float) -> bool:
        """Whether to begin TLS with `peer`, before anything is known of it but its address."""
        assert self._tls_bucket is not None
        if self._bucket.empty(now_s) or self._tls_bucket.empty(now_s):
            return False
        if not self._proxies.trusts(peer) and not self._addresses.admits(peer, now_s):
            return False
        self._tls_bucket.take()
        return True

    def open(self, data: bytes, now_ms: int, now_s: float, peer: str = "") -> Admitted:
        """Answer the request in `data`, which ends with its headers' empty line.

        `now_ms` is show time, for the ticket; `now_s` any steady clock; `peer` is the address at
        the other end. Raises `RefusedError`.
        """
        if self._bucket.empty(now_s):
            raise RefusedError(503, "busy", self._bucket.retry_after_s())
        try:
            request = parse_request(data)
        except ValueError:  # not HTTP, a body announced, too many headers
            raise RefusedError(400, "malformed") from None
        address = self._proxies.address(peer, request.headers.get_all("X-Forwarded-For"))
        counted = self._tls_bucket is not None and address == peer  # by `meets`
        if not counted and not self._addresses.admits(address, now_s):
            raise RefusedError(503, "busy", self._addresses.retry_after_s())
        path, _, query = request.path.partition("?")
        if path != PATH:
            raise RefusedError(404, "path")
        try:
            accept, _, _ = self._server.process_request(request)
        except InvalidOrigin:
            raise RefusedError(403, "origin") from None
        except InvalidHandshake:
            raise RefusedError(400, "malformed") from None
        wanted = parse_query(query)
        try:
            ticket, probe = self._check(_ticket_of(request.headers), now_ms)
        except TicketRefused as refused:
            raise RefusedError(401, refused.word) from None
        # Only a good ticket uses up a place: forged ones must not keep viewers out.
        self._bucket.take()
        return Admitted(ticket, wanted, (_SWITCHING % accept).encode(), probe)

    def _check(self, ticket: str, now_ms: int) -> tuple[Ticket, bool]:
        """Return whose `ticket` is, and whether it is the probe's. Raises `TicketRefused`."""
        try:
            return self._verifier.verify(ticket, now_ms), False
        except TicketRefused as refused:
            if self.probe is not None:
                with contextlib.suppress(TicketRefused):
                    return self.probe.verify(ticket, now_ms), True
            raise refused


def parse_query(query: str) -> Query:
    """Parse the query of the opening request, strictly. Raises `RefusedError` (400)."""
    main: Point | None = None
    room: str | None = None
    room_point: Point | None = None
    try:
        fields = parse_qsl(
            query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=2
        )
    except ValueError:
        raise RefusedError(400, "malformed") from None
    for name, value in fields:
        kind, colon, channel = name.partition(":")
        if name == "main" and main is None:
            main = _point(value)
        elif kind == "room" and colon and room is None and 0 < len(channel) <= ID_CHARS_MAX:
            room = channel
            room_point = _point(value) if value else None
        else:
            raise RefusedError(400, "malformed")
    return Query(main, room, room_point)


def _protocol(origins: tuple[Origin | None, ...] | None = None) -> ServerProtocol:
    return ServerProtocol(origins=origins, subprotocols=[Subprotocol(PROTOCOL)], logger=_quiet)


# reject() makes a response and changes nothing.
_refuser = _protocol()


def _point(value: str) -> Point:
    found = _POINT.fullmatch(value)
    if found is None:
        raise RefusedError(400, "malformed")
    return Point(int(found[1]), int(found[2]))


def _ticket_of(headers: Headers) -> str:
    offered = ",".join(headers.get_all("Sec-WebSocket-Protocol")).split(",")
    tickets = [name.strip() for name in offered if name.strip().startswith(_TICKET)]
    if len(tickets) != 1:
        raise TicketRefused("ticket")
    return tickets[0].removeprefix(_TICKET)
