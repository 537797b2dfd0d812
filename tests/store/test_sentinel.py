"""Primaries that Sentinel names: what their URL says, and a failover of real processes."""

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gala.ports import CueRecord, StoreDown, StoreError
from gala.store.connection import Connections
from gala.store.embedded import binary_path
from gala.store.sentinel import named
from gala.store.show import Store
from gala.store.slots import HERE
from tests.durability.servers import Server
from tests.durability.shopping import SHARDS, Shoppers, lost, opened, sold
from tests.plugins.ports import free_port
from tests.plugins.waiting import until

NAME = "gala-night"
STOCK = 40_000
BEFORE = 30
TAKES_OVER_S = 45.0

SETTINGS = """
bind 127.0.0.1
protected-mode no
sentinel monitor {name} 127.0.0.1 {port} 1
sentinel down-after-milliseconds {name} 1000
sentinel failover-timeout {name} 6000
sentinel parallel-syncs {name} 2
"""


class Sentinel:
    """A Sentinel that watches one primary and may decide alone."""

    def __init__(self, folder: Path, primary: Server) -> None:
        folder.mkdir()
        self.port = free_port()
        settings = folder / "sentinel.conf"
        own = f"port {self.port}\ndir {folder}\n"
        settings.write_text(own + SETTINGS.format(name=NAME, port=primary.port))
        with (folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(binary_path()), str(settings), "--sentinel"],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._calls = Connections(f"redis://127.0.0.1:{self.port}")

    async def knows(self, replicas: int) -> bool:
        """Whether it has found so many replicas that could take over."""
        with contextlib.suppress(StoreError):
            told = await self._calls.on(HERE, "SENTINEL", "REPLICAS", NAME)
            good = [one for one in told if one[one.index(b"flags") + 1] == b"slave"]
            return len(good) == replicas
        return False

    async def stop(self) -> None:
        await self._calls.aclose()
        self.process.kill()
        await asyncio.to_thread(self.process.wait)


@contextlib.asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[tuple[list[Server], str]]:
    """A primary with two replicas and a Sentinel; the servers, and the URL that leads to them."""
    async with contextlib.AsyncExitStack() as stack:
        servers = [Server(folder / str(number)) for number in range(3)]
        for server in servers:
            stack.push_async_callback(server.stop)
        await asyncio.gather(*(server.ready() for server in servers))
        for server in servers[1:]:
            await server.follow(servers[0].host, servers[0].port)
        sentinel = Sentinel(folder / "sentinel", servers[0])
        stack.push_async_callback(sentinel.stop)
        await until(lambda: sentinel.knows(2), within_s=30.0)
        # The first one named is not there: the next is asked.
        yield (
            servers,
            (f"redis+sentinel://127.0.0.1:{free_port()}/{NAME}?nodes=127.0.0.1:{sentinel.port}"),
        )


async def role(server: Server) -> str:
    """What a server takes itself for; nothing when it does not answer."""
    with contextlib.suppress(StoreDown):
        return str((await server.calls.on(HERE, "ROLE"))[0].decode())
    return ""


async def taken_over(servers: list[Server], old: Server) -> Server:
    """Return the one that is a primary now in the place of `old`."""

    async def found() -> Server | None:
        for server in servers:
            if server is not old and server.up and await role(server) == "master":
                return server
        return None

    server: Server = await until(found, within_s=TAKES_OVER_S)
    return server


async def sells(shoppers: Shoppers) -> None:
    """Return when every shard has answered more claims."""
    before = dict(shoppers.by_shard)
    await until(
        lambda: all(shoppers.by_shard[one] > before.get(one, 0) + 5 for one in range(SHARDS)),
        within_s=TAKES_OVER_S,
    )


async def heard(store: Store, cursor: str, seq: int) -> str:
    """Return the cursor behind the cue of that seq, read on from `cursor` as edges do."""

    async def read() -> str:
        with contextlib.suppress(StoreDown):
            told, records = await store.cues.wait(cursor, 200)
            if records:
                assert [one.seq for one in records] == [seq]
                return told
        return ""

    found: str = await until(read, within_s=TAKES_OVER_S)
    return found


async def insist(store: Store, seq: int) -> None:
    """Publish a cue as a conductor does, until the store has it."""

    async def published() -> bool:
        with contextlib.suppress(StoreDown):
            await store.cues.publish(1, [CueRecord("main", 1, seq, b"cue")])
            return True
        return False

    await until(published, within_s=TAKES_OVER_S)


async def test_a_killed_primary_and_a_frozen_one_are_replaced(tmp_path: Path) -> None:
    async with watched(tmp_path) as (servers, url), await Store.open(url, "night") as store:
        assert await store.replicas() == 2
        store.wait_for(1)
        await opened(store, STOCK)
        await insist(store, 1)
        cursor = await heard(store, "0", 1)
        ticks = asyncio.create_task(until(lambda: tick(store), within_s=120.0))
        shoppers = Shoppers(store, STOCK)
        shoppers.begin(at_once=1)
        await until(lambda: len(shoppers.told) >= BEFORE, within_s=30.0)

        first = servers[0]
        await first.kill()
        second = await taken_over(servers, first)
        await sells(shoppers)
        await insist(store, 2)
        cursor = await heard(store, cursor, 2)

        await first.again()
        await until(lambda: follows(first, second, 2), within_s=TAKES_OVER_S)
        second.freeze()
        third = await taken_over(servers, second)
        await sells(shoppers)
        second.thaw()
        await until(lambda: follows(second, third, 2), within_s=TAKES_OVER_S)
        await sells(shoppers)
        await insist(store, 3)
        await heard(store, cursor, 3)
        await store.counters.publish_tick(b"tick")
        await ticks

        await shoppers.end()
        await shoppers.sell_out()
        assert await lost(store, shoppers.told) == []
        assert await sold(store) == STOCK


async def tick(store: Store) -> bool:
    """Listen for a tick, as an edge does."""
    with contextlib.suppress(StoreDown):
        return await store.counters.next_tick(100) == b"tick"
    return False


async def follows(server: Server, primary: Server, replicas: int) -> bool:
    """Whether a server has become a replica, and its primary has so many."""
    with contextlib.suppress(StoreDown):
        return await role(server) == "slave" and await primary.replicas() == replicas
    return False


async def test_a_name_that_nobody_knows(tmp_path: Path) -> None:
    async with watched(tmp_path) as (_, url):
        with pytest.raises(StoreError, match="Sentinel watches no primary of the name 'other'"):
            await Store.open(url.replace(NAME, "other"), "night")


async def test_sentinels_that_are_all_away() -> None:
    with pytest.raises(StoreDown):
        await Store.open(f"redis+sentinel://127.0.0.1:{free_port()}/{NAME}", "night")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://host:1/0", ("redis://host:1/0", "")),
        ("redis+sentinel://host/night", ("redis://host:26379", "night")),
        ("redis+sentinel://u:p@host:7/night?db=1", ("redis://u:p@host:7?db=1", "night")),
        ("rediss+sentinel://[::1]:5/a%20b", ("rediss://[::1]:5", "a b")),
    ],
)
def test_what_a_url_says(url: str, expected: tuple[str, str]) -> None:
    assert named(url) == expected


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("redis+sentinel://host:1", "by its name, as in redis\\+sentinel://host:26379/name"),
        ("redis+sentinel://host:1/a/b", "by its name"),
        ("redis+sentinel://host:port/a", "not the URL of a store: Port could not be cast"),
    ],
)
def test_what_a_url_must_say(url: str, text: str) -> None:
    with pytest.raises(StoreError, match=text):
        named(url)


async def test_a_store_s_user_is_not_a_sentinel_s(tmp_path: Path) -> None:
    async with watched(tmp_path) as (servers, url):
        for server in servers:
            await server.calls.on(HERE, "ACL", "SETUSER", "me", "on", ">secret", "~*", "+@all")
        calls = Connections(url.replace("://", "://me:secret@"))
        assert await calls.call("ACL", "WHOAMI") == b"me"
        await calls.aclose()
