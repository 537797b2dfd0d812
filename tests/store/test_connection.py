import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.ports import StoreDown, StoreError
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.slots import HERE
from tests.plugins.waiting import until


@pytest.fixture
async def one(store_url: str) -> AsyncIterator[Connections]:
    connections = Connections(store_url, limit=1)
    yield connections
    await connections.aclose()


async def test_a_cancelled_call_leaves_its_reply_to_nobody(one: Connections) -> None:
    for turn in range(50):
        call = asyncio.create_task(one.call("ECHO", f"cancelled {turn}"))
        for _ in range(turn % 5):
            await asyncio.sleep(0)
        call.cancel()
        assert await one.call("ECHO", f"asked {turn}") == f"asked {turn}".encode()


async def test_a_late_call_leaves_its_reply_to_nobody(one: Connections, show_id: str) -> None:
    with pytest.raises(StoreDown, match="within 20 ms"):
        await one.call("BLPOP", show_id, 0, deadline_ms=20)
    assert await one.call("ECHO", "next") == b"next"


async def test_an_error_reply_keeps_the_connection(one: Connections, show_id: str) -> None:
    me = await one.call("CLIENT", "ID")
    await one.call("SET", show_id, "text")
    with pytest.raises(StoreError, match="WRONGTYPE"):
        await one.call("HGETALL", show_id)
    assert await one.call("CLIENT", "ID") == me


async def test_an_idle_connection_that_was_closed_is_replaced(one: Connections) -> None:
    me = await one.call("CLIENT", "ID")
    other = Connections(one.url)
    await other.call("CLIENT", "KILL", "ID", me)
    await other.aclose()
    await until(one._idle[HERE][0].can_read)  # until the loop has seen that it was closed
    assert await one.call("CLIENT", "ID") != me


async def test_calls_wait_for_a_free_connection_no_longer_than_their_deadline(
    one: Connections, show_id: str
) -> None:
    holding = asyncio.create_task(one.wait("BLPOP", show_id, 5, timeout_ms=5_000))
    await asyncio.sleep(0)
    with pytest.raises(StoreDown):
        await one.call("PING", deadline_ms=50)
    holding.cancel()
    assert await one.call("PING") == b"PONG"


async def test_waiting_calls_do_not_hold_up_each_other(store_url: str, show_id: str) -> None:
    waits = Connections(store_url)
    blocked = [
        asyncio.create_task(waits.wait("BLPOP", f"{show_id}-{n}", 5, timeout_ms=5_000))
        for n in range(3)
    ]
    assert await waits.call("RPUSH", f"{show_id}-2", "x") == 1
    assert await blocked[2] == [f"{show_id}-2".encode(), b"x"]
    for task in blocked:
        task.cancel()
    await waits.aclose()


async def test_nobody_there_is_store_down(tmp_path: Path) -> None:
    nobody = Connections(f"unix://{tmp_path}/nobody.sock")
    with pytest.raises(StoreDown):
        await nobody.call("PING")
    await nobody.aclose()


async def test_a_closed_one_says_so(store_url: str) -> None:
    connections = Connections(store_url)
    await connections.aclose()
    with pytest.raises(StoreDown, match="closed"):
        await connections.call("PING")


async def test_closing_ends_calls_under_way(store_url: str, show_id: str) -> None:
    connections = Connections(store_url)
    waiting = asyncio.create_task(connections.wait("BLPOP", show_id, 5, timeout_ms=5_000))
    await until(lambda: any(connection.is_connected for connection in connections._busy))
    await connections.aclose()
    with pytest.raises(StoreDown):
        await waiting


def test_an_impossible_url_says_so() -> None:
    with pytest.raises(StoreError, match="not the URL"):
        Connections("http://localhost")


async def test_a_stopped_server_is_noticed_within_the_deadline(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        calls, fresh = Connections(server.url), Connections(server.url)
        assert await calls.call("PING") == b"PONG"
        os.kill(server.pid, signal.SIGSTOP)
        try:
            for connections in (calls, fresh):
                began = time.monotonic()
                with pytest.raises(StoreDown):
                    await connections.call("PING", deadline_ms=150)
                assert time.monotonic() - began < 1.0
            began = time.monotonic()
            with pytest.raises(StoreDown):
                await calls.wait("BLPOP", "list", 1, timeout_ms=100)
            assert time.monotonic() - began < 2.0
        finally:
            os.kill(server.pid, signal.SIGCONT)
        assert await calls.call("PING") == b"PONG"
        await calls.aclose()
        await fresh.aclose()


async def test_a_write_counts_when_enough_replicas_have_it(one: Connections, show_id: str) -> None:
    key = f"{{{show_id}}}:x"
    assert await one.write("SET", key, "1", key=key) == b"OK"
    assert await one.call("EXISTS", f"{{{show_id}}}:barrier") == 0
    one.replicas = 1
    with pytest.raises(StoreDown, match="written, but fewer than 1 replicas"):
        await one.write("INCR", key, key=key)
    assert await one.call("GET", key) == b"2", "it is written"
    assert await one.call("EXISTS", f"{{{show_id}}}:barrier") == 1


async def test_an_error_reply_of_a_write_keeps_the_connection(
    one: Connections, show_id: str
) -> None:
    me = await one.call("CLIENT", "ID")
    one.replicas = 1
    await one.call("SET", show_id, "text")
    with pytest.raises(StoreError, match="WRONGTYPE"):
        await one.write("HSET", show_id, "a", "b", key=show_id)
    assert await one.call("CLIENT", "ID") == me
