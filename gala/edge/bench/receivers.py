"""The other end of the fan-out bench: many sockets in a process of their own, read and thrown away.

Run as a module, with the file of the edge's certificate when it speaks TLS. It talks over its
standard streams, a line each way; figures are a JSON object:

    edge PORT REQUEST(hex) COUNT            connect, open a WebSocket       -> ok
    deaf PORT REQUEST(hex) COUNT            the same, and read no more      -> ok
    bare PORT COUNT                         connect, never over TLS         -> ok
    expect BYTES                            be quiet first, then            -> ready
                                            when so many bytes have come    -> done
    stamps SECONDS                          how late stamped cues come      -> figures
    told PORT KID SECRET(hex)               what one who comes in is told   -> figures
    join PORT KID SECRET(hex) COUNT BYTES   each with a ticket of its own   -> ready
                                            when each has so many bytes     -> done
    leave                                   hang up on those                -> ok
"""

from __future__ import annotations

import json
import selectors
import socket
import ssl
import sys
from pathlib import Path
from time import monotonic, monotonic_ns
from typing import Self

from gala.edge.files import raise_file_limit
from gala.wire.tickets import TicketKey

from .requests import STAMP, hang_up, request
from .tls import CHUNK, believing, connect, take

_QUIET_S = 0.05
_NS_BYTES = 8


class Receivers:
    """Sockets that read whatever comes; with `tls`, over TLS where they open a WebSocket."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._selector = selectors.DefaultSelector()
        self._buffer = memoryview(bytearray(CHUNK))
        self._joined: list[socket.socket] = []
        self._deaf: list[socket.socket] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for key in list(self._selector.get_map().values()):
            self._close(key)
        self._selector.close()
        for sock in (*self._joined, *self._deaf):
            hang_up(sock)

    def connect(self, port: int, opening: bytes, count: int, deaf: bool = False) -> None:
        """Open `count` connections; with an `opening` request, as far as the server's `101`."""
        for _ in range(count):
            sock = connect(port, self._tls if opening else None)
            if opening:
                sock.sendall(opening)
                answer = sock.recv(CHUNK)
                if not answer.startswith(b"HTTP/1.1 101 "):
                    sock.close()
                    raise ConnectionError(answer.partition(b"\r\n")[0].decode())
            sock.setblocking(False)
            if deaf:
                self._deaf.append(sock)
            else:
                self._selector.register(sock, selectors.EVENT_READ)

    def told(self, port: int, opening: bytes) -> int:
        """Return how many bytes a viewer is told who comes in."""
        with connect(port, self._tls) as sock:
            sock.sendall(opening)
            size = len(sock.recv(CHUNK))
            sock.settimeout(_QUIET_S)
            try:
                while got := len(sock.recv(CHUNK)):
                    size += got
            except TimeoutError:
                return size
        raise ConnectionError("the server hung up")

    def join(self, port: int, openings: list[bytes], size: int) -> None:
        """Come in with each of `openings` and read until each has `size` bytes."""
        with selectors.DefaultSelector() as selector:
            socks = [connect(port, self._tls) for _ in openings]
            self._joined += socks
            for sock, opening in zip(socks, openings, strict=True):
                sock.sendall(opening)
                sock.setblocking(False)
                selector.register(sock, selectors.EVENT_READ)
            left = dict.fromkeys(selector.get_map(), size)
            while left:
                for key, _ in selector.select(1.0):
                    left[key.fd] -= self._read_one(key)
                    if left[key.fd] <= 0:
                        del left[key.fd]
                        selector.unregister(key.fileobj)

    def leave(self) -> None:
        """Hang up on who has joined."""
        for sock in self._joined:
            hang_up(sock)
        self._joined.clear()

    def quiet(self) -> None:
        """Read until nothing comes any more."""
        while came := self._selector.select(_QUIET_S):
            for key, _ in came:
                self._read_one(key)

    def read(self, size: int, at_most_s: float = 30.0) -> None:
        """Read `size` bytes over all sockets. Raises `TimeoutError`."""
        end_s = monotonic() + at_most_s
        while size > 0:
            size -= sum(self._read_one(key) for key, _ in self._selector.select(1.0))
            if monotonic() > end_s:
                raise TimeoutError(f"{size} bytes did not come")

    def stamps(self, for_s: float) -> dict[str, float]:
        """Read for so long; return how late stamped cues were whole, over all sockets."""
        late_ms: list[float] = []
        tails: dict[int, bytes] = {}
        end_s = monotonic() + for_s
        while (left_s := end_s - monotonic()) > 0:
            for key, _ in self._selector.select(left_s):
                data = tails.get(key.fd, b"") + self._buffer[: self._read_one(key)]
                now_ns, start = monotonic_ns(), 0
                while (at := data.find(STAMP, start)) >= 0:
                    begins, start = at + len(STAMP), at + len(STAMP) + _NS_BYTES
                    if start > len(data):
                        start = at
                        break
                    late_ms.append((now_ns - int.from_bytes(data[begins:start], "big")) / 1e6)
                tails[key.fd] = data[max(start, len(data) - len(STAMP) - _NS_BYTES) :]
        late_ms.sort()
        return {
            "count": len(late_ms),
            "p50_ms": late_ms[len(late_ms) // 2],
            "p99_ms": late_ms[len(late_ms) * 99 // 100],
        }

    def _read_one(self, key: selectors.SelectorKey) -> int:
        assert isinstance(key.fileobj, socket.socket)
        return take(key.fileobj, self._buffer)

    @staticmethod
    def _close(key: selectors.SelectorKey) -> None:
        assert isinstance(key.fileobj, socket.socket)
        hang_up(key.fileobj)


def serve(cert: str | None = None) -> None:
    """Do what the lines of standard input say, until its end."""
    raise_file_limit()
    with Receivers(None if cert is None else believing(Path(cert))) as receivers:
        for line in sys.stdin:
            match line.split():
                case ["edge" | "deaf" as how, port, opening, count]:
                    deaf = how == "deaf"
                    receivers.connect(int(port), bytes.fromhex(opening), int(count), deaf)
                    _answer("ok")
                case ["bare", port, count]:
                    receivers.connect(int(port), b"", int(count))
                    _answer("ok")
                case ["expect", size]:
                    receivers.quiet()
                    _answer("ready")
                    receivers.read(int(size))
                    _answer("done")
                case ["stamps", seconds]:
                    _answer(json.dumps(receivers.stamps(float(seconds))))
                case ["told", port, kid, secret]:
                    opening = request(TicketKey(kid, bytes.fromhex(secret)), "v-first")
                    _answer(json.dumps({"bytes": receivers.told(int(port), opening)}))
                case ["join", port, kid, secret, count, size]:
                    key = TicketKey(kid, bytes.fromhex(secret))
                    openings = [request(key, f"v-{number}") for number in range(int(count))]
                    _answer("ready")
                    receivers.join(int(port), openings, int(size))
                    _answer("done")
                case ["leave"]:
                    receivers.leave()
                    _answer("ok")


def _answer(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(*sys.argv[1:])
