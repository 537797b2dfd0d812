"""The child by itself: frames, the end of its input, and signals that are not for it."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, Any

import pytest

from gala.ports import OutletWindow, StoreError
from gala.store.archive_child import TREES_KEPT, Child, read, write
from gala.store.show import Store
from tests.conductor.nights import entered

OUTLETS = [["app", 0, 3], ["tv", 0, 2]]


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    """The process, told of a store where nobody is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "gala.store.archive_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    yield process
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()


def ends(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def asked(process: subprocess.Popen[bytes], request: object) -> object:
    requests, answers = ends(process)
    write(requests, request)  # type: ignore[arg-type]
    return read(answers)  # type: ignore[arg-type]


HELLO = ["redis://127.0.0.1:1/0", "nobody"]


def test_a_frame_reads_back_and_the_end_is_none() -> None:
    stream = io.BytesIO()
    write(stream, ["ok", b"\x00", {"a": 1}])
    write(stream, None)
    stream.seek(0)
    assert read(stream) == ["ok", b"\x00", {"a": 1}]
    assert [read(stream), read(stream)] == [None, None]
    assert read(io.BytesIO(b"\x00\x00")) is None, "an end in the middle of a length"


def test_it_ends_with_its_input(child: subprocess.Popen[bytes]) -> None:
    write(ends(child)[0], HELLO)  # type: ignore[arg-type]
    ends(child)[0].close()
    assert child.wait(20) == 0


def test_it_ends_when_nobody_says_hello(child: subprocess.Popen[bytes]) -> None:
    ends(child)[0].close()
    assert child.wait(20) == 0


def test_ctrl_c_is_for_who_started_it(child: subprocess.Popen[bytes]) -> None:
    write(ends(child)[0], HELLO)  # type: ignore[arg-type]
    first = asked(child, ["freeze", "w", 1, []])
    assert isinstance(first, list)
    assert first[0] == "down"
    os.kill(child.pid, signal.SIGINT)
    again = asked(child, ["freeze", "w", 1, []])
    assert isinstance(again, list)
    assert again[0] == "down"
    assert child.poll() is None


async def test_it_answers_from_the_store_and_keeps_few_trees(store: Store) -> None:
    now_ms = store.clock.now_ms()
    rows = [OutletWindow(one, now_ms - 10, now_ms + 60_000, 100) for one in ("app", "tv")]
    await store.ledger.open_window(1, "w", 1, 0, rows)
    await entered(store, "w", 1, 2, 2)
    one = Child(store.url, store.show)
    frozen: Any = await asyncio.to_thread(one.answer, ["freeze", "w", 1, OUTLETS])
    assert (len(frozen[0]), frozen[1]) == (32, 3)
    leaves: Any = await asyncio.to_thread(one.answer, ["leaves", "w", 1, OUTLETS, 1, 5])
    assert len(leaves) == 2
    for gen in range(2, 3 + TREES_KEPT):
        assert await asyncio.to_thread(one.answer, ["freeze", "w", gen, OUTLETS]) == frozen
    assert len(one._trees) == TREES_KEPT
    with pytest.raises(StoreError, match="cannot 'dance'"):
        await asyncio.to_thread(one.answer, ["dance", "w", 1, OUTLETS])
