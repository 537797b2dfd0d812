"""A real store for any test: one server a session, a show of its own a test."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator

import pytest

from gala.store.embedded import EmbeddedStore
from gala.store.show import Store

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that is ours alone; it writes to disk before it answers."""
    server = EmbeddedStore(tmp_path_factory.mktemp("store"))
    asyncio.run(server.start())
    yield server.url
    asyncio.run(server.stop())


@pytest.fixture
def show_id() -> str:
    """A show that no other test of this session has."""
    return f"show-{next(_numbers)}"


@pytest.fixture
async def store(store_url: str, show_id: str) -> AsyncIterator[Store]:
    """The opened store of the test's show."""
    async with await Store.open(store_url, show_id) as opened:
        yield opened
