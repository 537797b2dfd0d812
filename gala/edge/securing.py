"""A connection before TLS is agreed on; what follows is `Opening`'s, as without TLS."""

from __future__ import annotations

import asyncio
import ssl
from typing import cast

from .hall import Hall
from .opening import Opening


class _Early(asyncio.Protocol):
    """Keeps what comes in the same breath as the end of TLS's handshake."""

    def __init__(self) -> None:
        self.data = b""
        self.lost = False

    def data_received(self, data: bytes) -> None:
        self.data += data

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True


class Securing(asyncio.Protocol):
    """The protocol object of a connection until TLS is agreed on; then `Opening` takes over.

    It counts among the connections and has the same seconds as an opening, so who dawdles over
    TLS takes no more than who dawdles over HTTP.
    """

    __slots__ = ("_context", "_data", "_hall", "_task", "_transport", "slot")

    def __init__(self, hall: Hall, context: ssl.SSLContext) -> None:
        self._hall = hall
        self._context = context
        self._data = b""
        self.slot = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        hall = self._hall
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=0)
        hall.connections[self] = None
        hall.wheel.set(self, hall.loop.time() + hall.limits.handshake_s)
        name = self._transport.get_extra_info("peername")
        full = len(hall.connections) > hall.limits.viewers
        if full or not hall.door.meets(str(name[0]) if name else "", hall.loop.time()):
            # A word would take a whole handshake first, which is what there is no room for.
            hall.tally.refused["busy"] += 1
            self._transport.abort()
            return
        self._task = hall.loop.create_task(self._secure())

    def data_received(self, data: bytes) -> None:
        # A loop reads from the turn on in which a connection is made, and TLS begins one later.
        self._data += data

    def connection_lost(self, exc: Exception | None) -> None:
        self._gone()

    def overdue(self) -> None:
        """TLS was not agreed on in time."""
        self._transport.abort()

    def send_away(self, over: bool) -> None:
        """Drop it: the edge stops."""
        self._transport.abort()

    def abort(self) -> None:
        """Drop it at once."""
        self._transport.abort()

    def _feed(self) -> None:
        """Give TLS what has come before it began."""
        data, self._data = memoryview(self._data), b""
        taker = cast(asyncio.BufferedProtocol, self._transport.get_protocol())
        while data and hasattr(taker, "get_buffer"):  # uvloop's says so in no other way
            buffer = memoryview(taker.get_buffer(len(data)))
            size = min(len(data), len(buffer))
            buffer[:size], data = data[:size], data[size:]
            taker.buffer_updated(size)

    def _gone(self) -> None:
        self._hall.wheel.clear(self)
        self._hall.left(self)

    async def _secure(self) -> None:
        hall, early = self._hall, _Early()
        agreeing = hall.loop.create_task(
            hall.loop.start_tls(
                *(self._transport, early, self._context),
                server_side=True,
                ssl_handshake_timeout=hall.limits.handshake_s,
                ssl_shutdown_timeout=hall.limits.linger_s,
            )
        )
        # In a turn: it begins, which calls for two steps in the next turn. Third there comes ours,
        # before anything more is read.
        hall.loop.call_soon(hall.loop.call_soon, self._feed)
        try:
            transport = await agreeing
        except (OSError, asyncio.CancelledError):  # what is no TLS, hung up, or took too long
            hall.tally.refused["tls"] += 1
            self._transport.abort()
            self._gone()
            return
        assert transport is not None
        self._gone()  # first: it shall not be counted twice
        opening = Opening(hall)
        transport.set_protocol(opening)
        opening.connection_made(transport)
        if early.lost:
            opening.connection_lost(None)
        elif early.data:
            opening.data_received(early.data)
