import asyncio

import pytest

from gala.ports import StoreDown, StoreError
from gala.store import clocks
from gala.store.clock import Sample
from gala.store.clocks import APART_MS, Off, apart, away, jumped
from gala.store.connection import Connections
from gala.store.slots import Node


class Three:
    """Connections to three nodes of which one is down, each with a clock of its own."""

    def __init__(self, *ahead_s: float) -> None:
        self._ahead_s = ahead_s

    async def primaries(self) -> list[Node]:
        return [Node("node", port) for port in range(len(self._ahead_s) + 1)]

    async def on(self, node: Node, *command: str) -> list[bytes]:
        await asyncio.sleep(0)
        assert command == ("TIME",)
        if node.port == len(self._ahead_s):
            raise StoreDown("it is down")
        micros = 1_000_000 * (asyncio.get_running_loop().time() + self._ahead_s[node.port])
        return [b"0", str(int(micros)).encode()]


async def test_nodes_that_agree_are_fine() -> None:
    await clocks.check(Three(1_000.0, 1_000.02))  # type: ignore[arg-type]


async def test_nodes_that_are_apart_are_refused() -> None:
    with pytest.raises(StoreError, match=r"node:0 and node:2 are 1\d\d ms apart, 50 are allowed"):
        await clocks.check(Three(1_000.0, 1_000.02, 1_000.2))  # type: ignore[arg-type]


async def test_one_node_agrees_with_itself(calls: Connections) -> None:
    await clocks.check(calls)


def test_what_a_round_trip_leaves_open_counts_for_them() -> None:
    within = APART_MS / 1_000
    samples = {"a": Sample(0.0, 0.01), "b": Sample(within + 0.009, 0.01)}
    assert apart(samples) is None
    assert apart({**samples, "c": Sample(within + 0.02, 0.01)}) == ("a", "c", 60)
    assert apart({"a": Sample(0.0, 0.0)}) is None


async def test_a_node_that_is_down_has_no_time() -> None:
    samples = await clocks.times(Three(1_000.0, 1_000.3))  # type: ignore[arg-type]
    assert sorted(samples) == ["node:0", "node:1"]
    [off] = away(samples)
    assert (off.node, off.than) == ("node:1", "node:0")
    assert abs(off.ahead_ms - 300) <= off.unsure_ms + 1


def test_who_is_away_is_who_differs_from_the_middle() -> None:
    near = {"a": Sample(5.0, 0.001), "b": Sample(5.02, 0.001), "c": Sample(4.99, 0.001)}
    assert away(near) == []
    assert away({}) == []
    off = {**near, "b": Sample(6.2, 0.002)}
    assert away(off) == [Off("b", "a", 1_200, 2)]
    assert away({**near, "a": Sample(4.0, 0.002)}) == [Off("a", "c", -990, 2)]
    assert away({**near, "b": Sample(5.2, 0.4)}) == [], "the round trip leaves it open"


def test_a_clock_that_was_set_is_told_from_one_that_runs_on() -> None:
    before = {"a": Sample(5.0, 0.001), "b": Sample(5.0, 0.001)}
    assert jumped(before, {"a": Sample(5.2, 0.001), "c": Sample(9.0, 0.001)}) == []
    assert jumped(before, {"a": Sample(5.0, 0.001), "b": Sample(-3_595.0, 0.003)}) == [
        Off("b", "b", -3_600_000, 2)
    ]
    assert jumped(before, {"a": Sample(5.4, 0.5)}) == []
