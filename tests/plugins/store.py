"""A real store for any test: one server a session, a show of its own a test."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator

import pytest

from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.show import Store
from tests.durability.servers import replicating

REPLICAS = int(os.environ.get("GALA_TEST_REPLICAS", "0"))


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that is ours alone; it writes to disk before it answers.

    GALA_TEST_STORE names another one, so that the tests can be run against a Redis.
    GALA_TEST_REPLICAS gives it so many replicas, and has every write wait for them.
    """
    if given := os.environ.get("GALA_TEST_STORE"):
        yield given
        return
    if REPLICAS:
        servers = asyncio.run(replicating(tmp_path_factory.mktemp("stores"), REPLICAS))
        yield servers[0].url
        for one in servers:
            one.process.kill()
            one.process.wait()
        return
    server = EmbeddedStore(tmp_path_factory.mktemp("store"))
    asyncio.run(server.start())
    yield server.url
    asyncio.run(server.stop())


@pytest.fixture
async def calls(store_url: str) -> AsyncIterator[Connections]:
    """Connections to the server, for what no port does."""
    connections = Connections(store_url)
    yield connections
    await connections.aclose()


@pytest.fixture
def show_id() -> str:
    """A show that no other test has."""
    return f"show-{uuid.uuid4().hex}"


@pytest.fixture
async def store(store_url: str, show_id: str) -> AsyncIterator[Store]:
    """The opened store of the test's show."""
    async with await Store.open(store_url, show_id) as opened:
        opened.wait_for(REPLICAS)
        yield opened
