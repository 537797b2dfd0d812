"""The smallest real code that lives on a network: a server that echoes, and who talks to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from gala.sim.hosts import Host
from gala.sim.simulation import Simulation

PORT = 80


class Echo(asyncio.Protocol):
    """Sends back what comes, and notes what befell it."""

    def __init__(self, seen: list[object]) -> None:
        self.seen = seen
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.seen.append("made")

    def data_received(self, data: bytes) -> None:
        self.seen.append(data)
        self.transport.write(data)

    def eof_received(self) -> None:
        self.seen.append("eof")

    def pause_writing(self) -> None:
        self.seen.append("pause")

    def resume_writing(self) -> None:
        self.seen.append("resume")

    def connection_lost(self, exc: Exception | None) -> None:
        self.seen.append(type(exc).__name__ if exc else "lost")


class Talker(Echo):
    """The other end: only notes. `came` is set whenever something has come."""

    def __init__(self, seen: list[object]) -> None:
        super().__init__(seen)
        self.came = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        self.seen.append(data)
        self.came.set()

    @property
    def heard(self) -> bytes:
        """All bytes that came."""
        return b"".join(one for one in self.seen if isinstance(one, bytes))


class Pair:
    """`server` echoes on port 80; `client` is there."""

    def __init__(self, seed: int) -> None:
        self.sim = Simulation(seed)
        self.server = self.sim.host("server")
        self.client = self.sim.host("client")
        self.served: list[object] = []
        self.faults = self.sim.faults

    async def serve(self) -> None:
        """Listen."""

        async def listen() -> None:
            loop = asyncio.get_running_loop()
            await loop.create_server(lambda: Echo(self.served), "server", PORT)

        await self.server.run(listen())

    async def talk(self, host: Host | None = None) -> Talker:
        """Connect; return the client's protocol."""

        async def connect() -> Talker:
            loop = asyncio.get_running_loop()
            _, talker = await loop.create_connection(lambda: Talker([]), "server", PORT)
            return talker

        return await (host or self.client).run(connect())


@contextmanager
def pair(seed: int = 1) -> Iterator[Pair]:
    """Two hosts in a simulation, with no fault yet."""
    pair = Pair(seed)
    with pair.sim:
        yield pair
