"""Whether the nodes of a cluster agree on the time.

A show goes by the clock of the node that has its log, and each shard of a window opens and closes
by its own node's: so they may not be far apart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import combinations

from gala.ports import StoreDown, StoreError
from gala.store.clock import Sample, measured
from gala.store.connection import Connections
from gala.store.slots import Node

APART_MS = 50
"""How far apart they may be: the last claim of one shard, and the first refusal of another."""

SAMPLES = 3


async def check(connections: Connections) -> None:
    """Compare the clocks of all nodes that answer. Raises `StoreError` when two are apart."""
    nodes = await connections.primaries()
    if len(nodes) == 1:
        return
    done = await asyncio.gather(
        *(_sample(connections, node) for node in nodes), return_exceptions=True
    )
    samples = {}
    for node, sample in zip(nodes, done, strict=True):
        if isinstance(sample, Sample):
            samples[str(node)] = sample
        elif not isinstance(sample, StoreDown):
            raise sample
    if found := apart(samples):
        one, other, ms = found
        raise StoreError(
            f"the clocks of {one} and {other} are {ms} ms apart, {APART_MS} are allowed: windows "
            "would open and close at different instants. Set them by NTP"
        )


def apart(samples: Mapping[str, Sample]) -> tuple[str, str, int] | None:
    """Return the two whose clocks are surely furthest apart, and how many ms; None within bounds.

    What the round trips leave open counts for them.
    """
    worst: tuple[str, str, int] | None = None
    for (one, a), (other, b) in combinations(sorted(samples.items()), 2):
        unsure_s = (a.round_trip_s + b.round_trip_s) / 2
        ms = int((abs(a.offset_s - b.offset_s) - unsure_s) * 1_000)
        if ms > (worst[2] if worst else APART_MS):
            worst = one, other, ms
    return worst


async def _sample(connections: Connections, node: Node) -> Sample:
    """Return the best of a few exchanges."""
    samples = [await measured(lambda: connections.on(node, "TIME")) for _ in range(SAMPLES)]
    return min(samples, key=lambda one: one.round_trip_s)
