"""A running edge with its ports, and viewers who come to it over real sockets."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol

from gala.core.plan import Plan
from gala.edge import Edge, EdgePorts, Limits
from gala.edge.hall import Hall
from gala.edge.sweep import FanOut
from gala.proof.viewer_list import ViewerList
from gala.wire import messages
from gala.wire.tickets import TicketKey, TicketVerifier, issue
from tests.certificates import client_side, server_side
from tests.keys import EDGE_KEYS

from .facts import Viewers
from .fakes import SHOW, Clock, Counters, Cues, Ledger, plan

KEY = TicketKey("k1", b"a ticket key of thirty-two bytes")
ORIGIN = "https://gala.example"


class Guest:
    """A viewer by the `websockets` library."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def next(self, *names: str) -> list[Any]:
        """The next message of one of these names (any, without); ticks are passed over."""
        while True:
            data = await asyncio.wait_for(self.connection.recv(), 5)
            assert isinstance(data, bytes)
            message: list[Any] = messages.unpack(data)
            if message[0] in names or (not names and message[0] != "tick"):
                return message

    async def send(self, message: bytes) -> None:
        """Send a packed message."""
        await self.connection.send(message)

    async def closed(self) -> tuple[int, str]:
        """Read to the end; the close code and reason."""
        with contextlib.suppress(websockets.ConnectionClosed):
            async with asyncio.timeout(10):
                while True:
                    await self.connection.recv()
        assert self.connection.close_code is not None
        return self.connection.close_code, self.connection.close_reason or ""


@dataclass
class House:
    """An edge and what it stands on."""

    plan: Plan = field(default_factory=plan)
    limits: Limits = field(default_factory=lambda: Limits(linger_s=1.0))
    clock: Clock = field(default_factory=Clock)
    cues: Cues = field(default_factory=Cues)
    ledger: Ledger = field(default_factory=Ledger)
    counters: Counters = field(default_factory=Counters)
    viewers: Viewers = field(default_factory=Viewers)
    lists: Mapping[str, ViewerList] = field(default_factory=dict)
    tls: bool = False
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ports = EdgePorts(self.clock, self.cues, self.ledger, self.counters, self.viewers)
        outlets = [outlet.id for outlet in self.plan.outlets]
        verifier = TicketVerifier(SHOW, outlets, [KEY])
        self.edge = Edge(
            *("e1", self.plan, ports, verifier, EDGE_KEYS),
            lists=self.lists,
            origins=[ORIGIN],
            limits=self.limits,
            tls=server_side() if self.tls else None,
            **self.options,
        )

    @property
    def hall(self) -> Hall:
        """What the edge's viewers share."""
        return self.edge._hall

    @property
    def fan_out(self) -> FanOut:
        """What writes to them."""
        return self.edge._fan_out

    def ticket(self, viewer: str = "v-1", outlet: str = "app", lasts_ms: int = 60_000) -> str:
        """A good ticket."""
        now_ms = self.clock.now_ms()
        return issue(KEY, SHOW, viewer, outlet, now_ms, now_ms + lasts_ms)

    def request(self, query: str = "", ticket: str | None = None, **headers: str) -> bytes:
        """The bytes of an opening request."""
        lines = {
            "Host": "edge",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Protocol": f"gala.v1, ticket.{ticket or self.ticket()}",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        return f"GET /live{query} HTTP/1.1\r\n{head}\r\n".encode()

    @asynccontextmanager
    async def guest(
        self, query: str = "", viewer: str = "v-1", outlet: str = "app", ticket: str | None = None
    ) -> AsyncIterator[Guest]:
        """A viewer who has come in."""
        ticket = ticket or self.ticket(viewer, outlet)
        async with websockets.connect(
            f"ws{'s' * self.tls}://127.0.0.1:{self.edge.port}/live{query}",
            ssl=client_side() if self.tls else None,
            subprotocols=[Subprotocol("gala.v1"), Subprotocol(f"ticket.{ticket}")],
            compression=None,
            proxy=None,
            ping_interval=None,
        ) as connection:
            yield Guest(connection)

    @asynccontextmanager
    async def wire(
        self, opening: bytes | None = None, receive_bytes: int = 0
    ) -> AsyncIterator[Wire]:
        """A bare socket to the edge, past the handshake unless `opening` is another request."""
        sock = socket.socket()
        if receive_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", self.edge.port))
        wire = Wire(sock)
        try:
            if opening is None:
                await wire.send(self.request())
                assert (await wire.head()).startswith(b"HTTP/1.1 101 ")
            elif opening:
                await wire.send(opening)
            yield wire
        finally:
            sock.close()


class Wire:
    """A viewer by hand: reads when told to."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.data = b""
        self.ended = False

    async def send(self, data: bytes) -> None:
        """Send bytes."""
        await asyncio.get_running_loop().sock_sendall(self.sock, data)

    async def frame(self, payload: bytes, opcode: int = Opcode.BINARY, fin: bool = True) -> None:
        """Send a masked frame."""
        await self.send(Frame(Opcode(opcode), payload, fin).serialize(mask=True))

    async def more(self) -> bool:
        """Read once; False at the end."""
        loop = asyncio.get_running_loop()
        try:
            data = await asyncio.wait_for(loop.sock_recv(self.sock, 65536), 5)
        except ConnectionResetError:
            data = b""
        self.data += data
        self.ended = not data
        return bool(data)

    async def head(self) -> bytes:
        """The head of the HTTP response."""
        while b"\r\n\r\n" not in self.data:
            assert await self.more(), self.data
        head, _, self.data = self.data.partition(b"\r\n\r\n")
        return head

    async def next(self) -> tuple[int, bytes]:
        """The next frame: opcode, payload."""
        while True:
            if len(self.data) >= 2:
                size, start = self.data[1] & 127, 2
                if size == 126:
                    size, start = int.from_bytes(self.data[2:4], "big"), 4
                elif size == 127:
                    size, start = int.from_bytes(self.data[2:10], "big"), 10
                if len(self.data) >= start + size:
                    opcode, payload = self.data[0] & 15, self.data[start : start + size]
                    self.data = self.data[start + size :]
                    return opcode, payload
            assert await self.more(), "the connection ended"

    async def message(self, *names: str) -> list[Any]:
        """The next message of one of these names (any but ticks, without)."""
        while True:
            opcode, payload = await self.next()
            assert opcode == Opcode.BINARY, (opcode, payload)
            message: list[Any] = messages.unpack(payload)
            if message[0] in names or (not names and message[0] != "tick"):
                return message

    async def closed(self) -> tuple[int, str]:
        """Read to the close frame; its code and reason."""
        while True:
            opcode, payload = await self.next()
            if opcode == Opcode.CLOSE:
                return int.from_bytes(payload[:2], "big"), payload[2:].decode()


@asynccontextmanager
async def running(**parts: Any) -> AsyncIterator[House]:
    """A house with its edge started."""
    house = House(**parts)
    await house.edge.start()
    try:
        yield house
    finally:
        await house.edge.stop()


async def until(true: Callable[[], object], within_s: float = 5.0) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110 - a condition on other code's state
            await asyncio.sleep(0.005)
