import asyncio
import contextlib
import json
from typing import Any

from gala.console.promises import LOOK_MS, PromiseWatch
from gala.ports import StoreDown
from gala.proof.promise import Promise
from gala.store.connection import DEADLINE_MS
from tests.plugins.waiting import until

HOLD_MS = 700


class Measured:
    """Answers with what it holds, and notes what was said."""

    def __init__(self, holds: Promise) -> None:
        self.holds: Promise | None = holds
        self.asked: list[int] = []
        self.said: list[dict[str, Any]] = []
        self.watch = PromiseWatch(self.in_force, self.changed, HOLD_MS)

    async def in_force(self, replicas: int) -> Promise:
        self.asked.append(replicas)
        if self.holds is None:
            raise StoreDown("MISCONF no space left")
        return self.holds

    def changed(self) -> None:
        self.said.append(json.loads(self.watch.text))


async def test_each_change_is_said_once_and_within_two_seconds() -> None:
    store = Measured(Promise("always", 2))
    assert store.watch.kept is None
    task = asyncio.create_task(store.watch.run(Promise("always", 2)))
    await until(lambda: len(store.asked) == 2)
    assert store.watch.kept is True
    assert [one["kept"] for one in store.said] == [True]
    store.holds = Promise("always", 1)
    await until(lambda: len(store.said) == 2, within_s=2.0)
    assert store.watch.kept is False
    store.holds = None
    await until(lambda: len(store.said) == 3, within_s=2.0)
    store.holds = Promise("always", 2)
    await until(lambda: len(store.said) == 4, within_s=2.0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert [(one["in_force"], one["kept"], one["why"]) for one in store.said] == [
        ("always 2", True, ""),
        ("always 1", False, ""),
        (None, False, "MISCONF no space left"),
        ("always 2", True, ""),
    ]
    assert set(store.asked) == {2}
    assert store.watch.number == 4


async def test_a_write_that_was_not_taken_is_not_forgotten_at_once() -> None:
    store = Measured(Promise("always", 0))
    store.holds = None
    task = asyncio.create_task(store.watch.run(Promise("always", 0)))
    await until(lambda: len(store.said) == 1)
    store.holds = Promise("always", 0)
    await until(lambda: len(store.asked) == 2)
    await asyncio.sleep(0.01)
    assert len(store.said) == 1, "one that is taken may be luck"
    await until(lambda: len(store.said) == 2, within_s=2.0)
    assert store.said[1]["kept"]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_what_takes_longest_is_found_within_two_seconds() -> None:
    assert LOOK_MS + DEADLINE_MS < 2_000
