import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from gala.console.clocks import ClockWatch
from gala.ports import StoreDown
from gala.store.clock import Sample
from gala.store.show import Store
from tests.durability.servers import Server
from tests.plugins.waiting import until
from tests.store.wrong_time import WrongTime

LOOK_MS = 5
HOLD_MS = 400


class Nodes:
    """Three nodes, each so far ahead; `down`: nobody answers. Notes what was said."""

    def __init__(self) -> None:
        self.ahead_s = {"one:1": 7.0, "two:2": 7.0, "three:3": 7.0}
        self.down = False
        self.asked = 0
        self.said: list[dict[str, Any]] = []
        self.watch = ClockWatch(self.times, self.changed, look_ms=LOOK_MS, hold_ms=HOLD_MS)

    async def times(self) -> dict[str, Sample]:
        self.asked += 1
        if self.down:
            raise StoreDown("nobody")
        return {node: Sample(ahead_s, 0.002) for node, ahead_s in self.ahead_s.items()}

    def changed(self) -> None:
        self.said.append(json.loads(self.watch.text))


@contextlib.asynccontextmanager
async def looking(watch: ClockWatch) -> AsyncIterator[None]:
    task = asyncio.create_task(watch.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_node_that_is_away_is_named_while_it_is() -> None:
    nodes = Nodes()
    nodes.ahead_s["two:2"] = 7.12
    async with looking(nodes.watch):
        await until(lambda: nodes.said)
        assert nodes.watch.off == 1
        nodes.ahead_s["two:2"] = 7.01
        await until(lambda: len(nodes.said) == 2)
        assert nodes.watch.off == 0
    assert nodes.said == [
        {
            "type": "clocks",
            "away": [{"node": "two:2", "than": "three:3", "ahead_ms": 120, "unsure_ms": 2}],
            "set": [],
        },
        {"type": "clocks", "away": [], "set": []},
    ]
    assert nodes.watch.number == 2


async def test_a_clock_that_was_set_is_said_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    nodes = Nodes()
    async with looking(nodes.watch):
        await until(lambda: nodes.asked > 2)
        assert nodes.said == [{"type": "clocks", "away": [], "set": []}]
        # Nobody looked meanwhile: the store was away, and came back with another time.
        nodes.down = True
        asked = nodes.asked
        await until(lambda: nodes.asked > asked + 2)
        nodes.ahead_s = {node: ahead_s - 3_600 for node, ahead_s in nodes.ahead_s.items()}
        nodes.down = False
        await until(lambda: len(nodes.said) == 2)
        assert nodes.said[1]["away"] == []
        assert [(one["node"], one["by_ms"]) for one in nodes.said[1]["set"]] == [
            (node, -3_600_000) for node in sorted(nodes.ahead_s)
        ]
        assert nodes.watch.off == 3
        await until(lambda: len(nodes.said) == 3)
        assert nodes.said[2]["set"] == []
    assert "the clock of one:1 was set by -3600000 ms" in caplog.text


async def test_a_store_whose_clock_is_set_while_a_night_runs(tmp_path: Path) -> None:
    server, time = Server(tmp_path / "store"), WrongTime()
    try:
        await server.ready()
        async with await Store.open(await time.before(server), "night") as store:
            said: list[dict[str, Any]] = []
            watch = ClockWatch(
                store.node_times, lambda: said.append(json.loads(watch.text)), look_ms=LOOK_MS
            )
            async with looking(watch):
                await until(lambda: said)
                assert said == [{"type": "clocks", "away": [], "set": []}]
                time.ahead_s = 3
                await until(lambda: len(said) == 2)
            [off] = said[1]["set"]
            assert off["node"] == "the store"
            assert abs(off["by_ms"] - 3_000) <= off["unsure_ms"] + 1
    finally:
        await time.aclose()
        await server.stop()
