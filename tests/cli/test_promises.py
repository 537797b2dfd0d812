from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.cli.failure import Failure
from gala.cli.promises import declared, held, wished
from gala.proof.promise import UNSAID, Promise
from gala.store.connection import Connections
from gala.store.show import Store
from tests.cli.conftest import Gala
from tests.durability.servers import Server, replicated


@pytest.fixture
async def primary(tmp_path: Path) -> AsyncIterator[Server]:
    """One with two replicas."""
    async with replicated(tmp_path, 2) as (first, _, _):
        yield first


def test_what_can_be_asked_for() -> None:
    assert wished("auto") is None
    assert [wished(text) for text in ("0", "2", "99")] == [0, 2, 99]
    for text in ("", "-1", "100", "two", "²"):
        with pytest.raises(Failure, match="neither auto nor a number from 0 to 99"):
            wished(text)


async def test_a_night_declares_what_is_there(primary: Server, store: Store) -> None:
    assert await declared(store, None) == Promise("always", 0)
    with pytest.raises(Failure, match="--replicas 1: 0 have what is written"):
        await declared(store, 1)
    async with await Store.open(primary.url, "night") as copied:
        assert await declared(copied, None) == Promise("always", 2)
        assert await declared(copied, 1) == Promise("always", 1)
        with pytest.raises(Failure, match="--replicas 3: 2 have what is written"):
            await declared(copied, 3)


async def test_what_was_promised_is_kept_or_more(store: Store) -> None:
    await held(store, Promise("always", 2), None)
    assert store._claims.replicas == store._calls.replicas == 2
    await held(store, Promise("always", 1), 3)
    assert store._claims.replicas == 3
    with pytest.raises(Failure, match="has promised 2"):
        await held(store, Promise("always", 2), 1)


async def test_a_store_that_is_set_to_less_is_refused(store: Store, calls: Connections) -> None:
    try:
        await calls.call("CONFIG", "SET", "appendfsync", "everysec")
        with pytest.raises(Failure, match="may lose the last second"):
            await held(store, Promise("always", 0), None)
        await held(store, Promise("everysec", 0), None)
        await held(store, UNSAID, None)
    finally:
        await calls.call("CONFIG", "SET", "appendfsync", "always")


def test_a_wrong_wish_is_told_in_one_line(gala: Gala) -> None:
    ended = gala("edge", "--redis", "redis://127.0.0.1:1", "--replicas", "many")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "--replicas many: neither auto nor a number" in ended.err
