import asyncio
import gc

import pytest

from gala.client.errors import Lagging
from gala.client.streams import UNREAD_MAX, Hub


async def test_each_reader_gets_every_event_from_when_it_opened() -> None:
    hub: Hub[int] = Hub()
    first = hub.open()
    hub.push(1)
    second = hub.open()
    hub.push(2)
    hub.end(None)
    assert [event async for event in first] == [1, 2]
    assert [event async for event in second] == [2]


async def test_a_waiting_reader_wakes() -> None:
    hub: Hub[int] = Hub()
    stream = hub.open()
    reading = asyncio.create_task(anext(stream))
    await asyncio.sleep(0)
    hub.push(7)
    assert await reading == 7


async def test_an_error_comes_after_what_is_unread() -> None:
    hub: Hub[int] = Hub()
    stream = hub.open()
    hub.push(1)
    hub.end(ValueError("so"))
    assert await anext(stream) == 1
    with pytest.raises(ValueError, match="so"):
        await anext(stream)


async def test_a_reader_who_does_not_read_is_told() -> None:
    hub: Hub[int] = Hub()
    stream = hub.open()
    for number in range(UNREAD_MAX + 1):
        hub.push(number)
    assert [await anext(stream) for _ in range(UNREAD_MAX)] == list(range(UNREAD_MAX))
    with pytest.raises(Lagging):
        await anext(stream)


async def test_a_reader_who_broke_off_costs_nothing() -> None:
    hub: Hub[int] = Hub()
    stream = hub.open()
    assert hub.wanted
    del stream
    gc.collect()
    assert not hub.wanted
