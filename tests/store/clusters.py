"""Three servers of ours as one cluster, each with a third of the slots.

Made as its own tools would: each meets the first, is given slots, and all wait until they agree.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

from gala.ports import StoreDown
from gala.store.slots import HERE, SLOTS, slot_of
from tests.durability.servers import Server, free_port
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

    def __init__(self, nodes: list[Server]) -> None:
        self.nodes = nodes
        self.url = nodes[0].url

    async def of(self, key: str) -> Server:
        """Return the node that has a key's slot."""
        slot = slot_of(key.encode())
        for first, last, (_, port, *_), *_ in await on(self._any(), "CLUSTER", "SLOTS"):
            if first <= slot <= last:
                return next(node for node in self.nodes if node.port == port)
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

    def _any(self) -> Server:
        return next(node for node in self.nodes if node.process.poll() is None)


async def on(node: Server, *command: str | int | bytes) -> Any:
    """Ask this node itself, whatever slots it has."""
    return await node.calls.on(HERE, *command)


async def _ready(node: Server) -> bool:
    with contextlib.suppress(StoreDown):
        return bool(await on(node, "PING"))
    return False


@contextlib.asynccontextmanager
async def clustered(folder: Path, **more: str) -> AsyncIterator[Cluster]:
    """Run it; all its processes are gone when the block ends."""
    async with contextlib.AsyncExitStack() as stack:
        nodes = []
        for number in range(NODES):
            bus = {"cluster-port": str(free_port())}
            nodes.append(Server(folder / str(number), **CLUSTERED, **bus, **more))
            stack.push_async_callback(nodes[-1].stop)
        await asyncio.gather(*(until(partial(_ready, node)) for node in nodes))
        for number, node in enumerate(nodes):
            first, last = SLOTS * number // NODES, SLOTS * (number + 1) // NODES - 1
            await on(node, "CLUSTER", "ADDSLOTSRANGE", first, last)
            await on(node, "CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        for node in nodes[1:]:
            bus_port = int((await on(nodes[0], "CONFIG", "GET", "cluster-port"))[1])
            await on(node, "CLUSTER", "MEET", nodes[0].host, nodes[0].port, bus_port)

        async def agreed() -> bool:
            told = [await on(node, "CLUSTER", "SLOTS") for node in nodes]
            states = [await on(node, "CLUSTER", "INFO") for node in nodes]
            return all(len(one) == NODES for one in told) and all(
                b"cluster_state:ok" in one for one in states
            )

        await until(agreed, within_s=15.0)
        yield Cluster(nodes)


async def _name(node: Server) -> str:
    name: bytes = await on(node, "CLUSTER", "MYID")
    return name.decode()
