"""One connection to an edge: opening, frames both ways, silence and the end.

Everything about WebSockets that the client needs from the library stands here.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable

from websockets.asyncio.client import connect as open_socket
from websockets.asyncio.connection import broadcast
from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from gala.wire.codec import SERVER_BYTES_MAX
from gala.wire.messages import PROTOCOL

from .closing import ComeBack, after_refusal
from .errors import Ended
from .socket import Socket

# websockets writes whole requests to its log at DEBUG, and a request holds the ticket.
_quiet = logging.getLogger("gala.client.socket")
_quiet.setLevel(logging.WARNING)

OPEN_S_MAX = 10.0
CLOSE_S_MAX = 1.0
SILENCE_S_MAX = 6.0
NO_CLOSE_FRAME = 1006


class Link:
    """An open connection."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self._silence_s = SILENCE_S_MAX
        self._loop = asyncio.get_running_loop()
        self._heard_s = self._loop.time()
        self._cut = False

    def send(self, frame: bytes) -> None:
        """Send a message; on a connection that has ended it is lost, as it might be on the way."""
        # broadcast() writes at once and knows no back pressure: right for our few small messages.
        broadcast((self._socket,), frame)

    async def receive(self, take: Callable[[bytes], None]) -> tuple[int, str]:
        """Hand every message to `take` until the end; return the close code and reason.

        The code is 1006 when there was no close frame: the connection broke, was silent for too
        long, or `cut` was called. What `take` raises comes out here.
        """
        self._watch = self._loop.call_later(self._silence_s, self._listen)
        socket = self._socket

        def heard(frame: bytes) -> None:
            self._heard_s = self._loop.time()
            take(frame)

        socket.hand_to(heard)
        try:
            await socket.wait_closed()
        finally:
            socket.mute()
            self._watch.cancel()
        if socket.failure is not None:
            raise socket.failure
        closed = socket.protocol.close_rcvd
        if self._cut or closed is None:
            return NO_CLOSE_FRAME, ""
        return closed.code, closed.reason

    def _listen(self) -> None:
        # One timer a connection, set anew only when it has run out: messages do not touch it.
        left_s = self._heard_s + self._silence_s - self._loop.time()
        if left_s <= 0:
            self.cut()
        else:
            self._watch = self._loop.call_later(left_s, self._listen)

    def cut(self) -> None:
        """Break the connection at once, without a close frame."""
        self._cut = True
        self._socket.mute()
        self._socket.transport.abort()

    async def close(self) -> None:
        """Say goodbye and close, within a second."""
        await self._socket.close()


async def open_link(
    edge_url: str, query: str, ticket: str, tls: ssl.SSLContext | None = None
) -> Link | ComeBack | Ended:
    """Open a connection, or say what its failure means for the next one."""
    try:
        socket = await open_socket(
            f"{edge_url}?{query}" if query else edge_url,
            logger=_quiet,
            ssl=(tls or True) if edge_url.startswith("wss:") else None,
            subprotocols=[Subprotocol(PROTOCOL), Subprotocol(f"ticket.{ticket}")],
            compression=None,
            proxy=None,
            create_connection=Socket,
            open_timeout=OPEN_S_MAX,
            close_timeout=CLOSE_S_MAX,
            ping_interval=None,  # ticks show that the connection lives
            max_size=SERVER_BYTES_MAX,
        )
    except InvalidStatus as refused:
        response = refused.response
        word = (response.body or b"")[:64].decode("ascii", "replace").strip()
        return after_refusal(response.status_code, word, response.headers.get("Retry-After", ""))
    except AssertionError:  # the library's: a full house refuses before it is asked
        return ComeBack(None, "refused at once")
    except (OSError, TimeoutError, InvalidHandshake) as error:
        return ComeBack(None, str(error) or type(error).__name__)
    if socket.subprotocol != PROTOCOL:
        socket.transport.abort()
        return ComeBack(None, f"not a server of {PROTOCOL}")
    assert isinstance(socket, Socket)
    return Link(socket)
