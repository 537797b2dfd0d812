"""Three servers of ours as one cluster, each with a third of the slots, and replicas if wished.

Made as its own tools would: each meets the first, is given slots, and all wait until they agree.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from gala.ports import StoreDown, StoreError
from gala.store.slots import HERE, SLOTS, slot_of
from tests.durability.servers import Server
from tests.plugins.ports import free_port
from tests.plugins.waiting import until

NODES = 3

CLUSTERED = {
    "cluster-enabled": "yes",
    "cluster-node-timeout": "1000",
    # A node that is gone takes its own slots with it, not everybody's.
    "cluster-require-full-coverage": "no",
}


class Cluster:
    """What a test needs of it."""

    def __init__(self, nodes: list[Server], replicas: list[list[Server]]) -> None:
        self.nodes = nodes
        """Those that had slots at first, a third each."""
        self.replicas = replicas
        """Of each of them, in the same order."""
        self.url = nodes[0].url

    async def of(self, key: str) -> Server:
        """Return the node that has a key's slot."""
        slot = slot_of(key.encode())
        for first, last, (_, port, *_), *_ in await on(self._any(), "CLUSTER", "SLOTS"):
            if first <= slot <= last:
                return next(node for node in self._all if node.port == port)
        raise AssertionError(f"nobody has slot {slot}")

    async def moving(self, key: str, to: Server) -> None:
        """Begin to move a key's slot: what is not there any more is asked for at `to`."""
        at, slot = await self.of(key), slot_of(key.encode())
        await on(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", await _name(at))
        await on(at, "CLUSTER", "SETSLOT", slot, "MIGRATING", await _name(to))

    async def carry(self, key: str, to: Server) -> None:
        """Carry over what the key's slot has, one key after the other."""
        at, slot = await self.of(key), slot_of(key.encode())
        while keys := await on(at, "CLUSTER", "GETKEYSINSLOT", slot, 1):
            moved = await on(at, "MIGRATE", to.host, to.port, keys[0], 0, 5_000)
            assert moved == b"OK"

    async def moved(self, key: str, to: Server) -> None:
        """End the move."""
        slot, name = slot_of(key.encode()), await _name(to)
        for node in (to, *(one for one in self.nodes if one is not to)):
            await on(node, "CLUSTER", "SETSLOT", slot, "NODE", name)

    async def take_over(self, replica: Server) -> None:
        """Make a replica the primary, whatever the others say; return when they know."""
        await on(replica, "CLUSTER", "FAILOVER", "TAKEOVER")
        name = (await _name(replica)).encode()

        async def known() -> bool:
            told = [await on(node, "CLUSTER", "SLOTS") for node in self._all if node.up]
            return all(any(row[2][2] == name for row in one) for one in told)

        await until(known, within_s=30.0)

    async def shut_out(self, node: Server) -> None:
        """Have a node's replicas lose it for good, as if it stood in a network of its own."""
        await on(node, "ACL", "SETUSER", "default", "-psync", "-sync")
        await on(node, "CLIENT", "KILL", "TYPE", "replica")

        async def alone() -> bool:
            return await node.replicas() == 0

        await until(alone)

    async def ahead(self, node: Server) -> Server:
        """Return the replica that has the most of a node's writes, as an election does."""
        others = self.replicas[self.nodes.index(node)]
        told = [(await on(one, "INFO", "replication")).decode() for one in others]
        have = [int(text.partition("master_repl_offset:")[2].split()[0]) for text in told]
        return others[have.index(max(have))]

    async def back(self, node: Server, replicas: int) -> None:
        """Return when a node's slots are somebody's who has so many replicas on line."""

        async def full() -> bool:
            with contextlib.suppress(StoreDown):
                at = await self.now(node)
                return at.up and await at.replicas() >= replicas
            return False

        await until(full, within_s=60.0)

    async def now(self, node: Server) -> Server:
        """Return the node that has the slots that a node had at first."""
        first = SLOTS * self.nodes.index(node) // NODES
        for low, high, (_, port, *_), *_ in await on(self._any(), "CLUSTER", "SLOTS"):
            if low <= first <= high:
                return next(one for one in self._all if one.port == port)
        raise AssertionError(f"nobody has slot {first}")

    @property
    def _all(self) -> list[Server]:
        return [*self.nodes, *(one for some in self.replicas for one in some)]

    def _any(self) -> Server:
        return next(node for node in self._all if node.up)


async def on(node: Server, *command: str | int | bytes) -> Any:
    """Ask this node itself, whatever slots it has."""
    return await node.calls.on(HERE, *command)


async def _ready(node: Server) -> bool:
    with contextlib.suppress(StoreDown):
        return bool(await on(node, "PING"))
    return False


@contextlib.asynccontextmanager
async def clustered(
    folder: Path, replicas: Sequence[int] = (0,) * NODES, **more: str
) -> AsyncIterator[Cluster]:
    """Run it; all its processes are gone when the block ends.

    `replicas` says how many each of the nodes gets.
    """
    async with contextlib.AsyncExitStack() as stack:

        def server(name: str) -> Server:
            bus = {"cluster-port": str(free_port())}
            one = Server(folder / name, **{**CLUSTERED, **bus, **more})
            stack.push_async_callback(one.stop)
            return one

        nodes = [server(str(number)) for number in range(NODES)]
        others = [
            [server(f"{number}-{other}") for other in range(count)]
            for number, count in enumerate(replicas)
        ]
        everybody = [*nodes, *(one for some in others for one in some)]
        await asyncio.gather(*(until(partial(_ready, node), within_s=30.0) for node in everybody))
        for number, node in enumerate(nodes):
            first, last = SLOTS * number // NODES, SLOTS * (number + 1) // NODES - 1
            try:
                await on(node, "CLUSTER", "SET-CONFIG-EPOCH", number + 1)
            except StoreError as error:
                # It has one when it was asked twice: a call that breaks is made again.
                if "already non-zero" not in str(error):
                    raise
            await on(node, "CLUSTER", "ADDSLOTSRANGE", first, last)
        for node in everybody[1:]:
            bus_port = int((await on(nodes[0], "CONFIG", "GET", "cluster-port"))[1])
            await on(node, "CLUSTER", "MEET", nodes[0].host, nodes[0].port, bus_port)

        async def agreed() -> bool:
            told = [await on(node, "CLUSTER", "SLOTS") for node in everybody]
            states = [await on(node, "CLUSTER", "INFO") for node in everybody]
            return all(len(one) == NODES for one in told) and all(
                b"cluster_state:ok" in one and b"known_nodes:%d\r" % len(everybody) in one
                for one in states
            )

        await until(agreed, within_s=30.0)
        cluster = Cluster(nodes, others)
        for node, some in zip(nodes, others, strict=True):
            for one in some:
                await on(one, "CLUSTER", "REPLICATE", await _name(node))
            await cluster.back(node, len(some))
        yield cluster


async def _name(node: Server) -> str:
    name: bytes = await on(node, "CLUSTER", "MYID")
    return name.decode()
