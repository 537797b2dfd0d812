"""A primary of a cluster is lost in the midst of a sale, and its replica takes over.

Three nodes with a shard of the window each; one of them has the show's log and lease too.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest

from gala.ports import Claim, StoreError
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.nodes import Nodes
from gala.store.show import Store
from gala.store.slots import HERE, SLOTS, Node, slot_of
from tests.durability.servers import Server
from tests.durability.shopping import SHARDS, WINDOW, Shoppers, lost, opened, sold
from tests.plugins.waiting import until
from tests.store.clusters import NODES, Cluster, clustered, on
from tests.store.test_nodes import spread_out

STOCK = 30_000
BEFORE = 60
MEANWHILE = 40
TAKES_OVER_S = 30.0
"""Detection, election and a loaded machine: a second of silence, and some until all agree."""

BY_HAND = {"cluster-replica-no-failover": "yes"}
"""Nobody takes over but who is told to."""


def shards_of(show: str) -> list[int]:
    """Return on which of the nodes each shard of the window begins."""
    keys = [ShowKeys(show).window(WINDOW, shard).state for shard in range(SHARDS)]
    return [slot_of(key.encode()) * NODES // SLOTS for key in keys]


def show_at(home: int) -> str:
    """The name of a show with its log at that node, and a shard at each."""
    while True:
        show = spread_out(WINDOW)
        if slot_of(ShowKeys(show).log.encode()) * NODES // SLOTS == home:
            return show


@contextlib.asynccontextmanager
async def selling(
    folder: Path,
    replicas: Sequence[int],
    *,
    home: int,
    wait: int = 1,
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[tuple[Cluster, Store, Shoppers]]:
    """A cluster, a show in it, and viewers who have bought for a while."""
    async with contextlib.AsyncExitStack() as stack:
        cluster = await stack.enter_async_context(clustered(folder, replicas, **(settings or {})))
        # By another node than the one that will be lost: it is not there for who comes later.
        store = await stack.enter_async_context(
            await Store.open(cluster.nodes[-1].url, show_at(home))
        )
        store.wait_for(wait)
        await until(lambda: keeps(store, wait), within_s=30.0)
        await opened(store, STOCK)
        await store.log.append(1, 0, b"line 0")
        shoppers = Shoppers(store, STOCK)
        shoppers.begin()
        try:
            await until(lambda: len(shoppers.told) >= BEFORE, within_s=30.0)
            yield cluster, store, shoppers
        finally:
            await shoppers.end()


async def keeps(store: Store, wait: int) -> bool:
    """Whether so many replicas of each node have what is written."""
    return (await store.promise(wait)).replicas == wait


async def goes_on(shoppers: Shoppers, shards: Sequence[int], more: int = MEANWHILE) -> None:
    """Return when each of the shards has answered so many claims more. Raises `TimeoutError`."""
    before = dict(shoppers.by_shard)
    await until(
        lambda: all(shoppers.by_shard[one] >= before.get(one, 0) + more for one in shards),
        within_s=TAKES_OVER_S,
    )


async def all_is_there(store: Store, shoppers: Shoppers) -> None:
    """Sell out, and hold what was told against what the store has."""
    await shoppers.end()
    await shoppers.sell_out()
    assert await lost(store, shoppers.told) == []
    assert await sold(store) == STOCK, "not one more, and none forgotten"


@pytest.mark.parametrize("home", [0, 1], ids=["with the log", "a shard alone"])
async def test_a_killed_primary_is_replaced_by_election(tmp_path: Path, home: int) -> None:
    async with selling(tmp_path, (2, 1, 1), home=home) as (cluster, store, shoppers):
        gone = shards_of(store.show).index(0)
        others = [shard for shard in range(SHARDS) if shard != gone]
        await cluster.nodes[0].kill()
        await goes_on(shoppers, others)
        await goes_on(shoppers, [gone])
        await store.log.append(1, 1, b"line 1")
        assert await store.log.read(0) == [b"line 0", b"line 1"]
        assert await cluster.now(cluster.nodes[0]) in cluster.replicas[0]
        await all_is_there(store, shoppers)


async def test_the_only_replica_sells_when_the_old_primary_follows_it(tmp_path: Path) -> None:
    async with selling(tmp_path, (1, 1, 1), home=0) as (cluster, store, shoppers):
        gone = shards_of(store.show).index(0)
        [replica] = cluster.replicas[0]
        await cluster.nodes[0].kill()

        async def promoted() -> bool:
            return await cluster.now(cluster.nodes[0]) is replica

        await until(promoted, within_s=TAKES_OVER_S)
        at = len(shoppers.told), shoppers.by_shard[gone]
        await goes_on(shoppers, [shard for shard in range(SHARDS) if shard != gone])
        assert shoppers.by_shard[gone] == at[1], "nobody else has it, so nobody is told"
        await cluster.nodes[0].again()
        await goes_on(shoppers, [gone])
        await all_is_there(store, shoppers)


async def test_a_frozen_primary_wakes_up_as_nobody(tmp_path: Path) -> None:
    async with selling(tmp_path, (2, 1, 1), home=0, settings=BY_HAND) as (cluster, store, shoppers):
        old, gone = cluster.nodes[0], shards_of(store.show).index(0)
        old.freeze()
        await cluster.take_over(await cluster.ahead(old))
        await goes_on(shoppers, range(SHARDS))
        # What lies in its socket when it wakes up is asked of it as of a primary.
        late = Claim(viewer_of(gone, 0xF0000000), "app", bytes(16))
        asked = asyncio.create_task(straight(store, old, late, gone))
        await asyncio.sleep(0.2)
        old.thaw()
        # Taken while it still thinks so, no replica has it; a little later it is sent on.
        with pytest.raises(StoreError, match=r"fewer than 1 replicas|MOVED|UNBLOCKED|others"):
            await asked
        await goes_on(shoppers, range(SHARDS))
        await cluster.back(old, 2)
        assert late.viewer not in {one.viewer for one in await store.claims_journal(WINDOW)}
        await all_is_there(store, shoppers)


async def test_a_primary_that_is_cut_off_from_the_others_is_left(tmp_path: Path) -> None:
    settings = {**BY_HAND, "enable-debug-command": "yes"}
    async with selling(tmp_path, (2, 1, 1), home=0, settings=settings) as (
        cluster,
        store,
        shoppers,
    ):
        old = cluster.nodes[0]
        # It hears nobody of the cluster, and has no replica; it answers us.
        await on(old, "DEBUG", "DROP-CLUSTER-PACKET-FILTER", -2)
        await cluster.shut_out(old)
        await on(await cluster.ahead(old), "CLUSTER", "FAILOVER", "TAKEOVER")
        await goes_on(shoppers, range(SHARDS))
        await store.log.append(1, 1, b"line 1")
        assert await store.log.read(0) == [b"line 0", b"line 1"]
        assert b"role:master" in await on(old, "INFO", "replication"), "it still thinks so"
        await on(old, "DEBUG", "DROP-CLUSTER-PACKET-FILTER", -1)
        await cluster.back(old, 2)
        await all_is_there(store, shoppers)


@pytest.mark.parametrize(("replicas", "wait"), [(1, 0), (1, 1), (2, 1), (2, 2)])
async def test_who_waits_for_all_may_have_any_of_them_take_over(
    tmp_path: Path, replicas: int, wait: int
) -> None:
    """And who waits for fewer loses what that one lacks: the loss that the rest is measured by."""
    async with selling(tmp_path, (replicas,) * NODES, home=0, wait=wait, settings=BY_HAND) as (
        cluster,
        store,
        shoppers,
    ):
        primary, [lacks, *_] = cluster.nodes[0], cluster.replicas[0]
        gone = shards_of(store.show).index(0)
        # It is thrown out, and may not come in again; what is on its way in is not yet thrown out.
        await until(lambda: linked(lacks), within_s=30.0)
        await on(lacks, "CONFIG", "SET", "primaryuser", "nobody", "primaryauth", "nothing")
        await on(lacks, "CLIENT", "KILL", "TYPE", "primary")
        await until(lambda: thrown_out(lacks))
        at = shoppers.by_shard[gone]
        if wait == replicas:
            await until(lambda: shoppers.longest_s(gone) > 1.0)
        else:
            await goes_on(shoppers, [gone])
        told = shoppers.by_shard[gone] - at
        await shoppers.end()
        await primary.kill()
        await cluster.take_over(lacks)
        async with await Store.open(lacks.url, store.show) as promoted:
            without = await lost(promoted, shoppers.told)
        if wait == replicas:
            assert told <= 3, "answers on their way, and no others"
            assert without == []
        else:
            assert len(without) >= MEANWHILE - 3


async def linked(replica: Server) -> bool:
    """Whether a replica follows its primary."""
    return b"master_link_status:up" in await on(replica, "INFO", "replication")


async def thrown_out(replica: Server) -> bool:
    """Whether a replica has lost its primary."""
    return b"master_link_status:down" in await on(replica, "INFO", "replication")


def viewer_of(shard: int, start: int) -> str:
    """Somebody of that shard."""
    return f"{next(n for n in range(start, start + SHARDS) if n % SHARDS == shard):032x}"


async def straight(store: Store, node: Server, claim: Claim, shard: int) -> None:
    """Claim at a node itself, whatever the map says. Raises `StoreDown`, `StoreError`."""
    at = ShowKeys(store.show).window(WINDOW, shard)
    call = ("FCALL", "claim_batch", 3, at.state, at.receipts, at.journal, 1, SHARDS)
    asked = claim.claim_id + claim.outlet.encode()
    alone = Connections(node.url, nodes=Only(node.url))
    alone.replicas = 1
    try:
        await alone.write(*call, claim.viewer, 1, asked, key=at.state, deadline_ms=10_000)
    finally:
        await alone.aclose()


class Only(Nodes):
    """One node, wherever it sends us."""

    async def serving(self, key: bytes | None) -> Node:
        return HERE

    @property
    def alone(self) -> bool:
        return True
