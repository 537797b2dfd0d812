"""A show in miniature for crowds to watch: one edge, one window, one visit, then it is over.

Honest unless told otherwise: `faults` plants what witnesses are there to find.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from urllib.parse import parse_qsl

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from gala.client import Ticket
from gala.wire import messages
from gala.wire.requests import AskClock, EnterRoom, LeaveRoom, MakeClaim, read_request
from tests.keys import packed_receipt

TITLE = ("晚会", "Gala")
ROOM = "kitchen"
STOCK = {"app": 6, "tv": 4}
TV_DELAY_MS = 60


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def card(segment: str, kind: str = "host", *detail: object) -> tuple[object, ...]:
    return (segment, kind, TITLE, (), detail)


@dataclass
class LittleShow:
    """The edge and its store."""

    faults: frozenset[str] = frozenset()
    url: str = ""
    queries: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._viewers = count(1)
        self._log: defaultdict[str, list[bytes]] = defaultdict(list)
        self._listening: defaultdict[str, set[ServerConnection]] = defaultdict(set)
        self._opens_ms: dict[str, int] = {}
        self._closes_ms: dict[str, int] = {}
        self._left = dict(STOCK)
        self._receipts: dict[str, bytes] = {}
        self._planted: set[str] = set()
        self._over = False
        self._order = asyncio.Lock()

    async def join(self, outlet: str | None) -> Ticket:
        outlet = outlet or "app"
        viewer = f"v-{next(self._viewers)}"
        return Ticket(viewer, outlet, f"{viewer}.{outlet}", self.url, 0)

    def _plant(self, fault: str) -> bool:
        """True the first time, when the fault is wanted."""
        if fault not in self.faults or fault in self._planted:
            return False
        self._planted.add(fault)
        return True

    async def publish(self, channel: str, kind: str, *body: object, at_ms: int = 0) -> None:
        async with self._order:
            log = self._log[channel]
            log.append(messages.cue(channel, 1, len(log) + 1, at_ms, kind, body))
            if channel == "main" and len(log) == 8 and "gap" in self.faults:
                return
            for socket in tuple(self._listening[channel]):
                with suppress(ConnectionClosed):
                    await socket.send(log[-1])
                    if self._plant("duplicate"):
                        await socket.send(log[-1])

    async def chatter(self) -> None:
        """Something new every now and then, so that whoever is away misses something."""
        while True:
            await self.publish("main", "next", None)
            await asyncio.sleep(0.03)

    async def play(self) -> None:
        """Play the whole show: about two seconds."""
        chatter = asyncio.create_task(self.chatter())
        try:
            await self.programme()
        finally:
            chatter.cancel()
        async with self._order:
            self._over = True
            for socket in tuple(self._listening["main"]):
                await socket.close(1000, "over")

    async def programme(self) -> None:
        start_ms = now_ms() + 250
        await self.publish("main", "ready", card("opening"))
        await self.publish("main", "take", card("opening"), start_ms + 500, None, at_ms=start_ms)
        opens_ms = start_ms + 300
        delays = {"app": 0, "tv": TV_DELAY_MS}
        self._opens_ms = {outlet: opens_ms + delay for outlet, delay in delays.items()}
        self._closes_ms = {outlet: at + 500 for outlet, at in self._opens_ms.items()}
        rows = [
            (outlet, self._opens_ms[outlet], self._closes_ms[outlet], STOCK[outlet])
            for outlet in delays
        ]
        await self.publish("main", "window", "w", 1, "armed", rows)
        await asyncio.sleep((opens_ms - now_ms()) / 1_000)
        await self.publish("main", "window", "w", 1, "open", rows, at_ms=opens_ms)
        await asyncio.sleep((max(self._closes_ms.values()) - now_ms()) / 1_000)
        await self.publish("main", "window", "w", 1, "closed", rows)
        sold = [(*row, STOCK[row[0]] - self._left[row[0]]) for row in rows]
        await self.publish("main", "window", "w", 1, "settled", sold)
        visit = card("visit-1", "visit", ROOM, TITLE)
        visit_ms = now_ms() + 100
        await self.publish("main", "take", visit, visit_ms + 400, None, at_ms=visit_ms)
        await self.publish(f"room:{ROOM}", "visit", visit, visit_ms + 400, at_ms=visit_ms)
        await asyncio.sleep(0.5)
        await self.publish(f"room:{ROOM}", "visit_over", "visit-1")
        await asyncio.sleep(0.2)
        await self.publish("main", "over")

    def _begin(self, channel: str, point: str) -> list[bytes]:
        """What a channel begins with, given a resume point (or an empty text)."""
        log = self._log[channel]
        epoch, _, seq = point.partition(".")
        if epoch == "1":
            missed = log[int(seq) :]
            if missed and self._plant("lost on resume"):
                missed = missed[1:]
            return [messages.resumed(channel, 1, len(log)), *missed]
        return [messages.snapshot(channel, 1, len(log), log)]

    async def _enter(self, socket: ServerConnection, channel: str, point: str) -> None:
        async with self._order:
            self._listening[channel].add(socket)
            for frame in self._begin(channel, point):
                await socket.send(frame)

    async def serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        subprotocols = socket.request.headers["Sec-WebSocket-Protocol"].split(", ")
        viewer, _, outlet = subprotocols[1].removeprefix("ticket.").partition(".")
        query = socket.request.path.partition("?")[2]
        self.queries.append(query)
        channels = {"main": "", **dict(parse_qsl(query, keep_blank_values=True))}
        delay_ms = TV_DELAY_MS if outlet == "tv" else 0
        with suppress(ConnectionClosed):
            await socket.send(messages.welcome("616", TITLE, outlet, delay_ms, [(ROOM, TITLE)]))
            await socket.send(messages.you(sha256(viewer.encode()).digest()[:16]))
            for channel, point in channels.items():
                await self._enter(socket, channel, point)
            if self._over:
                await socket.close(1000, "over")
            while True:
                data = await socket.recv()
                assert isinstance(data, bytes)
                await self._request(socket, viewer, outlet, data)
        for listening in self._listening.values():
            listening.discard(socket)

    async def _request(
        self, socket: ServerConnection, viewer: str, outlet: str, data: bytes
    ) -> None:
        match read_request(data):
            case AskClock(t0):
                await socket.send(messages.clock(t0, now_ms(), now_ms(), 0))
            case EnterRoom(room):
                await self._enter(socket, f"room:{room}", "")
            case LeaveRoom():
                self._listening[f"room:{ROOM}"].discard(socket)
            case MakeClaim() as claim:
                await socket.send(self._decide(viewer, outlet, claim))
                if viewer in self._receipts and self._plant("changed receipt"):
                    await socket.send(packed_receipt("w", 1, claim.claim_id, 999, 1, now_ms()))

    def _decide(self, viewer: str, outlet: str, claim: MakeClaim) -> bytes:
        given, now = self._receipts.get(viewer), now_ms()
        if given is not None:
            return given

        def answer(outcome: str, at_ms: int = 0) -> bytes:
            return messages.answer(claim.window, claim.gen, claim.claim_id, outcome, at_ms)

        if now < self._opens_ms[outlet]:
            return answer("too_early", self._opens_ms[outlet])
        if now >= self._closes_ms[outlet]:
            return answer("closed")
        if not self._left[outlet]:
            return answer("sold_out")
        if not (self._left[outlet] < STOCK[outlet] and self._plant("sold twice")):
            self._left[outlet] -= 1
        unit = STOCK[outlet] - self._left[outlet]
        self._receipts[viewer] = packed_receipt("w", 1, claim.claim_id, unit, 1, now)
        return self._receipts[viewer]


@asynccontextmanager
async def little_show(*faults: str) -> AsyncIterator[LittleShow]:
    """Serve a show; whoever uses it plays it."""
    show = LittleShow(frozenset(faults))
    async with serve(
        show.serve,
        "127.0.0.1",
        0,
        subprotocols=[Subprotocol(messages.PROTOCOL)],
        compression=None,
        ping_interval=None,
        close_timeout=1,
    ) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        show.url = f"ws://127.0.0.1:{port}/live"
        yield show
