"""A server that does what a test's script says, connection by connection.

`scripted(first, second, …)` follows `first` on the first connection, `second` on the next; the last
one repeats. A script is a coroutine over a `Peer`, or a `Refusal`. Clock exchanges are answered by
the server itself, with `now_ms()`.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from gala.wire import messages
from gala.wire.codec import unpack

TITLE = ("开场", "Opening")
CLAIM_ID = bytes(range(16))


def now_ms() -> int:
    """The server's show clock: far from this machine's steady clock, which the client uses."""
    return 1_700_000_000_000 + time.monotonic_ns() // 1_000_000


def card(segment: str, kind: str = "host", detail: tuple[object, ...] = ()) -> list[object]:
    """A segment as cues carry it."""
    return [segment, kind, TITLE, [], list(detail)]


def cue(
    seq: int, kind: str, *body: object, at_ms: int = 0, epoch: int = 1, channel: str = "main"
) -> bytes:
    """A packed cue."""
    return messages.cue(channel, epoch, seq, at_ms, kind, body)


def snapshot(seq: int, *cues: bytes, epoch: int = 1, channel: str = "main") -> bytes:
    """A packed snapshot."""
    return messages.snapshot(channel, epoch, seq, cues)


def welcome(delay_ms: int = 0) -> bytes:
    """A packed welcome to the outlet `app`, with one room."""
    return messages.welcome("616", TITLE, "app", delay_ms, [("kitchen", ("厨房", "Kitchen"))])


class Hurry(random.Random):
    """Chance that always draws the smallest: no test waits for a backoff."""

    def randint(self, a: int, b: int) -> int:
        return a


@dataclass
class Refusal:
    """An HTTP answer in place of the upgrade."""

    status: int
    word: str
    headers: dict[str, str] = field(default_factory=dict)


class Peer:
    """One connection, as its script sees it."""

    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket
        self._said: asyncio.Queue[list[Any]] = asyncio.Queue()
        self.clock_answered = True

    async def send(self, *frames: bytes) -> None:
        for frame in frames:
            await self._socket.send(frame)

    async def begin(self, seq: int = 0, *cues: bytes, delay_ms: int = 0) -> None:
        """Welcome the viewer and give the main stage's snapshot."""
        await self.send(welcome(delay_ms), snapshot(seq, *cues))

    async def said(self, name: str) -> list[Any]:
        """Wait for the client's next message, which is to be a `name`; return the rest of it."""
        async with asyncio.timeout(5):
            message = await self._said.get()
        assert message[0] == name
        return message[1:]

    def silent(self) -> bool:
        """True when the client has said nothing that was not asked for."""
        return self._said.empty()

    async def close(self, code: int, reason: str) -> None:
        await self._socket.close(code, reason)

    def cut(self) -> None:
        self._socket.transport.abort()

    async def stay(self) -> None:
        """Stay until the client goes."""
        await self._socket.wait_closed()

    async def read(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                data = await self._socket.recv()
                assert isinstance(data, bytes)
                match unpack(data):
                    case ["clock", int(t0)]:
                        if self.clock_answered:
                            await self.send(messages.clock(t0, now_ms(), now_ms(), 0))
                    case message:
                        self._said.put_nowait(message)


Script = Callable[[Peer], Awaitable[None]] | Refusal


@dataclass
class Scripted:
    """The server while it runs: its address and what was asked of it."""

    url: str = ""
    paths: list[str] = field(default_factory=list)
    headers: list[Headers] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    @property
    def queries(self) -> list[str]:
        return [path.partition("?")[2] for path in self.paths]


@asynccontextmanager
async def scripted(*scripts: Script) -> AsyncIterator[Scripted]:
    """Serve; on leaving, raise what a script raised."""
    server = Scripted()
    current: dict[ServerConnection, Script] = {}

    def admit(socket: ServerConnection, request: Request) -> Response | None:
        script = scripts[min(len(server.paths), len(scripts) - 1)]
        server.paths.append(request.path)
        server.headers.append(request.headers)
        current[socket] = script
        if isinstance(script, Refusal):
            response = socket.respond(HTTPStatus(script.status), script.word)
            response.headers.update(script.headers)
            return response
        return None

    async def handle(socket: ServerConnection) -> None:
        script = current.pop(socket)
        assert not isinstance(script, Refusal)
        peer = Peer(socket)
        reading = asyncio.create_task(peer.read())
        try:
            await script(peer)
        except ConnectionClosed:
            pass
        except Exception as error:
            server.failures.append(error)
        finally:
            reading.cancel()

    async with serve(
        handle,
        "127.0.0.1",
        0,
        subprotocols=[Subprotocol(messages.PROTOCOL)],
        compression=None,
        process_request=admit,
        ping_interval=None,
        close_timeout=1,
    ) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        server.url = f"ws://127.0.0.1:{port}/live"
        yield server
    for failure in server.failures:
        raise failure
