"""Three real servers as a cluster, and calls that find their way through it."""

import asyncio
import contextlib
import os
import signal
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio.connection import Connection, SSLConnection

from gala.core.seckill import Refused
from gala.ports import Claim, OutletWindow, StoreDown, StoreError, Won
from gala.store import functions, promise
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.nodes import Nodes
from gala.store.replicas import REPLICATED_MS
from gala.store.show import Store
from gala.store.slots import HERE, SLOTS, Node, slot_of
from gala.store.subscription import Subscription
from tests.durability.servers import Server
from tests.plugins.waiting import until
from tests.store.clusters import NODES, Cluster, clustered, on

SHARDS = 3


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[Cluster]:
    async with clustered(tmp_path, appendfsync="everysec") as running:
        yield running


@pytest.fixture
async def store(cluster: Cluster) -> AsyncIterator[Store]:
    """A show whose windows are cut into as many shards as there are nodes."""
    async with await Store.open(cluster.url, spread_out("w")) as opened:
        await opened.cut_into(SHARDS, ["w"])
        yield opened


def spread_out(window: str) -> str:
    """The name of a show whose window has a shard on each node."""
    while True:
        show = f"show-{uuid.uuid4().hex[:8]}"
        keys = [ShowKeys(show).window(window, shard).state for shard in range(SHARDS)]
        if len({slot_of(key.encode()) * NODES // SLOTS for key in keys}) == NODES:
            return show


async def opened(store: Store, stock: int) -> None:
    now_ms = store.clock.now_ms()
    row = OutletWindow("app", now_ms - 10, now_ms + 60_000, stock)
    await store.ledger.open_window(1, "w", 1, 100, [row])


def claims(count: int) -> Iterator[Claim]:
    for _ in range(count):
        one = uuid.uuid4()
        yield Claim(one.hex, "app", one.bytes)


async def test_everything_goes_to_the_node_of_its_key(cluster: Cluster, store: Store) -> None:
    await opened(store, 30)
    done = await store.ledger.claim("w", 1, list(claims(30)))
    assert all(isinstance(one, Won) or one == Refused("pending") for one in done)
    assert len(await store.claims_journal("w")) == sum(isinstance(one, Won) for one in done)
    await store.log.append(1, 0, b"line")
    assert store.show in await store.shows(), "a key without a tag"
    assert await store.log.wait(0, 100) == [b"line"]
    for shard in range(SHARDS):
        at = ShowKeys(store.show).window("w", shard)
        assert await on(await cluster.of(at.state), "EXISTS", at.state, at.receipts) == 2
    for node in cluster.nodes:
        there = await on(node, "FUNCTION", "LIST")
        assert len(there) == len(functions.libraries()), "functions are on every node"


async def test_a_show_has_one_clock(cluster: Cluster, store: Store) -> None:
    home = await cluster.of(ShowKeys(store.show).log)
    before = {node.port: await _times(node) for node in cluster.nodes}
    for _ in range(5):
        await store._calls.call("TIME")
    asked = {node.port: await _times(node) - before[node.port] for node in cluster.nodes}
    assert asked[home.port] >= 5
    assert sum(asked.values()) == asked[home.port]


async def _times(node: Server) -> int:
    told: bytes = await on(node, "INFO", "commandstats")
    for line in told.splitlines():
        if line.startswith(b"cmdstat_time:"):
            return int(line.split(b"calls=")[1].split(b",")[0])
    return 0


async def test_what_is_promised_is_the_weakest_node_s(cluster: Cluster, store: Store) -> None:
    assert await store.disk() == "everysec"
    assert (await store.promise(2)).text() == "everysec 0"
    assert await store.replicas() == 0
    await on(cluster.nodes[1], "CONFIG", "SET", "appendonly", "no")
    assert await store.disk() == "no"


async def test_ticks_come_from_the_channel_s_node(cluster: Cluster, store: Store) -> None:
    assert await store.counters.next_tick(1) is None
    await store.counters.publish_tick(b"tick")
    assert await store.counters.next_tick(5_000) == b"tick"


async def test_a_slot_is_moved_while_claims_run(cluster: Cluster, store: Store) -> None:
    await opened(store, 10_000)
    key = ShowKeys(store.show).window("w", 0).state
    at = await cluster.of(key)
    to = next(node for node in cluster.nodes if node is not at)
    decided: dict[str, Won] = {}
    asked = [0]
    moving = True

    async def buyer() -> None:
        while moving:
            mine = list(claims(5))
            asked[0] += len(mine)
            while mine:
                with contextlib.suppress(StoreDown):
                    answers = await store.ledger.claim("w", 1, mine)
                    told = dict(zip((one.viewer for one in mine), answers, strict=True))
                    decided.update({who: won for who, won in told.items() if isinstance(won, Won)})
                    mine = [one for one in mine if told[one.viewer] == Refused("pending")]
                await asyncio.sleep(0.005)

    buyers = [asyncio.create_task(buyer()) for _ in range(4)]
    await until(lambda: len(decided) > 20)
    await cluster.moving(key, to)
    await asyncio.sleep(0.05)
    await cluster.carry(key, to)
    sold = len(decided)
    await until(lambda: len(decided) > sold + 20)
    await cluster.moved(key, to)
    sold = len(decided)
    await until(lambda: len(decided) > sold + 20)
    moving = False
    await asyncio.gather(*buyers)
    assert await cluster.of(key) is to
    journal = await store.claims_journal("w")
    assert len(decided) == asked[0], "each was decided, and there was stock for all"
    assert {one.viewer: one.won for one in journal} == decided
    assert len({one.won.unit for one in journal}) == len(journal)


async def test_a_slot_half_moved_asks_the_other_node(cluster: Cluster) -> None:
    calls = Connections(cluster.url)
    at = await cluster.of("{k}:a")
    to = next(node for node in cluster.nodes if node is not at)
    await calls.call("SET", "{k}:a", "1")
    await cluster.moving("{k}:a", to)
    assert await calls.call("SET", "{k}:b", "2") == b"OK", "it is new, so it is there already"
    assert await on(at, "DBSIZE") == 1
    assert await on(to, "DBSIZE") == 1
    with pytest.raises(StoreDown, match="moving"):
        await calls.call("DEL", "{k}:a", "{k}:b")
    await cluster.carry("{k}:a", to)
    assert await calls.call("GET", "{k}:a") == b"1"
    await cluster.moved("{k}:a", to)
    assert await calls.call("DEL", "{k}:a", "{k}:b") == 2
    await calls.aclose()


async def test_a_write_that_is_sent_on_waits_where_it_was_made(cluster: Cluster) -> None:
    calls = Connections(cluster.url)
    at = await cluster.of("{k}:a")
    to = next(node for node in cluster.nodes if node is not at)
    await calls.call("PING")
    await cluster.moving("{k}:a", to)
    await cluster.moved("{k}:a", to)
    calls.replicas = 1
    with pytest.raises(StoreDown, match="written, but fewer than 1 replicas"):
        await calls.write("INCR", "{k}:a", key="{k}:a", deadline_ms=3_000)
    assert await on(to, "GET", "{k}:a") == b"1", "once"
    assert await on(to, "EXISTS", "{k}:barrier") == 1
    await calls.aclose()


async def test_a_node_that_lacks_replicas_says_so_soon_and_writes_nothing(cluster: Cluster) -> None:
    calls = Connections(cluster.url)
    calls.replicas = 1
    with pytest.raises(StoreDown, match="it is written, but"):
        await calls.write("INCR", "{k}:a", key="{k}:a")
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(StoreDown, match="fewer than 1 replicas have what is written at"):
            await calls.write("INCR", "{k}:a", key="{k}:a")
    assert time.monotonic() - began < 3 * REPLICATED_MS / 1_000
    assert await calls.call("GET", "{k}:a") == b"1"
    assert await calls.reached("{k}:a", 1) == 0, "who measures is answered as before"
    calls.replicas = 0
    assert await calls.write("INCR", "{k}:a", key="{k}:a") == 2
    await calls.aclose()


async def test_a_listener_follows_its_channel_to_another_node(cluster: Cluster) -> None:
    nodes = Nodes(cluster.url)
    listening, calls = Subscription(cluster.url, "{k}:c", nodes), Connections(cluster.url)
    assert await listening.next(1) is None
    at = await nodes.serving(b"{k}:c")
    other = next(one for one in await nodes.primaries() if one != at)
    # As when a replica has taken over, and the old primary has not heard of it.
    table = await nodes.table()
    assert table is not None
    table[slot_of(b"{k}:c")] = other
    with pytest.raises(StoreDown):
        await listening.next(100)

    async def heard() -> bytes | None:
        await calls.call("SPUBLISH", "{k}:c", "again")
        return await listening.next(50)

    assert await until(heard) == b"again"
    for one in (listening, calls):
        await one.aclose()


async def test_a_killed_node_takes_only_its_own_slots_with_it(
    cluster: Cluster, store: Store
) -> None:
    await opened(store, 300)
    keys = ShowKeys(store.show)
    home = await cluster.of(keys.log)
    shards = {n: await cluster.of(keys.window("w", n).state) for n in range(SHARDS)}
    gone = next(node for node in shards.values() if node is not home)
    await store.log.append(1, 0, b"line")
    gone.process.kill()
    for shard, node in shards.items():
        mine = [claim for claim in claims(60) if int(claim.viewer[:8], 16) % SHARDS == shard]
        began = time.monotonic()
        if node is gone:
            with pytest.raises(StoreDown):
                await store.ledger.claim("w", 1, mine)
        else:
            done = await store.ledger.claim("w", 1, mine)
            assert all(isinstance(one, Won) for one in done)
        assert time.monotonic() - began < 2.5
    await store.log.append(1, 1, b"next")
    async with await Store.open(home.url, store.show) as other:
        assert await other.log.read(0) == [b"line", b"next"]


async def test_a_node_that_hangs_keeps_nobody_else_waiting(cluster: Cluster, store: Store) -> None:
    await opened(store, 600)
    keys = ShowKeys(store.show)
    home = await cluster.of(keys.log)
    shards = {n: await cluster.of(keys.window("w", n).state) for n in range(SHARDS)}
    hangs = next(node for node in shards.values() if node is not home)
    mine = list(claims(60))
    theirs = {claim.viewer for claim in mine if shards[int(claim.viewer[:8], 16) % SHARDS] is hangs}
    assert 0 < len(theirs) < len(mine)
    hangs.freeze()
    try:
        for deadline_ms, within_s in ((300, 1.0), (2_000, 0.25)):
            began = time.monotonic()
            done = await store.ledger.claim("w", 1, mine, deadline_ms=deadline_ms)
            assert time.monotonic() - began < within_s
            pending = {
                claim.viewer
                for claim, answer in zip(mine, done, strict=True)
                if answer == Refused("pending")
            }
            assert pending == theirs
    finally:
        os.kill(hangs.process.pid, signal.SIGCONT)
    again = await store.ledger.claim("w", 1, mine)
    assert all(isinstance(one, Won) for one in again)
    journal = await store.claims_journal("w")
    assert len({one.viewer for one in journal}) == len(journal) == len(mine)


async def test_a_node_that_the_url_names_besides_is_asked_too(cluster: Cluster) -> None:
    first, second, third = cluster.nodes
    first.process.kill()
    first.process.wait()
    url = f"{first.url}/0?nodes={second.host}:{second.port},{third.host}:{third.port}"
    nodes = Nodes(url)
    assert len(await nodes.primaries()) == 3
    with pytest.raises(StoreError, match="nodes=nowhere"):
        Nodes("redis://localhost?nodes=nowhere")


async def test_one_server_is_one_node(store_url: str) -> None:
    nodes = Nodes(store_url)
    assert await nodes.primaries() == [HERE]
    assert await nodes.serving(b"key") == HERE
    assert nodes.alone
    assert await nodes.table() is None


async def test_a_subscription_follows_its_channel(cluster: Cluster) -> None:
    listening, calls = Subscription(cluster.url, "{k}:ticks"), Connections(cluster.url)
    assert await listening.next(1) is None
    at = await cluster.of("{k}:ticks")
    to = next(node for node in cluster.nodes if node is not at)
    await cluster.moving("{k}:ticks", to)
    await cluster.moved("{k}:ticks", to)

    async def heard() -> bool:
        try:
            await listening.next(1)
        except StoreDown:
            return False
        await calls.call("SPUBLISH", "{k}:ticks", b"there")
        return await listening.next(100) == b"there"

    with pytest.raises(StoreDown):
        await listening.next(200)
    await until(heard)
    await listening.aclose()
    await calls.aclose()


async def test_a_node_whose_user_may_not_ask_is_said(cluster: Cluster) -> None:
    for node in cluster.nodes:
        await on(node, "ACL", "SETUSER", "blind", "on", "nopass", "~*", "+@all", "-cluster")
    at = await cluster.of("{k}:a")
    away = next(node for node in cluster.nodes if node is not at)
    blind = Connections(away.url.replace("redis://", "redis://blind:x@"))
    with pytest.raises(StoreError, match="allow CLUSTER SLOTS"):
        await blind.call("GET", "{k}:a")
    await blind.aclose()


async def test_probes_are_one_a_node(cluster: Cluster) -> None:
    calls = Connections(cluster.url)
    keys = await calls.probes("unused", "live")
    assert {(await cluster.of(key)).port for key in keys} == {node.port for node in cluster.nodes}
    assert await promise.connected(calls) == 0
    assert str(await calls.serving(keys[0])).startswith("127.0.0.1:")
    assert str(Node()) == "the store"
    await calls.aclose()


def test_a_node_is_reached_as_the_url_says() -> None:
    node = Node("10.0.0.1", 7001)
    plain = Nodes("unix://crew:secret@/run/store.sock").connection(node)
    assert type(plain) is Connection
    assert (plain.host, plain.port, plain.username) == ("10.0.0.1", 7001, "crew")
    safe = Nodes("rediss://:secret@first:7000").connection(node)
    assert isinstance(safe, SSLConnection)
    assert (safe.host, safe.port, safe.password) == ("10.0.0.1", 7001, "secret")
