import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.ports import StoreDown
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.subscription import Subscription


@pytest.fixture
async def subscription(store_url: str, show_id: str) -> AsyncIterator[Subscription]:
    subscription = Subscription(store_url, show_id)
    yield subscription
    await subscription.aclose()


async def test_a_cancelled_wait_begins_anew(
    subscription: Subscription, calls: Connections, show_id: str
) -> None:
    waiting = asyncio.create_task(subscription.next(5_000))
    await asyncio.sleep(0)
    waiting.cancel()
    assert await subscription.next(10) is None
    await calls.call("SPUBLISH", show_id, b"hello")
    assert await subscription.next(5_000) == b"hello"


async def test_a_broken_connection_is_reported_once_and_replaced(
    subscription: Subscription, calls: Connections, show_id: str
) -> None:
    await subscription.next(1)
    await calls.call("CLIENT", "KILL", "TYPE", "PUBSUB")
    with pytest.raises(StoreDown):
        await subscription.next(5_000)
    assert await subscription.next(1) is None
    await calls.call("SPUBLISH", show_id, b"hello")
    assert await subscription.next(5_000) == b"hello"


async def test_a_store_that_went_silent_is_noticed(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server:
        subscription = Subscription(server.url, "channel")
        assert await subscription.next(1) is None
        os.kill(server.pid, signal.SIGSTOP)
        began = time.monotonic()
        try:
            with pytest.raises(StoreDown):
                await subscription.next(50)
            assert time.monotonic() - began < 2.0
        finally:
            os.kill(server.pid, signal.SIGCONT)
        assert await subscription.next(1) is None
        await subscription.aclose()
