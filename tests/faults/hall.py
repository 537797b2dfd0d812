"""A night by processes with an audience, and a line between its edges and the store.

conductor, console ──────────────> store (a server)
2 edge processes ──> line ───────> store          viewers ──> edges, one address
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gala.client import (
    Cue,
    Disconnected,
    Event,
    GapFound,
    Presented,
    Resumed,
    Snapshot,
    Stale,
    Viewer,
    connect,
)
from gala.crowd.witness import Witness
from gala.store.show import Store
from gala.wire.board import Board
from tests.cli.processes import Gala, sheet_file, started
from tests.cli.test_roles import joined
from tests.conductor.nights import accepted, read
from tests.durability.servers import Cable, Server
from tests.plugins.waiting import until

SHOW = "faults"
GO_GAP_S = 0.6
"""The conductor wants half a second between two."""
STOCK = 5
SHEET = f"""
  - {{id: talk, kind: host, title: Talk, length: 300s}}
  - {{id: sale, kind: seckill, title: Sale, length: 200s, goods: pen, price_fen: 1,
     opens: 200ms, open_for: 180s, stock: {{app: {STOCK}}}}}
"""


@dataclass
class Guest:
    """One viewer, what it witnessed, and when its line broke and was whole again."""

    viewer: Viewer = field(init=False)
    witness: Witness = field(default_factory=lambda: Witness("guest"))
    broke_s: list[float] = field(default_factory=list)
    back_s: list[float] = field(default_factory=list)
    stale_s: list[float] = field(default_factory=list)

    def heard(self, event: Event | Presented) -> None:
        """Witness it."""
        match event:
            case Cue():
                self.witness.cue(event)
            case Snapshot() | Resumed():
                if isinstance(event, Snapshot):
                    self.witness.snapshot(event)
                else:
                    self.witness.resumed(event)
                if len(self.back_s) < len(self.broke_s):
                    self.back_s.append(time.monotonic())
            case GapFound():
                self.witness.refused(event.cue, event.expected_seq)
            case Disconnected():
                self.broke_s.append(time.monotonic())
            case Stale():
                self.stale_s.append(time.monotonic())

    @property
    def board(self) -> Board:
        """What it knows of the main stage."""
        return self.viewer.board


class Line(Cable):
    """Carries between edges and store. `hush` silences subscriptions and nothing else."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._hushed: set[asyncio.StreamReader] = set()
        self._listening: list[asyncio.StreamReader] = []

    def hush(self) -> int:
        """Let the subscriptions that stand hang for ever; return how many they are."""
        self._hushed.update(self._listening)
        return len(self._listening)

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            far, there = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            back.close()
            return
        for reader, writer, other in ((near, there, far), (far, back, None)):
            task = asyncio.create_task(self._one_way(reader, writer, other))
            self._tasks.add(task)

    async def _one_way(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        answers: asyncio.StreamReader | None,
    ) -> None:
        with contextlib.suppress(OSError), contextlib.closing(writer):
            while data := await reader.read(65_536):
                if answers is not None and b"SUBSCRIBE" in data.upper():
                    self._listening.append(answers)
                if reader in self._hushed:
                    await asyncio.Event().wait()
                await self._open.wait()
                writer.write(data)
                await writer.drain()


@dataclass
class Hall:
    """The night: its processes, its store, its audience."""

    server: Server
    line: Line
    store: Store
    edge: Gala
    url: str
    page: str
    guests: list[Guest] = field(default_factory=list)
    _names: Any = field(default_factory=itertools.count)

    async def go(self, segment: str) -> None:
        """Take the next segment, and return when it is on air."""

        async def on_air() -> bool:
            show = (await read(self.store))[0].show
            return show.on_air is not None and show.on_air.segment == segment

        await asyncio.sleep(GO_GAP_S)
        await accepted(self.store, "go")
        await until(on_air)

    async def cue(self) -> int:
        """Have the director do something that everybody is told of; return the newest seq."""
        await accepted(self.store, "hold" if next(self._names) % 2 == 0 else "resume")
        return await self.seq()

    async def seq(self) -> int:
        """Return the seq of the newest cue of the main stage."""
        newest, cursor = 0, "0"
        while True:
            cursor, records = await self.store.cues.wait(cursor, 1)
            if not records:
                return newest
            newest = max([newest, *(one.seq for one in records if one.channel == "main")])

    async def all_have(self, seq: int, within_s: float = 20.0) -> None:
        """Return when everybody was sent or shown everything up to `seq`."""
        await until(
            lambda: all((guest.witness.last_seq("main") or 0) >= seq for guest in self.guests),
            within_s,
        )

    def missed(self) -> list[str]:
        """Return what anybody saw that should not have been, as text."""
        return [problem for guest in self.guests for problem in guest.witness.problems]

    async def come(self, stack: contextlib.AsyncExitStack, count: int) -> list[Guest]:
        """Have so many more viewers come."""

        async def one() -> Guest:
            guest, ticket = Guest(), await joined(self.page)
            guest.viewer = await stack.enter_async_context(
                connect(self.url, ticket.ticket, listener=guest.heard, open_timeout_ms=60_000)
            )
            return guest

        new = [await one() for _ in range(count)]
        self.guests += new
        return new


@contextlib.asynccontextmanager
async def opened(folder: Path, guests: int) -> AsyncIterator[Hall]:
    """Run the night with so many viewers, its first segment on air."""
    async with contextlib.AsyncExitStack() as stack:
        server = Server(folder / "store")
        stack.push_async_callback(server.stop)
        await server.ready()
        line = Line(server.port)
        port = await line.lay()
        stack.push_async_callback(line.remove)
        ours = ("--show", SHOW, "--port", 0)
        edge = await stack.enter_async_context(
            started(
                *(folder, "edge", "--redis", f"redis://127.0.0.1:{port}", *ours),
                *("--workers", 2, "--drain", 0),
            )
        )
        console = await stack.enter_async_context(
            started(folder, "console", "--redis", server.url, *ours, "--demo-join")
        )
        conductor = await stack.enter_async_context(
            started(
                *(folder, "conductor", sheet_file(folder, SHEET), "--redis", server.url),
                *("--show", SHOW, "--manual"),
            )
        )
        await conductor.said("ready")
        store = await stack.enter_async_context(await Store.open(server.url, SHOW))
        url = (await edge.said(r"edge: (ws://127\.0\.0\.1:\d+/live)"))[1]
        page = (await console.said(r"console: (http\S+)/"))[1]
        hall = Hall(server, line, store, edge, url, page)
        await hall.go("talk")
        await hall.come(stack, guests)
        await hall.all_have(await hall.seq())
        yield hall
