"""What is replaced for the time of a run, and put back."""

from __future__ import annotations

import os
import random
import secrets
import time

from gala.edge import edge, sweep
from gala.edge.limits import Limits

from .echoes import pair


def everything() -> list[object]:
    return [
        time.time, time.time_ns, time.monotonic, time.monotonic_ns, time.perf_counter,
        time.perf_counter_ns, os.urandom, os.write, secrets.token_bytes, vars(edge)["listen"],
        vars(sweep)["perf_counter"],
    ]  # fmt: skip


def test_everything_is_replaced_and_put_back() -> None:
    before, state = everything(), random.getstate()
    with pair():
        assert all(new is not old for new, old in zip(everything(), before, strict=True))
        random.random()
    assert everything() == before
    assert random.getstate() == state


def test_it_is_put_back_when_the_run_fails() -> None:
    before = everything()
    try:
        with pair():
            raise KeyError
    except KeyError:
        pass
    assert everything() == before


def test_chance_is_the_seeds() -> None:
    def drawn(seed: int) -> list[object]:
        with pair(seed):
            return [os.urandom(8), secrets.token_bytes(4), secrets.token_bytes(), random.random()]

    assert drawn(1) == drawn(1)
    assert all(one != other for one, other in zip(drawn(1), drawn(2), strict=True))
    assert len(drawn(1)[2]) == 32  # type: ignore[arg-type]


def test_real_files_are_written_as_ever() -> None:
    reading, writing = os.pipe()
    with pair():
        assert os.write(writing, b"real") == 4
    assert os.read(reading, 10) == b"real"
    os.close(reading)
    os.close(writing)


def test_the_edge_listens_with_its_own_limit() -> None:
    with pair() as two:
        listener = two.server.within(vars(edge)["listen"], "server", 0, Limits())
        assert listener.getsockname()[0] == "server"
        assert listener.send_room == Limits().send_buffer_bytes
