"""What a delivery costs: the real edge's fan-out against a bare loop of `socket.send`.

    this process                                    receivers (another process)
    edge   cue ──> follower ──> ring ──> sweep ───> viewers, handshaken
    bare   for sock in socks: sock.send(frame) ───> as many sockets of the same kind

Both in the same run, in turn, with the same bytes, until the receivers have read everything; the
figure is this process's CPU, user and system, per delivery. A machine's speed and its moods thus
cancel out in the ratio, which is what counts.
"""

from __future__ import annotations

import asyncio
import gc
import math
import socket
import statistics
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time, time_ns

import uvloop

from gala.edge import framing
from gala.edge.edge import Edge
from gala.edge.files import raise_file_limit
from gala.edge.limits import Limits
from gala.edge.listen import listen
from gala.ports import CueRecord
from gala.wire import messages
from gala.wire.tickets import TicketKey, TicketVerifier, issue

from .ports import SHOW, BenchCues, bench_keys, bench_plan, bench_ports

WARM_UP = 2
"""Rounds that are not counted: the first touches every page and cache line."""

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Side:
    """Microseconds of server CPU per delivery, over the rounds."""

    median_us: float
    best_us: float
    worst_us: float

    @classmethod
    def of(cls, rounds_us: list[float]) -> Side:
        """Sum up the rounds."""
        return cls(statistics.median(rounds_us), min(rounds_us), max(rounds_us))


@dataclass(frozen=True, slots=True)
class Report:
    """The result; `ratio` is the edge's median over the bare loop's."""

    viewers: int
    payload_bytes: int
    rounds: int
    edge: Side
    bare: Side
    ratio: float


def run(
    viewers: int = 5_000,
    payload_bytes: int = 200,
    rounds: int = 20,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Measure. `progress` gets a line now and then.

    Raises `ValueError` when this machine does not let a process open so many sockets, or when the
    payload is too short for a cue.
    """
    most = raise_file_limit() // 2
    if viewers > most:
        raise ValueError(f"a process may open {most * 2} files here: at most {most} viewers")
    return uvloop.run(_measure(viewers, payload_bytes, rounds, progress))


async def _measure(
    viewers: int, payload_bytes: int, rounds: int, progress: Callable[[str], None]
) -> Report:
    limits = Limits(
        viewers=viewers + 1,
        handshakes_per_s=math.inf,
        handshakes_burst=viewers,
        address_handshakes_per_s=0,
        tick_s=math.inf,
    )
    key, plan, cues = TicketKey.new(), bench_plan(), BenchCues()
    verifier = TicketVerifier(SHOW, ["app"], [key])
    edge = Edge("bench", plan, bench_ports(cues), verifier, bench_keys(), limits=limits)
    await edge.start()
    receivers = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gala.edge.bench.receivers", stdin=PIPE, stdout=PIPE
    )
    socks: list[socket.socket] = []
    try:
        progress(f"{viewers} viewers come in …")
        request = _request(key).hex()
        await _ask(receivers, f"edge {edge.port} {request} {viewers}", "ok")
        progress(f"{viewers} bare sockets …")
        socks = await _bare_sockets(receivers, viewers, limits)
        gc.collect()
        gc.freeze()
        edge_us, bare_us = [], []
        for number in range(1, WARM_UP + rounds + 1):
            record = _cue(number, payload_bytes)
            frame = framing.binary(record.frame)
            size = len(frame) * viewers
            # Both are awaited within the turn, so the lambdas see its own record and frame.
            edge_us.append(await _round(receivers, size, lambda: cues.put(record)))  # noqa: B023
            bare_us.append(await _round(receivers, size, lambda: _send(socks, frame)))  # noqa: B023
            progress(f"round {number} of {WARM_UP + rounds}")
    finally:
        assert receivers.stdin is not None
        receivers.stdin.close()
        await receivers.wait()
        for sock in socks:
            sock.close()
        await edge.stop()
        gc.unfreeze()
    sides = [
        Side.of([cpu_s * 1e6 / viewers for cpu_s in side[WARM_UP:]]) for side in (edge_us, bare_us)
    ]
    ratio = sides[0].median_us / sides[1].median_us
    return Report(viewers, payload_bytes, rounds, sides[0], sides[1], ratio)


def _send(socks: list[socket.socket], frame: bytes) -> None:
    """Send to every socket: what cannot be done with less, in Python."""
    for sock in socks:
        sock.send(frame)


async def _round(receivers: Process, size: int, send: Callable[[], None]) -> float:
    """Have `send` done and everything received; return this process's CPU seconds."""
    await _ask(receivers, f"expect {size}", "ready")
    begun_s = process_time()
    send()
    await _answer(receivers, "done")
    return process_time() - begun_s


async def _bare_sockets(receivers: Process, count: int, limits: Limits) -> list[socket.socket]:
    loop = asyncio.get_running_loop()
    socks = []
    with listen("127.0.0.1", 0, limits) as listener:
        port = listener.getsockname()[1]
        asked = asyncio.create_task(_ask(receivers, f"bare {port} {count}", "ok"))
        for _ in range(count):
            sock, _ = await loop.sock_accept(listener)
            sock.setblocking(False)
            socks.append(sock)
        await asked
    return socks


async def _ask(receivers: Process, line: str, word: str) -> None:
    assert receivers.stdin is not None
    receivers.stdin.write(f"{line}\n".encode())
    await _answer(receivers, word)


async def _answer(receivers: Process, word: str) -> None:
    assert receivers.stdout is not None
    line = (await receivers.stdout.readline()).decode().strip()
    if line != word:
        raise RuntimeError("the receivers have failed; their traceback is above")


def _request(key: TicketKey) -> bytes:
    now_ms = time_ns() // 1_000_000
    ticket = issue(key, SHOW, "v-bench", "app", now_ms, now_ms + _DAY_MS)
    return (
        "GET /live HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: {messages.PROTOCOL}, ticket.{ticket}\r\n\r\n"
    ).encode()


def _cue(seq: int, payload_bytes: int) -> CueRecord:
    """Return a cue whose message has exactly `payload_bytes`."""
    bare = len(messages.cue("main", 1, seq, 0, "bench", [b""]))
    for filler in range(max(0, payload_bytes - bare - 8), payload_bytes):
        frame = messages.cue("main", 1, seq, 0, "bench", [bytes(filler)])
        if len(frame) == payload_bytes:
            return CueRecord("main", 1, seq, frame)
    raise ValueError(f"a cue has at least {bare} bytes")
