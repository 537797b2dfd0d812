"""The other end of the bench."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from gala.edge import framing
from gala.edge.bench.receivers import Receivers
from gala.edge.bench.requests import stamped
from gala.edge.limits import Limits
from gala.edge.listen import listen


def test_it_reads_and_counts() -> None:
    with listen("127.0.0.1", 0, Limits()) as listener, Receivers() as receivers:
        receivers.connect(listener.getsockname()[1], b"", 3)
        listener.setblocking(True)
        accepted = [listener.accept()[0] for _ in range(3)]
        accepted[0].sendall(b"early")
        receivers.quiet()
        for sock in accepted:
            sock.sendall(bytes(100))
        receivers.read(300)
        with pytest.raises(TimeoutError):
            receivers.read(1, at_most_s=0.0)
        for sock in accepted:
            sock.close()
        with pytest.raises(ConnectionError):
            receivers.read(1)


def test_a_server_that_refuses() -> None:
    with listen("127.0.0.1", 0, Limits()) as listener, Receivers() as receivers:
        listener.setblocking(True)

        def serve() -> None:
            sock, _ = listener.accept()
            with sock:
                sock.recv(100)
                sock.sendall(b"HTTP/1.1 503 Service Unavailable\r\n\r\n")

        with ThreadPoolExecutor(1) as pool:
            served = pool.submit(serve)
            with pytest.raises(ConnectionError, match="503"):
                receivers.connect(listener.getsockname()[1], b"GET / HTTP/1.1\r\n\r\n", 1)
            served.result()


def test_how_late_stamped_cues_are_whole() -> None:
    frame = framing.binary(stamped(1, 500).frame)
    with listen("127.0.0.1", 0, Limits()) as listener, Receivers() as receivers:
        receivers.connect(listener.getsockname()[1], b"", 1)
        listener.setblocking(True)
        sock = listener.accept()[0]
        with sock, ThreadPoolExecutor(1) as pool:
            reading = pool.submit(receivers.stamps, 0.3)
            for part in (frame[:-3], frame[-3:], frame):  # one of them in two pieces
                sock.sendall(part)
            figures = reading.result()
    assert figures["count"] == 2
    assert 0 < figures["p50_ms"] <= figures["p99_ms"] < 5_000


def test_it_ends_with_its_standard_input() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "gala.edge.bench.receivers"], input=b"", timeout=20, check=True
    )
    assert ended.returncode == 0
