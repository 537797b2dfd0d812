import asyncio

from gala.sim.store_model import Request
from gala.sim.store_parking import Parking, settle
from tests.sim.storing import in_virtual_time, taking_ms

REQUEST = Request("log_read", (0, 9))


@in_virtual_time
async def test_with_nothing_it_ends_at_its_time() -> None:
    assert await taking_ms(Parking().park("log", REQUEST, 250, [])) == (250, [])


@in_virtual_time
async def test_who_waits_is_answered_in_the_order_of_coming() -> None:
    parking = Parking()
    tasks = [asyncio.create_task(parking.park("log", REQUEST, 250, n)) for n in range(3)]
    other = asyncio.create_task(parking.park("cues", REQUEST, 250, "late"))
    await asyncio.sleep(0)
    for n, (request, future) in enumerate(parking.waiting("log")):
        assert request == REQUEST
        settle(future, f"found {n}")
        settle(future, "again")
    assert await asyncio.gather(*tasks) == ["found 0", "found 1", "found 2"]
    assert parking.waiting("log") == []
    assert await other == "late"


@in_virtual_time
async def test_who_has_gone_is_forgotten() -> None:
    parking = Parking()
    task = asyncio.create_task(parking.park("log", REQUEST, 250, []))
    await asyncio.sleep(0)
    task.cancel()
    ((_, future),) = parking.waiting("log")
    await asyncio.gather(task, return_exceptions=True)
    settle(future, "nobody")
    assert parking.waiting("log") == []


@in_virtual_time
async def test_all_are_sent_away() -> None:
    parking = Parking()
    tasks = [asyncio.create_task(parking.park(kind, REQUEST, 250, [])) for kind in "ab"]
    await asyncio.sleep(0)
    parking.end("gone")
    assert await asyncio.gather(*tasks) == ["gone", "gone"]
