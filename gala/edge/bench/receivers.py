"""The other end of the fan-out bench: many sockets in a process of their own, read and thrown away.

Run as a module; talks over its standard streams, a line each way:

    edge PORT REQUEST(hex) COUNT    connect, open a WebSocket           -> ok
    bare PORT COUNT                 connect, nothing more               -> ok
    expect BYTES                    be quiet first, then                -> ready
                                    when so many bytes have come        -> done
"""

from __future__ import annotations

import selectors
import socket
import sys
from time import monotonic
from typing import Self

from gala.edge.files import raise_file_limit

_QUIET_S = 0.05
_CHUNK = 65_536


class Receivers:
    """Sockets that read whatever comes."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._buffer = memoryview(bytearray(_CHUNK))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for key in list(self._selector.get_map().values()):
            self._close(key)
        self._selector.close()

    def connect(self, port: int, request: bytes, count: int) -> None:
        """Open `count` connections; with a `request`, as far as the server's `101`."""
        for _ in range(count):
            sock = socket.create_connection(("127.0.0.1", port))
            if request:
                sock.sendall(request)
                answer = sock.recv(_CHUNK)
                if not answer.startswith(b"HTTP/1.1 101 "):
                    sock.close()
                    raise ConnectionError(answer.partition(b"\r\n")[0].decode())
            sock.setblocking(False)
            self._selector.register(sock, selectors.EVENT_READ)

    def quiet(self) -> None:
        """Read until nothing comes any more."""
        while self._read(_QUIET_S):
            pass

    def read(self, size: int, at_most_s: float = 30.0) -> None:
        """Read `size` bytes over all sockets. Raises `TimeoutError`."""
        end_s = monotonic() + at_most_s
        while size > 0:
            size -= self._read(1.0)
            if monotonic() > end_s:
                raise TimeoutError(f"{size} bytes did not come")

    def _read(self, timeout_s: float) -> int:
        size = 0
        for key, _ in self._selector.select(timeout_s):
            sock = key.fileobj
            assert isinstance(sock, socket.socket)
            got = sock.recv_into(self._buffer)
            if not got:
                raise ConnectionError("the server hung up")
            size += got
        return size

    @staticmethod
    def _close(key: selectors.SelectorKey) -> None:
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()


def serve() -> None:
    """Do what the lines of standard input say, until its end."""
    raise_file_limit()
    with Receivers() as receivers:
        for line in sys.stdin:
            match line.split():
                case ["edge", port, request, count]:
                    receivers.connect(int(port), bytes.fromhex(request), int(count))
                    _answer("ok")
                case ["bare", port, count]:
                    receivers.connect(int(port), b"", int(count))
                    _answer("ok")
                case ["expect", size]:
                    receivers.quiet()
                    _answer("ready")
                    receivers.read(int(size))
                    _answer("done")


def _answer(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
