"""Listening: what `create_server` listens on, and the server that it returns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any

from .life import Life
from .loop import SimLoop
from .sockets import Address, SimSocket
from .transport import SimTransport

if TYPE_CHECKING:
    from .network import Network


class Listener:
    """A listening socket; `send_room` is what its connections keep of bytes that are not read."""

    def __init__(self, network: Network, life: Life, address: Address, send_room: int) -> None:
        self.life = life
        self.send_room = send_room
        self.server: SimServer | None = None
        self._network = network
        self._address = address

    def getsockname(self) -> Address:
        """Return where it listens."""
        return self._address

    def close(self) -> None:
        """Listen no more."""
        self._network.unlisten(self)


class SimServer(asyncio.AbstractServer):
    """What `create_server` returns."""

    def __init__(
        self, loop: SimLoop, listener: Listener, factory: Callable[[], asyncio.BaseProtocol]
    ) -> None:
        self.context: Context = copy_context()
        self._loop = loop
        self._listener = listener
        self._factory = factory
        self._serving = self._closed = False
        self._transports: dict[SimTransport, None] = {}
        self._waiters: list[asyncio.Future[None]] = []

    @property
    def sockets(self) -> tuple[Any, ...]:
        """The listening socket, none once closed."""
        return () if self._closed else (self._listener,)

    def accept(self, sock: SimSocket) -> None:
        """Take a connection in; called in this server's context."""
        protocol = self._factory()

        def lost() -> None:
            del self._transports[transport]
            self._wake()

        transport = SimTransport(self._loop, sock, protocol, lost)
        self._transports[transport] = None
        protocol.connection_made(transport)

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """See asyncio."""
        return self._loop

    def is_serving(self) -> bool:
        """See asyncio."""
        return self._serving

    async def start_serving(self) -> None:
        """See asyncio."""
        if not self._closed:
            self._serving = True
            self._listener.server = self

    async def serve_forever(self) -> None:
        """See asyncio."""
        await self.start_serving()
        try:
            await self._loop.create_future()
        finally:
            self.close()

    def close(self) -> None:
        """See asyncio: connections stay."""
        if not self._closed:
            self._closed = True
            self._serving = False
            self._listener.close()
            self._wake()

    def close_clients(self) -> None:
        """See asyncio (3.13)."""
        for transport in list(self._transports):
            transport.close()

    def abort_clients(self) -> None:
        """See asyncio (3.13)."""
        for transport in list(self._transports):
            transport.abort()

    async def wait_closed(self) -> None:
        """Return when it is closed and every connection has ended, as from Python 3.12 on."""
        while not (self._closed and not self._transports):
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter

    def _wake(self) -> None:
        waiters, self._waiters = self._waiters, []
        _set_all(waiters)


def _set_all(waiters: Iterable[asyncio.Future[None]]) -> None:
    for waiter in waiters:
        if not waiter.done():
            waiter.set_result(None)
