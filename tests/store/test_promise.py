from pathlib import Path

import pytest

from gala.ports import StoreDown
from gala.proof.promise import DISKS, Promise
from gala.store import promise
from gala.store.connection import Connections
from tests.durability.servers import replicated
from tests.plugins.waiting import until


async def test_a_store_without_its_file_promises_nothing(calls: Connections) -> None:
    try:
        await calls.call("CONFIG", "SET", "appendonly", "no")
        assert await promise.disk(calls) == "no"
    finally:
        # A call that got no answer in time is made again, and the first may still come after it.
        await until(lambda: kept_again(calls))


async def kept_again(calls: Connections) -> bool:
    """Give the store its file back; say whether it has it."""
    await calls.call("CONFIG", "SET", "appendonly", "yes")
    return await promise.disk(calls) == "always"


async def test_replicas_are_counted_by_what_they_have(tmp_path: Path) -> None:
    async with replicated(tmp_path, 2) as (primary, others, cables):
        calls = primary.calls
        assert await promise.connected(calls) == 2
        assert await promise.in_force(calls, "{x}:log", 2) == Promise("always", 2)
        assert await promise.in_force(calls, "{x}:log", 1) == Promise("always", 1)
        assert await promise.in_force(calls, "{x}:log", 0) == Promise("always", 0)
        cables[0].cut()
        assert await promise.connected(calls) == 2, "nobody has left"
        assert await promise.in_force(calls, "{x}:log", 2) == Promise("always", 1)
        with pytest.raises(StoreDown):
            await promise.in_force(others[1].calls, "{x}:log", 0)


def test_words_in_both_languages_for_everything() -> None:
    for disk in DISKS:
        for replicas in (0, 1, 2):
            zh, en = promise.words(Promise(disk, replicas))
            assert zh
            assert en
            assert (" replica" in en) == (replicas > 0)
    assert promise.words(Promise("always", 2)) == (
        "回答前已落盘；回答前 2 个副本已收到",
        "on disk before the answer; on 2 replicas before the answer",
    )
    assert "may lose the last second" in promise.words(Promise("everysec", 0))[1]
