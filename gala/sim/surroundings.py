"""What real code takes from its machine without being given it, replaced for the time of a run.

Clocks of the `time` module tell the time of the host whose code is running. Chance that nobody
seeds (`os.urandom`, `secrets`, the functions of `random`) comes from the run's seed. The edge
listens and writes to its sockets past the loop: both go to the simulated network. A log is replayed
once for all who follow it (`replays.py`).

An unseeded `random.Random()` cannot be replaced: give real code its `rng`.
"""

from __future__ import annotations

import os
import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import gala.edge.edge
import gala.edge.sweep
from gala.core.log import LogReader
from gala.edge.limits import Limits

from .life import LIFE, Clock
from .listening import Listener
from .network import Network
from .replays import replays
from .sockets import FIRST_FD

_NS = 1_000_000_000


@contextmanager
def surroundings(network: Network, chance: Random, outside: Clock) -> Iterator[None]:
    """Replace all that for the length of the block; `outside` is the clock of no host's code."""
    state = random.getstate()
    replaced = [
        (module, name, getattr(module, name), new)
        for module, name, new in _replacements(network, chance, outside)
    ]
    try:
        random.seed(chance.getrandbits(64))
        for module, name, _, new in replaced:
            setattr(module, name, new)
        yield
    finally:
        for module, name, old, _ in replaced:
            setattr(module, name, old)
        random.setstate(state)


def _replacements(
    network: Network, chance: Random, outside: Clock
) -> list[tuple[Any, str, Callable[..., Any]]]:
    def clock() -> Clock:
        life = LIFE.get(None)
        return outside if life is None or life.clock is None else life.clock

    def steady_ns() -> int:
        return clock().steady_ns()

    def steady_s() -> float:
        return clock().steady_ns() / _NS

    def wall_ns() -> int:
        return clock().wall_ns()

    def wall_s() -> float:
        return clock().wall_ns() / _NS

    def token_bytes(nbytes: int | None = None) -> bytes:
        return chance.randbytes(32 if nbytes is None else nbytes)

    def listen(host: str, port: int, limits: Limits, reuse_port: bool = False) -> Listener:
        return network.listen(host, port, limits.send_buffer_bytes)

    real_write = os.write

    def write(fd: int, data: bytes, /) -> int:
        return network.write(fd, data) if fd >= FIRST_FD else real_write(fd, data)

    return [
        (time, "monotonic", steady_s),
        (time, "monotonic_ns", steady_ns),
        (time, "perf_counter", steady_s),
        (time, "perf_counter_ns", steady_ns),
        (time, "time", wall_s),
        (time, "time_ns", wall_ns),
        (os, "urandom", chance.randbytes),
        (os, "write", write),
        (secrets, "token_bytes", token_bytes),
        (LogReader, "feed", replays(LogReader.feed)),
        (gala.edge.edge, "listen", listen),
        (gala.edge.sweep, "perf_counter", steady_s),
    ]
