"""The parts put together: a night in small, a drain, an end."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from gala.edge.limits import Limits

from .fakes import Cues, plan
from .house import House, running, until


async def test_a_viewer_is_welcomed_and_follows() -> None:
    async with running() as house:
        await house.cues.say("take", ["s1", "host"], 0, None)
        await until(lambda: house.hall.main.ring.seq)
        async with house.guest() as guest:
            title = ["真心夜", "True Heart Night"]
            rooms = [["fashion", title], ["home", title]]
            assert await guest.next() == ["welcome", "test", title, "app", 0, rooms]
            take = ["cue", "main", 1, 1, 0, "take", [["s1", "host"], 0, None]]
            assert await guest.next() == ["snapshot", "main", 1, 1, [take]]
            await house.cues.say("next", None)
            assert await guest.next() == ["cue", "main", 1, 2, 0, "next", [None]]
            assert guest.connection.subprotocol == "gala.v1"


async def test_a_drain_is_paced_and_says_when_to_come_back() -> None:
    async with running() as house, AsyncExitStack() as stack:
        guests = [await stack.enter_async_context(house.guest()) for _ in range(20)]
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        left_s: list[float] = []

        async def leave(number: int) -> tuple[int, str]:
            closed = await guests[number].closed()
            left_s.append(loop.time() - begun_s)
            return closed

        stop = asyncio.ensure_future(house.edge.stop(0.5))
        closed = await asyncio.gather(*map(leave, range(20)))
        await stop
        assert {code for code, _ in closed} == {1001}
        waits = [int(reason.removeprefix("drain ")) for _, reason in closed]
        assert all(0 <= wait <= 1000 for wait in waits)
        assert len(set(waits)) > 10
        assert min(left_s) < 0.2
        assert max(left_s) > 0.4
        assert not house.hall.connections


async def test_nobody_is_sent_away_while_a_window_is_open() -> None:
    async with running() as house, house.guest() as guest:
        now_ms = house.clock.now_ms()
        rows = [["app", now_ms, now_ms + 60_000, 5]]
        await house.cues.say("window", "lipstick", 1, "open", rows)
        await guest.next("cue")
        stop = asyncio.ensure_future(house.edge.stop(0.1, 20.0))
        await asyncio.sleep(0.3)
        assert house.edge.viewers == 1
        await house.cues.say("window", "lipstick", 1, "closed", rows)
        assert (await guest.next("cue"))[6][2] == "closed"
        assert (await guest.closed())[0] == 1001
        await stop


async def test_a_window_that_stays_open_is_waited_for_so_long_and_no_longer() -> None:
    async with running() as house, house.guest() as guest:
        now_ms = house.clock.now_ms()
        rows = [["app", now_ms + 1_000, now_ms + 60_000, 5]]
        await house.cues.say("window", "lipstick", 1, "armed", rows)
        await guest.next("cue")
        begun_s = asyncio.get_running_loop().time()
        stop = asyncio.ensure_future(house.edge.stop(0.1, 0.4))
        assert (await guest.closed())[0] == 1001
        assert asyncio.get_running_loop().time() - begun_s >= 0.4
        await stop


async def test_nobody_comes_in_while_it_drains() -> None:
    async with running() as house, house.wire():
        stop = asyncio.ensure_future(house.edge.stop(0.1))
        await asyncio.sleep(0)
        refused = False
        try:
            async with house.guest():
                pass
        except OSError:
            refused = True
        assert refused
        await stop


async def test_cues_still_come_to_those_who_wait_for_their_turn() -> None:
    async with running() as house, house.guest() as one, house.guest() as two:
        stop = asyncio.ensure_future(house.edge.stop(0.6))
        await until(lambda: house.edge.viewers == 1)
        await house.cues.say("panic")
        got = [await guest.closed() for guest in (one, two)]
        await stop
        assert house.hall.main.ring.seq == 1
        assert {code for code, _ in got} == {1001}


async def test_after_the_end_of_the_show() -> None:
    async with running(plan=plan(tv_delay_ms=60_000)) as house, house.guest() as guest:
        await house.cues.say("over", at_ms=house.clock.now_ms())
        await guest.next("cue")
        assert house.edge.viewers == 1, "they may stay"
        house.clock.ahead_ms = 60_001  # the slowest outlet has seen it
        stop = asyncio.ensure_future(house.edge.stop())
        assert await guest.closed() == (1000, "over")
        await stop


async def test_before_everybody_has_seen_the_end_it_is_a_drain() -> None:
    async with running(plan=plan(tv_delay_ms=60_000)) as house, house.guest() as guest:
        await house.cues.say("over", at_ms=house.clock.now_ms())
        await guest.next("cue")
        stop = asyncio.ensure_future(house.edge.stop())
        assert (await guest.closed())[0] == 1001
        await stop


async def test_who_does_not_hang_up_is_dropped() -> None:
    async with running(limits=Limits(linger_s=0.2)) as house, house.wire():
        async with asyncio.timeout(2):
            await house.edge.stop()
        assert not house.hall.connections


async def test_stopping_twice_and_without_a_start() -> None:
    await House().edge.stop()
    async with running() as house:
        await house.edge.stop()
        await house.edge.stop()


async def test_two_edges_and_a_viewer_who_moves() -> None:
    cues = Cues()
    async with running(cues=cues) as one, running(cues=cues) as two:
        async with one.guest() as guest:
            await cues.say("panic", times=3)
            assert [(await guest.next())[0] for _ in range(2)] == ["welcome", "snapshot"]
            assert (await guest.next())[3] == 1
        await until(lambda: two.hall.main.ring.seq == 3)
        async with two.guest("?main=1.1") as guest:
            assert [(await guest.next())[3] for _ in range(4)][1:] == [3, 2, 3]


async def test_a_fault_of_the_wheel_does_not_stop_it() -> None:
    async with running() as house:
        look, calls = house.edge._ticks.look, []

        def broken(_: object) -> None:
            calls.append(1)
            raise ZeroDivisionError

        house.edge._ticks.look = broken  # type: ignore[method-assign, assignment]
        await until(lambda: len(calls) > 1)
        house.edge._ticks.look = look  # type: ignore[method-assign]
