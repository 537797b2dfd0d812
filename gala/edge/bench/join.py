"""What it costs to let a viewer in: handshake, ticket, welcome and a snapshot of a night under way.

In turn a bare protocol in the same process reads as much and answers with as many bytes, over TLS
where the edge does. Hanging up is not counted.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import cast

import uvloop

from gala.ports import CueRecord
from gala.wire import messages

from .ports import OUTLET
from .stand import Stand

WARM_UP = 1
WINDOWS = 12
"""A night with so many windows under way has a snapshot of about a kilobyte."""

_END = b"\r\n\r\n"
_FAR_MS = 1 << 42
_TITLE = ["家的味道，从一碗汤开始", "The taste of home begins with soup"]


@dataclass(frozen=True, slots=True)
class Report:
    """Joins a second of the server's CPU; `ratio` is a join's CPU to the bare answer's."""

    viewers: int
    told_bytes: int
    rounds_per_s: tuple[float, ...]
    median_per_s: float
    best_per_s: float
    bare_per_s: float
    ratio: float


class Bare(asyncio.Protocol):
    """Answers a whole request with as many bytes as the edge tells who comes in."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._data += data
        if self._data.endswith(_END):
            self._transport.write(self._answer)


def run(
    viewers: int = 500,
    rounds: int = 10,
    progress: Callable[[str], None] = lambda _: None,
    tls: bool = False,
) -> Report:
    """Measure. Raises `ValueError` when a process may not open so many sockets here."""
    return uvloop.run(_measure(viewers, rounds, progress, tls))


async def _measure(viewers: int, rounds: int, progress: Callable[[str], None], tls: bool) -> Report:
    ours: list[float] = []
    bare: list[float] = []
    async with Stand(viewers, tls) as stand:
        stand.cues.put(*_night())
        named = f"{stand.key.kid} {stand.key.secret.hex()}"
        told = (await stand.figures(f"told {stand.edge.port} {named}"))["bytes"]
        server = await asyncio.get_running_loop().create_server(
            *(lambda: Bare(bytes(told)), "127.0.0.1", 0),
            backlog=stand.limits.backlog,
            ssl=stand.tls,
        )
        bare_port = server.sockets[0].getsockname()[1]
        gc.collect()
        gc.freeze()
        for number in range(WARM_UP + rounds):
            ours.append(await _joined(stand, f"join {stand.edge.port} {named} {viewers} {told}"))
            bare.append(await _joined(stand, f"join {bare_port} {named} {viewers} {told}"))
            progress(f"round {number + 1} of {WARM_UP + rounds}")
        gc.unfreeze()
        server.close()
    per_s = tuple(round(viewers / cpu_s, 1) for cpu_s in ours[WARM_UP:])
    bare_s = statistics.median(bare[WARM_UP:])
    return Report(
        *(viewers, told, per_s, statistics.median(per_s), max(per_s), round(viewers / bare_s, 1)),
        statistics.median(ours[WARM_UP:]) / bare_s,
    )


async def _joined(stand: Stand, line: str) -> float:
    """Have all come in and go; return the CPU seconds until the last was told everything."""
    await stand.ask(line, "ready")
    begun_s = process_time()
    await stand.hear("done")
    cpu_s = process_time() - begun_s
    await stand.ask("leave", "ok")
    while stand.edge.viewers:  # noqa: ASYNC110 - an edge does not tell when the last has gone
        await asyncio.sleep(0.01)
    return cpu_s


def _night() -> list[CueRecord]:
    """Return the cues of a night: a segment on air, and windows that are still to be settled."""
    segment = ["opening", "host", _TITLE, [], []]
    cues: list[tuple[int, str, list[object]]] = [(1, "take", [segment, _FAR_MS, None])]
    for number in range(WINDOWS):
        row = (OUTLET, _FAR_MS, _FAR_MS + 60_000, 10_000)
        cues.append((0, "window", [f"seckill-{number}", 1, "armed", (row,)]))
    return [
        CueRecord("main", 1, seq, messages.cue("main", 1, seq, at_ms, kind, body))
        for seq, (at_ms, kind, body) in enumerate(cues, 1)
    ]
