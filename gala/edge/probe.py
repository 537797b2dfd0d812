"""The edge's own viewer: over a real socket, with a real ticket, it sees whether viewers see.

It comes in by the port that all come in by, through TLS where there is TLS, and gets what the
fan-out writes to it like to anybody. So *ready* is a statement about delivery, not about a process
that runs. It is counted nowhere: not among viewers, nor in watch time, and it may ask for nothing.
Its tickets are signed with a key that lives and dies with this process.
"""

from __future__ import annotations

import asyncio
import logging
import math
import ssl

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from gala.wire import messages
from gala.wire.codec import SERVER_BYTES_MAX, WireError
from gala.wire.tickets import TicketKey, TicketVerifier, issue

from .hall import Hall

log = logging.getLogger(__name__)

# websockets writes whole requests to its log at DEBUG, and a request holds the ticket.
_quiet = logging.getLogger("gala.edge.probe.socket")
_quiet.setLevel(logging.WARNING)

SEEN_S = 3.0
"""Ticks come at least every 2 s: after this long without one, viewers get none either."""

_TICKET_MS = 3_600_000
_AGAIN_S = 0.5
_TRIES = 64
"""Openings in a row, where other processes listen on the same port and the kernel chooses."""


class Probe:
    """Follows the show at `url`; `shared`: other processes may take its connection."""

    def __init__(self, hall: Hall, url: str, *, secure: bool, shared: bool = False) -> None:
        self._hall = hall
        self._url = url
        self._key = TicketKey.new()
        self._outlet = hall.plan.outlets[0].id
        self._tries = _TRIES if shared else 1
        self._tls = _anybody() if secure else None
        self._heard_s = -math.inf
        self._seq = self._due_seq = 0
        self._missed = False
        self._failure = "starting"
        hall.door.probe = TicketVerifier(hall.plan.show, [self._outlet], [self._key])

    def problem(self) -> str | None:
        """Return in one word why viewers would not get the show here now; None when they do."""
        hall = self._hall
        if hall.stale_since_ms is not None:
            return "stale"
        if hall.loop.time() - self._heard_s > SEEN_S:
            return self._failure
        return "missed" if self._missed else None

    async def run(self) -> None:
        """Follow, for ever: whatever ends a connection, another one begins."""
        while True:
            try:
                await self._come_in()
            except Exception:
                log.exception("the probe")
            await asyncio.sleep(_AGAIN_S)

    async def _come_in(self) -> None:
        for _ in range(self._tries):
            try:
                await self._follow()
            except InvalidStatus as refused:
                # Another process' edge does not know our key.
                self._failure = "refused"
                if refused.response.status_code != 401:
                    return
            except AssertionError:  # the library's: a full house refuses before it is asked
                self._failure = "refused"
                return
            except (OSError, TimeoutError, InvalidHandshake):
                self._failure = "unreachable"
                return
            else:
                return

    async def _follow(self) -> None:
        hall, now_ms = self._hall, self._hall.clock.now_ms()
        ticket = issue(
            *(self._key, hall.plan.show, "probe", self._outlet, now_ms, now_ms + _TICKET_MS)
        )
        async with connect(
            self._url,
            ssl=self._tls,
            logger=_quiet,
            subprotocols=[Subprotocol(messages.PROTOCOL), Subprotocol(f"ticket.{ticket}")],
            compression=None,
            proxy=None,
            ping_interval=None,
            open_timeout=SEEN_S,
            close_timeout=SEEN_S,
            max_size=SERVER_BYTES_MAX,
        ) as connection:
            self._failure = "silent"
            self._missed = False
            try:
                while not self._missed:
                    async with asyncio.timeout(SEEN_S):
                        self._take(await connection.recv())
            except (ConnectionClosed, TimeoutError):
                return
            except WireError as error:
                log.error("the probe was sent what is no message: %s", error)

    def _take(self, frame: str | bytes) -> None:
        match messages.unpack(frame if isinstance(frame, bytes) else frame.encode()):
            case ["snapshot" | "resumed" | "cue", "main", _, int(seq), *_]:
                self._seq = seq
            case ["tick", *_]:
                # What was in the history at the tick before has been written before this one.
                self._missed = self._seq < self._due_seq
                self._due_seq = self._hall.main.ring.seq
        self._heard_s = self._hall.loop.time()


def _anybody() -> ssl.SSLContext:
    """Return what takes any certificate: the public name on ours is not that of this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
