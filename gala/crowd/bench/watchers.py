"""Cheap viewers who present takes at their instant: thousands of sockets in a process of their own.

Run as a module, with the file of the edges' certificate when they speak TLS. It talks over its
standard streams, a line each way:

    edge PORT KID SECRET(hex) COUNT  connect, each with a ticket of its own   -> ok
    clocks                           five exchanges each, a few at a time     -> {error_ms}
    watch SECONDS                    present what comes                       -> Watched

Each has a clock of its own, and presents when that says so: docs/protocol.md section 6.
"""

from __future__ import annotations

import heapq
import json
import selectors
import socket
import ssl
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic, monotonic_ns
from typing import Self

from gala.client.clock import Exchange, ShowClock
from gala.edge.bench.requests import hang_up, request
from gala.edge.bench.tls import CHUNK, believing, connect, take
from gala.edge.files import raise_file_limit
from gala.wire import messages
from gala.wire.codec import unpack
from gala.wire.tickets import TicketKey

from .frames import frames, masked

EXCHANGES = 5
AT_ONCE = 20
"""Viewers who ask for the time together: as many as do by chance, not all."""

_TAKE = b"\xa4take"
_READS = 64
"""Sockets read before what is due is presented."""

_AT_MOST_S = 5.0


@dataclass(slots=True)
class Watched:
    """Of all takes at all viewers: how late each was presented, by the viewer's own clock."""

    presented: int = 0
    late_arrivals: int = 0
    """Of them: came after their instant."""
    late_ms: list[float] = field(default_factory=list)
    messages: int = 0


class _Viewer:
    __slots__ = ("clock", "rest", "sock")

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.rest = b""
        self.clock = ShowClock(_own_ms)


class Watchers:
    """The viewers; with `tls` they come over TLS."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._buffer = memoryview(bytearray(CHUNK))
        self._viewers: list[_Viewer] = []
        self._selector = selectors.DefaultSelector()
        self._takes: dict[bytes, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for viewer in self._viewers:
            hang_up(viewer.sock)
        self._selector.close()

    def connect(self, port: int, key: TicketKey, count: int) -> None:
        """Come in. Raises `ConnectionError` when a viewer is refused."""
        for number in range(count):
            sock = connect(port, self._tls)
            viewer = _Viewer(sock)
            self._viewers.append(viewer)
            sock.sendall(request(key, f"v-{port}-{number}"))
            head, _, viewer.rest = sock.recv(CHUNK).partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 101 "):
                raise ConnectionError(head.partition(b"\r\n")[0].decode())
            sock.setblocking(False)
            self._selector.register(sock, selectors.EVENT_READ, viewer)

    def clocks(self) -> float:
        """Learn the show's clock; return the largest error bound, in milliseconds."""
        for start in range(0, len(self._viewers), AT_ONCE):
            for _ in range(EXCHANGES):
                self._exchange(self._viewers[start : start + AT_ONCE])
        return max(viewer.clock.error_ms for viewer in self._viewers)

    def watch(self, for_s: float) -> Watched:
        """Present what comes within so long."""
        watched = Watched()
        due: list[tuple[float, int, ShowClock, int]] = []
        end_s = monotonic() + for_s
        while (now_s := monotonic()) < end_s:
            next_ms = due[0][0] if due else end_s * 1_000
            wait_s = min(end_s - now_s, (next_ms - _own_ms()) / 1_000)
            for number, (key, _) in enumerate(self._selector.select(max(0.0, wait_s))):
                # A phone does not wait until some thousands of others have read their figures.
                if not number % _READS:
                    _present(due, watched)
                for payload in self._read(key.data):
                    watched.messages += 1
                    if _TAKE in payload:
                        self._learn(key, payload, due, watched)
            _present(due, watched)
        return watched

    def _learn(
        self,
        key: selectors.SelectorKey,
        payload: bytes,
        due: list[tuple[float, int, ShowClock, int]],
        watched: Watched,
    ) -> None:
        # All get the same bytes: the first to come reads them for all.
        at_ms = self._takes.get(payload)
        if at_ms is None:
            at_ms = self._takes[payload] = messages.read_cue(payload).present_at_ms
        clock = key.data.clock
        own_ms = at_ms - clock.offset_ms
        watched.late_arrivals += own_ms < _own_ms()
        heapq.heappush(due, (own_ms, key.fd, clock, at_ms))

    def _exchange(self, viewers: list[_Viewer]) -> None:
        waiting = {}
        for viewer in viewers:
            t0 = monotonic_ns() // 1_000
            waiting[viewer.sock.fileno()] = t0
            viewer.sock.send(masked(messages.ask_clock(t0)))
        end_s = monotonic() + _AT_MOST_S
        while waiting:
            if monotonic() > end_s:
                raise TimeoutError("the edge does not tell the time")
            for key, _ in self._selector.select(1.0):
                for payload in self._read(key.data):
                    match unpack(payload):
                        case ["clock", int(t0), int(t1), int(t2), int(error_ms)]:
                            exchange = Exchange(t0 / 1_000, t1, t2, _own_ms(), error_ms)
                            key.data.clock.exchanged(exchange)
                            waiting.pop(key.fd, None)

    def _read(self, viewer: _Viewer) -> Iterator[bytes]:
        """Yield the messages that have come whole."""
        found, viewer.rest = frames(viewer.rest + self._buffer[: take(viewer.sock, self._buffer)])
        for _, payload in found:
            yield payload


def _present(due: list[tuple[float, int, ShowClock, int]], watched: Watched) -> None:
    while due and due[0][0] <= _own_ms():
        _, _, clock, at_ms = heapq.heappop(due)
        watched.late_ms.append(_own_ms() + clock.offset_ms - at_ms)
        watched.presented += 1


def _own_ms() -> float:
    return monotonic_ns() / 1e6


def serve(cert: str | None = None) -> None:
    """Do what the lines of standard input say, until its end."""
    raise_file_limit()
    with Watchers(None if cert is None else believing(Path(cert))) as watchers:
        for line in sys.stdin:
            match line.split():
                case ["edge", port, kid, secret, count]:
                    watchers.connect(int(port), TicketKey(kid, bytes.fromhex(secret)), int(count))
                    _answer("ok")
                case ["clocks"]:
                    _answer(json.dumps({"error_ms": watchers.clocks()}))
                case ["watch", seconds]:
                    _answer(json.dumps(asdict(watchers.watch(float(seconds)))))


def _answer(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(*sys.argv[1:])
