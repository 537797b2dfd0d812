"""The store that tells of its writes."""

from __future__ import annotations

from typing import Any

from gala.sim.store_model import Request
from gala.sim.watched import WatchedStore
from tests.sim.storing import CLOCK, in_virtual_time


class Watcher:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def wrote(self, name: str, _args: tuple[Any, ...]) -> None:
        self.heard.append(name)

    def went_back(self) -> None:
        self.heard.append("back")


@in_virtual_time
async def test_it_tells_of_what_it_accepts_and_of_what_it_loses() -> None:
    store = WatchedStore(CLOCK.now_us, ("r1",))
    watcher = store.watcher = Watcher()
    await store.serve(Request("log_append", (1, 0, b"first")))
    await store.serve(Request("log_read", (0, 10)))
    await store.serve(Request("log_append", (1, 5, b"a gap")))
    assert watcher.heard == ["log_append"]
    store.cut("r1")
    await store.serve(Request("log_append", (1, 1, b"second")))
    store.promote("r1")
    assert watcher.heard == ["log_append", "log_append", "back"]
    store.crash_at_write(1, kept=False)
    await store.serve(Request("log_append", (1, 1, b"second")))
    assert watcher.heard[3:] == ["back"]
