"""What a delivery costs: the real edge's fan-out against a bare loop of `socket.send`.

    this process                                    receivers (another process)
    edge   cue ──> follower ──> ring ──> sweep ───> viewers, handshaken
    bare   for sock in socks: sock.send(frame) ───> as many sockets of the same kind

In turn, with the same bytes, until the receivers have read everything. Then `MERGED` cues that are
due at once: they are one write, so each of them costs a viewer a fraction of one alone. With TLS at
the edge the bare loop has none: the ratio says what TLS costs, too.
"""

from __future__ import annotations

import gc
import socket
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import truediv

import uvloop

from gala.edge import framing

from .requests import cue
from .stand import Side, Stand

WARM_UP = 2
"""Rounds that are not counted: the first touches every page and cache line."""

MERGED = 16


@dataclass(frozen=True, slots=True)
class Report:
    """The result, per delivery; `ratio` is the median of the rounds' ratios, edge to bare loop.

    Within a round the machine's mood is the same, from one to the next it is not. `merged` is for
    each of `MERGED` cues at once, `merged_ratio` its median over one cue's alone.
    """

    viewers: int
    payload_bytes: int
    rounds: int
    edge: Side
    bare: Side
    ratio: float
    merged: Side
    merged_ratio: float


def run(
    viewers: int = 5_000,
    payload_bytes: int = 200,
    rounds: int = 20,
    progress: Callable[[str], None] = lambda _: None,
    tls: bool = False,
) -> Report:
    """Measure. `progress` gets a line now and then.

    Raises `ValueError` when this machine does not let a process open so many sockets, or when the
    payload is too short for a cue.
    """
    return uvloop.run(_measure(viewers, payload_bytes, rounds, progress, tls))


async def _measure(
    viewers: int, payload_bytes: int, rounds: int, progress: Callable[[str], None], tls: bool
) -> Report:
    alone_s: list[float] = []
    bare_s: list[float] = []
    merged_s: list[float] = []
    async with Stand(viewers * 2, tls) as stand:
        progress(f"{viewers} viewers come in …")
        await stand.come(viewers)
        progress(f"{viewers} bare sockets …")
        socks = await stand.bare(viewers)
        gc.collect()
        gc.freeze()
        for number in range(WARM_UP + rounds):
            first, *more = (
                cue(number * (MERGED + 1) + n + 1, payload_bytes) for n in range(MERGED + 1)
            )
            frame = framing.binary(first.frame)
            size = len(frame) * viewers
            sides = [
                (alone_s, partial(stand.cues.put, first)),
                (bare_s, partial(_send, socks, frame)),
            ]
            # Who comes second finds the caches warmer.
            for taken_s, send in sides if number % 2 else reversed(sides):
                taken_s.append(await stand.cpu_s(size, send))
            at_once = sum(len(framing.binary(one.frame)) for one in more) * viewers
            merged_s.append(await stand.cpu_s(at_once, partial(stand.cues.put, *more)))
            progress(f"round {number + 1} of {WARM_UP + rounds}")
        gc.unfreeze()
    edge, bare = _side(alone_s, viewers), _side(bare_s, viewers)
    merged = _side(merged_s, viewers * MERGED)
    ratio = statistics.median(map(truediv, alone_s[WARM_UP:], bare_s[WARM_UP:]))
    return Report(
        *(viewers, payload_bytes, rounds, edge, bare, ratio),
        *(merged, merged.median_us / edge.median_us),
    )


def _send(socks: list[socket.socket], frame: bytes) -> None:
    """Send to every socket: what cannot be done with less, in Python."""
    for sock in socks:
        sock.send(frame)


def _side(cpu_s: list[float], deliveries: int) -> Side:
    return Side.of([one * 1e6 / deliveries for one in cpu_s[WARM_UP:]])
