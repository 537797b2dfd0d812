import asyncio

import pytest

from gala.ports import Fenced, StoreDown
from gala.sim.store_calls import Calls, store_time
from gala.sim.store_model import WRITES, Request
from gala.sim.store_server import Failed
from gala.store.connection import BLOCKED_GRACE_MS, DEADLINE_MS
from gala.store.replicas import UNREPLICATED
from tests.sim.storing import in_virtual_time, taking_ms


class Road:
    """A way that answers after a while, or never, and notes what it was given."""

    def __init__(self, reply: object = "reply", after_s: float = 0.0) -> None:
        self.reply = reply
        self.after_s = after_s
        self.given: list[Request] = []

    async def call(self, request: Request) -> object:
        self.given.append(request)
        await asyncio.sleep(self.after_s)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


@in_virtual_time
async def test_a_reply_is_returned_and_an_error_raised() -> None:
    assert await Calls(Road("yes")).call("time") == "yes"
    with pytest.raises(Fenced, match="epoch 2"):
        await Calls(Road(Failed(Fenced, "epoch 2 has come"))).call("time")
    with pytest.raises(StoreDown, match="reset"):
        await Calls(Road(StoreDown("reset"))).call("time")


@in_virtual_time
async def test_clocks_ask_for_the_time() -> None:
    road = Road((17, 250_000))
    assert await store_time(road) == (17, 250_000)
    assert road.given == [Request("time")]


@in_virtual_time
async def test_each_call_has_its_deadline() -> None:
    calls = Calls(Road(after_s=60))
    for call, limit_ms in (
        (calls.call("time"), DEADLINE_MS),
        (calls.call("claim_batch", deadline_ms=150), 150),
        (calls.wait("log_read", 0, 9, timeout_ms=3_000), 3_000 + BLOCKED_GRACE_MS),
    ):
        took_ms, error = await taking_ms(call)
        assert (took_ms, type(error)) == (limit_ms, StoreDown)


@in_virtual_time
async def test_a_call_waits_for_a_free_connection_within_its_deadline() -> None:
    calls = Calls(Road(after_s=0.6), limit=1)
    first, second = await asyncio.gather(
        taking_ms(calls.call("time")), taking_ms(calls.call("time"))
    )
    assert first == (600, "reply")
    assert (second[0], type(second[1])) == (DEADLINE_MS, StoreDown)
    assert (await taking_ms(calls.call("time")))[0] == 600


@in_virtual_time
async def test_only_writes_that_matter_wait_for_replicas() -> None:
    road = Road()
    calls = Calls(road, replicas=2)
    for name in sorted(WRITES):
        await calls.call(name)
    assert {one.name for one in road.given if one.replicas == 2} == WRITES - UNREPLICATED
    await calls.call("log_read", 0, 9)
    await calls.wait("log_read", 0, 9, timeout_ms=0)
    assert road.given[-2:] == [
        Request("log_read", (0, 9), 0, 0),
        Request("log_read", (0, 9), 1, 0),
    ]


@in_virtual_time
async def test_closed_is_closed() -> None:
    road = Road()
    calls = Calls(road)
    calls.close()
    with pytest.raises(StoreDown, match="closed here"):
        await calls.call("time")
    assert road.given == []
