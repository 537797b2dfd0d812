"""The thumbs of the bench, against a server of a few lines."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from socket import socket

import pytest

from gala.edge.bench.claimants import Answers, Claimants
from gala.edge.limits import Limits
from gala.edge.listen import listen
from gala.wire import messages
from gala.wire.tickets import TicketKey

WELCOME = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
FINAL = messages.answer("w-0", 1, bytes(16), "closed", 0)
PENDING = messages.answer("w-0", 1, bytes(16), "pending", 5)


def answering(listener: socket, first: bytes, *answers: bytes) -> None:
    """Serve one socket: `first` to its request, then an answer to each thing that comes."""
    sock, _ = listener.accept()
    with sock:
        sock.recv(4096)
        sock.sendall(first)
        for answer in answers:
            sock.recv(4096)
            sock.sendall(answer)


def test_final_answers_are_counted_and_timed() -> None:
    with (
        listen("127.0.0.1", 0, Limits()) as listener,
        ThreadPoolExecutor(1) as pool,
        Claimants() as claimants,
    ):
        listener.setblocking(True)
        served = pool.submit(answering, listener, WELCOME, PENDING + FINAL, FINAL, b"heard")
        claimants.connect(listener.getsockname()[1], TicketKey.new(), 1)
        burst = claimants.burst("w-0")
        assert (burst.final, burst.pending, burst.receipts) == (1, 1, 0)
        paced = claimants.pace("w", 1, 100.0)
        assert paced.final == len(paced.took_s) == 1
        claimants._edge[0].send(b"?")
        claimants.hear(b"heard")
        served.result()


def test_a_server_that_refuses() -> None:
    with (
        listen("127.0.0.1", 0, Limits()) as listener,
        ThreadPoolExecutor(1) as pool,
        Claimants() as claimants,
    ):
        listener.setblocking(True)
        served = pool.submit(answering, listener, b"HTTP/1.1 503 Service Unavailable\r\n\r\n")
        with pytest.raises(ConnectionError, match="503"):
            claimants.connect(listener.getsockname()[1], TicketKey.new(), 1)
        served.result()


def test_times_are_summed_up() -> None:
    told = json.loads(Answers(took_s=[number / 1000 for number in range(200)]).told())
    assert (told["p50_ms"], told["p99_ms"], told["worst_ms"]) == (100.0, 198.0, 199.0)


def test_it_ends_with_its_standard_input() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "gala.edge.bench.claimants"], input=b"", timeout=20, check=True
    )
    assert ended.returncode == 0
