"""The disk fills up in the midst of a sale: no acknowledgement that is not on it, and an alarm."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from gala.console.promises import PromiseWatch
from gala.ports import Claim, StoreDown, Won
from gala.proof.promise import Promise
from gala.store.embedded import EmbeddedStore
from gala.store.show import Store
from tests.durability.selling import WINDOW, missing, opened
from tests.durability.servers import Server
from tests.plugins.waiting import until

DISK = "size=3m"
MORE = "remount,size=64m"
A_CALL = 200
STOCK = 1_000_000
ALARM_S = 2.0
HOLD_MS = 200


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk of one's own takes root, on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = _run("mount", "-t", "tmpfs", "-o", DISK, "tmpfs", folder)
    if mounted.returncode != 0:
        pytest.skip(f"no disk of one's own here: {mounted.stderr.decode().strip()}")
    yield folder
    _run("umount", "--lazy", folder)


def _run(*command: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*map(str, command)], capture_output=True, check=False)


@contextlib.asynccontextmanager
async def watched(store: Store, promised: Promise) -> AsyncIterator[list[dict[str, Any]]]:
    """What a console says of the store."""
    said: list[dict[str, Any]] = []
    watch = PromiseWatch(store.promise, lambda: said.append(json.loads(watch.text)), HOLD_MS)
    task = asyncio.create_task(watch.run(promised))
    yield said
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def sell_out_of_room(store: Store) -> dict[str, Won]:
    """Sell until the store takes no more; return what was acknowledged."""
    won: dict[str, Won] = {}
    for call in range(1_000):
        names = [f"{call * A_CALL + number:032x}" for number in range(A_CALL)]
        claims = [Claim(name, "app", os.urandom(16)) for name in names]
        try:
            answers = await store.ledger.claim(WINDOW, 1, claims)
        except StoreDown:
            return won
        won |= {n: a for n, a in zip(names, answers, strict=True) if isinstance(a, Won)}
    raise AssertionError("the disk never filled up")


async def test_nothing_is_acknowledged_after_it_and_nothing_before_it_is_lost(disk: Path) -> None:
    server = EmbeddedStore(disk)
    await server.start()
    try:
        async with (
            await Store.open(server.url, "night") as store,
            watched(store, Promise("always", 0)) as said,
        ):
            await opened(store, STOCK)
            await until(lambda: said)
            won = await sell_out_of_room(store)
            assert len(won) > A_CALL
            await until(lambda: not said[-1]["kept"], within_s=ALARM_S)
            assert said[-1]["in_force"] is None
            for number in range(20):
                with pytest.raises(StoreDown):
                    await store.ledger.claim(WINDOW, 1, [Claim(f"late {number}", "app", bytes(16))])
            problem = await until(server.problem)
            assert "the disk is full: make room and start again" in str(problem)
            assert _run("mount", "-o", MORE, disk).returncode == 0
            await server.restart()
            assert await missing(store, dict(list(won.items())[-A_CALL:])) == []
            journal = {one.viewer: one.won for one in await store.claims_journal(WINDOW)}
            assert won.items() <= journal.items()
            await until(lambda: said[-1]["kept"], within_s=ALARM_S)
    finally:
        await server.stop()


async def test_a_store_of_the_weaker_promise_stops_and_says_why(disk: Path) -> None:
    server = Server(disk / "store", appendfsync="everysec")
    try:
        await server.ready()
        async with (
            await Store.open(server.url, "night") as store,
            watched(store, Promise("everysec", 0)) as said,
        ):
            await opened(store, STOCK)
            await until(lambda: said)
            await sell_out_of_room(store)
            await until(lambda: not said[-1]["kept"], within_s=ALARM_S)
            assert "MISCONF" in said[-1]["why"]
            with pytest.raises(StoreDown, match="does not serve"):
                await store.ledger.claim(WINDOW, 1, [Claim("late", "app", bytes(16))])
    finally:
        await server.stop()
