from pathlib import Path

import pytest

from gala.ports import (
    Clock,
    CommandInbox,
    Counters,
    CueStream,
    Lease,
    Ledger,
    Log,
    StoreDown,
    StoreError,
)
from gala.proof.promise import Promise
from gala.store.connection import Connections
from gala.store.show import Store


async def test_it_has_every_port(store: Store) -> None:
    clock: Clock = store.clock
    log: Log = store.log
    lease: Lease = store.lease
    cues: CueStream = store.cues
    ledger: Ledger = store.ledger
    counters: Counters = store.counters
    commands: CommandInbox = store.commands
    assert all([clock, log, lease, cues, ledger, counters, commands])


async def test_shows_with_a_log_are_listed(store: Store) -> None:
    assert store.show not in await store.shows()
    await store.log.append(1, 0, b"header")
    assert store.show in await store.shows()


async def test_the_promise_is_what_the_store_is_set_to(store: Store, calls: Connections) -> None:
    try:
        for policy in ("always", "everysec", "no"):
            await calls.call("CONFIG", "SET", "appendfsync", policy)
            assert await store.promise(0) == Promise(policy, 0)
    finally:
        await calls.call("CONFIG", "SET", "appendfsync", "always")


async def test_a_promise_that_is_not_told_is_unknown(store: Store, calls: Connections) -> None:
    rules = ("on", ">secret", "~*", "&*", "+@all", "-config")
    await calls.call("ACL", "SETUSER", "guest", *rules)
    async with await Store.open(f"{store.url}?username=guest&password=secret", "guests") as guest:
        assert await guest.promise(0) == Promise("unknown", 0)
    with pytest.raises(StoreError, match="refuses us"):
        await Store.open(f"{store.url}?username=guest&password=wrong", "guests")
    await calls.call("ACL", "DELUSER", "guest")


async def test_nobody_there_is_store_down(tmp_path: Path) -> None:
    with pytest.raises(StoreDown):
        await Store.open(f"unix://{tmp_path}/nobody.sock", "616")


async def test_calls_after_closing_are_store_down(store: Store) -> None:
    await store.aclose()
    with pytest.raises(StoreDown):
        await store.log.read(0)
