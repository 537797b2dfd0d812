"""Whether the nodes of a cluster agree on the time.

A show goes by the clock of the node that has its log, and each shard of a window opens and closes
by its own node's: so they may not be far apart. They are compared when a role starts, which
refuses, and by the console during the night, which says so.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from gala.ports import StoreDown, StoreError
from gala.store.clock import Sample, measured
from gala.store.connection import Connections
from gala.store.slots import Node

APART_MS = 50
"""How far apart they may be: the last claim of one shard, and the first refusal of another."""

JUMP_MS = 250
"""By how much a clock that was set in the midst of a night moves what opens and closes by it: more
than that is an alarm."""

SAMPLES = 3


class Off(NamedTuple):
    """A node whose clock is `ahead_ms` (negative: behind) of that of `than`, within `unsure_ms`.

    Where it was set, `than` is its own clock as it was before.
    """

    node: str
    than: str
    ahead_ms: int
    unsure_ms: int


async def check(connections: Connections) -> None:
    """Compare the clocks of all nodes that answer. Raises `StoreError` when two are apart."""
    if len(await connections.primaries()) == 1:
        return
    if found := apart(await times(connections)):
        one, other, ms = found
        raise StoreError(
            f"the clocks of {one} and {other} are {ms} ms apart, {APART_MS} are allowed: windows "
            "would open and close at different instants. Set them by NTP"
        )


async def times(connections: Connections) -> dict[str, Sample]:
    """Return how the clock of each node that answers stands to this machine's steady one.

    Raises `StoreDown` when it is not known which nodes there are, `StoreError` when one refuses.
    """
    nodes = await connections.primaries()
    done = await asyncio.gather(
        *(_sample(connections, node) for node in nodes), return_exceptions=True
    )
    samples = {}
    for node, sample in zip(nodes, done, strict=True):
        if isinstance(sample, Sample):
            samples[str(node)] = sample
        elif not isinstance(sample, StoreDown):
            raise sample
    return samples


def away(samples: Mapping[str, Sample]) -> list[Off]:
    """Return the nodes whose clocks are surely more than `APART_MS` from the middle one.

    Of two nobody can say which is right: the later one is named.
    """
    if not samples:
        return []
    order = sorted(samples.items(), key=lambda one: (one[1].offset_s, one[0]))
    than, middle = order[(len(order) - 1) // 2]
    found = (_off(node, than, one, middle) for node, one in sorted(samples.items()))
    return [off for off in found if abs(off.ahead_ms) - off.unsure_ms > APART_MS]


def jumped(before: Mapping[str, Sample], now: Mapping[str, Sample]) -> list[Off]:
    """Return the nodes whose clocks were surely set by more than `JUMP_MS` between two looks."""
    both = sorted(before.keys() & now.keys())
    found = (_off(node, node, now[node], before[node]) for node in both)
    return [off for off in found if abs(off.ahead_ms) - off.unsure_ms > JUMP_MS]


def _off(node: str, than: str, one: Sample, other: Sample) -> Off:
    unsure_s = (one.round_trip_s + other.round_trip_s) / 2
    ahead_ms = round((one.offset_s - other.offset_s) * 1_000)
    return Off(node, than, ahead_ms, math.ceil(unsure_s * 1_000))


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
