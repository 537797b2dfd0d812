import asyncio

import pytest

from gala.ports import StoreDown
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.platform import REMEMBERED_MS, OtherRequest, StorePlatform
from gala.store.show import Store


async def test_the_first_answer_stays(store: Store) -> None:
    memory = store.platform
    assert await memory.begun("k", "digest") is None
    assert await memory.begun("k", "digest") is None, "asked again before it was answered"
    kept = await asyncio.gather(*(memory.keep("k", "digest", b"%d" % n) for n in range(5)))
    assert len(set(kept)) == 1
    assert await memory.begun("k", "digest") == kept[0]


async def test_another_request_is_told_so(store: Store) -> None:
    await store.platform.begun("k", "digest")
    with pytest.raises(OtherRequest):
        await store.platform.begun("k", "other")
    assert await store.platform.begun("l", "other") is None


async def test_answers_are_forgotten_after_a_day(store: Store, calls: Connections) -> None:
    await store.platform.begun("k", "digest")
    left_ms = await calls.call("PTTL", ShowKeys(store.show).answered("k"))
    assert REMEMBERED_MS - 60_000 < left_ms <= REMEMBERED_MS
    assert await store.platform.keep("l", "late", b"x") == b"x"
    assert await calls.call("PTTL", ShowKeys(store.show).answered("l")) > 0


async def test_it_remembers_what_was_told(store: Store) -> None:
    assert await store.platform.told("hook") == ""
    await store.platform.tell("hook", "pens.1-0")
    assert await store.platform.told("hook") == "pens.1-0"


async def test_a_store_that_is_gone_is_told() -> None:
    with pytest.raises(StoreDown):
        await StorePlatform(Connections("redis://127.0.0.1:1"), "evening").begun("k", "d")
