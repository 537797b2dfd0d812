"""The thumbs of the claims bench: many sockets in a process of their own, cheap ones.

Run as a module; talks over its standard streams, a line each way, a JSON object where it measures:

    edge PORT KID SECRET(hex) COUNT  connect, each with a ticket of its own      -> ok
    bare PORT COUNT                  connect, nothing more                       -> ok
    burst WINDOW                     each claims in opening 1 at once            -> Answers
    echo                             as many bytes over the bare sockets         -> Answers
    pace WINDOW COUNT RATE           in turn, so many a second, evenly; the n-th
                                     time round in window WINDOW-n, from 0       -> Answers
    hear BYTES(hex)                  when each has got these bytes               -> ok
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import sys
from collections import deque
from dataclasses import asdict, dataclass, field
from time import perf_counter, time_ns

from gala.edge.bench.ports import OUTLET, SHOW
from gala.edge.bench.requests import hang_up
from gala.edge.files import raise_file_limit
from gala.wire import messages
from gala.wire.tickets import TicketKey, issue

_CHUNK = 65_536
_AT_MOST_S = 60.0
_DAY_MS = 86_400_000
_RECEIPT, _ANSWER, _PENDING = b"\xa7receipt", b"\xa6answer", b"\xa7pending"
"""As msgpack has these words; `pending` is no final answer."""


@dataclass(slots=True)
class Answers:
    """What came: final answers (with the receipts among them), `pending` ones, and how long it took
    from sending a claim, or from when it was due, to its final answer, at worst for 99 of 100.
    """

    final: int = 0
    receipts: int = 0
    pending: int = 0
    wall_s: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    worst_ms: float = 0.0
    took_s: list[float] = field(default_factory=list)

    def told(self) -> str:
        """Return it as a line, without each single time."""
        took = sorted(self.took_s)
        if took:
            self.p50_ms = took[len(took) // 2] * 1000
            self.p99_ms = took[min(len(took) - 1, len(took) * 99 // 100)] * 1000
            self.worst_ms = took[-1] * 1000
        return json.dumps({**asdict(self), "took_s": None})


class Claimants:
    """Sockets that claim and see what comes."""

    def __init__(self) -> None:
        self._edge: list[socket.socket] = []
        self._bare: list[socket.socket] = []
        self._selector = selectors.DefaultSelector()
        self._due: dict[int, deque[float]] = {}

    def __enter__(self) -> Claimants:
        return self

    def __exit__(self, *_: object) -> None:
        for sock in (*self._edge, *self._bare):
            hang_up(sock)
        self._selector.close()

    def connect(self, port: int, key: TicketKey, count: int) -> None:
        """Come in. Raises `ConnectionError` when a viewer is refused."""
        for number in range(count):
            sock = socket.create_connection(("127.0.0.1", port))
            self._edge.append(sock)
            sock.sendall(_request(key, f"v-{number}"))
            answer = sock.recv(_CHUNK)
            if not answer.startswith(b"HTTP/1.1 101 "):
                raise ConnectionError(answer.partition(b"\r\n")[0].decode())
            self._watch(sock)

    def connect_bare(self, port: int, count: int) -> None:
        """Connect."""
        for _ in range(count):
            sock = socket.create_connection(("127.0.0.1", port))
            self._bare.append(sock)
            self._watch(sock)

    def burst(self, window: str) -> Answers:
        """Have each claim at once; return when each has its final answer. Raises `TimeoutError`."""
        return self._at_once(self._edge, [_claim(window) for _ in self._edge], bare=False)

    def echo(self) -> Answers:
        """Send as many bytes over the bare sockets; return when each has something."""
        return self._at_once(self._bare, [_claim("w-0")] * len(self._bare), bare=True)

    def pace(self, window: str, count: int, rate: float) -> Answers:
        """Claim in turn, `rate` a second. Raises `TimeoutError`."""
        socks, answers = self._edge, Answers()
        frames = [_claim(f"{window}-{number // len(socks)}") for number in range(count)]
        begun_s = perf_counter()
        sent = 0
        while answers.final < count:
            passed_s = perf_counter() - begun_s
            while sent < count and sent <= passed_s * rate:
                sock = socks[sent % len(socks)]
                self._due[sock.fileno()].append(begun_s + sent / rate)
                sock.send(frames[sent])
                sent += 1
            wait_s = (begun_s + sent / rate - perf_counter()) if sent < count else 1.0
            self._gather(answers, max(0.0, wait_s), bare=False)
            self._in_time(begun_s + count / rate)
        answers.wall_s = perf_counter() - begun_s
        return answers

    def hear(self, wanted: bytes) -> None:
        """Return when each has got these bytes. Raises `TimeoutError`."""
        begun_s, deaf = perf_counter(), {sock.fileno() for sock in self._edge}
        while deaf:
            for fd, data in self._read(1.0):
                if wanted in data:
                    deaf.discard(fd)
            self._in_time(begun_s)

    def _at_once(self, socks: list[socket.socket], frames: list[bytes], bare: bool) -> Answers:
        answers, begun_s = Answers(), perf_counter()
        for sock, frame in zip(socks, frames, strict=True):
            self._due[sock.fileno()].append(perf_counter())
            sock.send(frame)
        while answers.final < len(socks):
            self._gather(answers, 1.0, bare)
            self._in_time(begun_s)
        answers.wall_s = perf_counter() - begun_s
        return answers

    def _gather(self, answers: Answers, timeout_s: float, bare: bool) -> None:
        for fd, data in self._read(timeout_s):
            pending = data.count(_PENDING)
            receipts = data.count(_RECEIPT)
            final = 1 if bare else receipts + data.count(_ANSWER) - pending
            answers.pending += pending
            answers.receipts += receipts
            answers.final += final
            now_s = perf_counter()
            answers.took_s += [now_s - self._due[fd].popleft() for _ in range(final)]

    def _read(self, timeout_s: float) -> list[tuple[int, bytes]]:
        read = []
        for key, _ in self._selector.select(timeout_s):
            data = os.read(key.fd, _CHUNK)
            if not data:
                raise ConnectionError("the server hung up")
            read.append((key.fd, data))
        return read

    def _watch(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._due[sock.fileno()] = deque()
        self._selector.register(sock, selectors.EVENT_READ)

    @staticmethod
    def _in_time(since_s: float) -> None:
        if perf_counter() - since_s > _AT_MOST_S:
            raise TimeoutError("answers did not come")


def _claim(window: str) -> bytes:
    """Return a claim as one frame, masked (RFC 6455 section 5.3) with zeros."""
    message = messages.claim(window, 1, os.urandom(16), False)
    return bytes((0x82, 0x80 | len(message), 0, 0, 0, 0)) + message


def _request(key: TicketKey, viewer: str) -> bytes:
    now_ms = time_ns() // 1_000_000
    ticket = issue(key, SHOW, viewer, OUTLET, now_ms, now_ms + _DAY_MS)
    return (
        "GET /live HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: {messages.PROTOCOL}, ticket.{ticket}\r\n\r\n"
    ).encode()


def serve() -> None:
    """Do what the lines of standard input say, until its end."""
    raise_file_limit()
    with Claimants() as claimants:
        for line in sys.stdin:
            answer = "ok"
            match line.split():
                case ["edge", port, kid, secret, count]:
                    key = TicketKey(kid, bytes.fromhex(secret))
                    claimants.connect(int(port), key, int(count))
                case ["bare", port, count]:
                    claimants.connect_bare(int(port), int(count))
                case ["burst", window]:
                    answer = claimants.burst(window).told()
                case ["echo"]:
                    answer = claimants.echo().told()
                case ["pace", window, count, rate]:
                    answer = claimants.pace(window, int(count), float(rate)).told()
                case ["hear", wanted]:
                    claimants.hear(bytes.fromhex(wanted))
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    serve()
