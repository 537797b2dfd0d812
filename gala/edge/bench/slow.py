"""What viewers who never read cost: memory, of the process and of the kernel, and the others' time.

Large cues go out at a pace, once to those who read alone, then with some beside them who do not
read at all. The ring keeps all cues of a night, so what counts is what the second half takes more
than the first. A cue says when it was sent; how late it is whole is measured at the viewers.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import uvloop

from gala.edge.hall import Hall

from .memory import resident
from .requests import stamped
from .stand import Stand

CUES_PER_S = 100
SETTLE_S = 0.5

_SO_MEMINFO = 55
_MEMINFO = struct.Struct("9I")
_WMEM_QUEUED = 5
"""What the kernel keeps of a socket's unsent and unacknowledged bytes, its own overhead included
(linux/sock_diag.h)."""


@dataclass(frozen=True, slots=True)
class Report:
    """`bytes_each` is what one who does not read takes, kernel and user memory, at its peak."""

    readers: int
    deaf: int
    bytes_per_s: int
    seconds: float
    bytes_each: float
    kernel_bytes_each: float
    p99_alone_ms: float
    p99_beside_ms: float


@dataclass(frozen=True, slots=True)
class _Half:
    grown: int
    kernel: int
    p99_ms: float


def run(
    readers: int = 80,
    deaf: int = 20,
    bytes_per_s: int = 2_000_000,
    seconds: float = 15.0,
    progress: Callable[[str], None] = lambda _: None,
    tls: bool = False,
) -> Report:
    """Measure. Raises `ValueError` where the kernel does not tell what a socket takes."""
    if sys.platform != "linux":
        raise ValueError(f"{sys.platform} does not tell what a socket takes")
    return uvloop.run(_measure(readers, deaf, bytes_per_s, seconds, progress, tls))


async def _measure(
    readers: int,
    deaf: int,
    bytes_per_s: int,
    seconds: float,
    progress: Callable[[str], None],
    tls: bool,
) -> Report:
    async with Stand(readers + deaf, tls) as stand:
        await stand.come(readers)
        night = _Night(stand, bytes_per_s // CUES_PER_S)
        progress(f"{readers} who read …")
        await night.half(min(seconds, 1.0))  # what grows with the first cues only
        alone = await night.half(seconds)
        await stand.come(deaf, "deaf")
        progress(f"{readers} who read, {deaf} who do not …")
        beside = await night.half(seconds)
    kernel = beside.kernel - alone.kernel
    more = beside.grown - alone.grown + kernel
    return Report(
        *(readers, deaf, bytes_per_s, seconds, more / deaf, kernel / deaf),
        *(alone.p99_ms, beside.p99_ms),
    )


class _Night:
    def __init__(self, stand: Stand, payload_bytes: int) -> None:
        self._stand = stand
        self._payload_bytes = payload_bytes
        self._seq = 0

    async def half(self, seconds: float) -> _Half:
        """Send for so long; return what was taken at the peak, and how late cues were whole."""
        stand, hall = self._stand, self._stand.edge._hall
        stand.tell(f"stamps {seconds + SETTLE_S}")
        before, grown, kernel = resident(), 0, 0
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        for number in range(int(seconds * CUES_PER_S)):
            self._seq += 1
            stand.cues.put(stamped(self._seq, self._payload_bytes))
            if number % CUES_PER_S == CUES_PER_S // 2:
                grown, kernel = max(grown, resident() - before), max(kernel, _kept(hall))
            due_s = begun_s + (number + 1) / CUES_PER_S
            await asyncio.sleep(max(0.0, due_s - loop.time()))
        figures: dict[str, Any] = await stand.heard_figures()
        return _Half(grown, max(kernel, _kept(hall)), figures["p99_ms"])


def _kept(hall: Hall) -> int:
    """Return what the kernel keeps for all sockets of the edge."""
    total = 0
    for viewer in list(hall.connections):
        sock = viewer._transport.get_extra_info("socket")
        told = sock.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, _MEMINFO.size)
        total += _MEMINFO.unpack(told)[_WMEM_QUEUED]
    return total
