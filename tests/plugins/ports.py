"""Ports for servers that must be told theirs, and must find it free again after they have died."""

import contextlib
import os
import socket
from collections import deque
from random import Random

_WORKERS = 16
_given: deque[int] = deque(maxlen=200)


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port that nobody has, and that nobody else was given lately.

    Below those that the system gives to whoever connects: a client must not get it meanwhile. Each
    worker of the run has ports of its own.
    """
    rng = Random()
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % _WORKERS
    while True:
        port = rng.randrange(16_000, 32_000, _WORKERS) + worker
        if port in _given:
            continue
        with contextlib.suppress(OSError), socket.create_server((host, port)):
            _given.append(port)
            return port
