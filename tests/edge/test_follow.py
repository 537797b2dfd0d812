"""Staying with the show when the store does not."""

from __future__ import annotations

import asyncio
import logging

import pytest

from gala.edge.limits import Limits
from gala.ports import CueRecord, StoreDown
from gala.wire import messages

from .house import House, running, until

QUICK = Limits(stale_s=0.3, tick_s=0.3, linger_s=1)


async def test_the_ring_is_full_before_anybody_listens() -> None:
    house = House()
    await house.cues.say("panic", times=3000)
    await house.cues.say("clear", channel="room:home")
    await house.edge.start()
    assert house.hall.main.ring.seq == 3000
    assert house.hall.rooms["home"].ring.seq == 1
    await house.edge.stop()


async def test_without_a_store_there_is_no_edge() -> None:
    house = House()
    house.cues.gate.down = True
    with pytest.raises(StoreDown):
        await house.edge.start()
    await house.edge.stop()


@pytest.mark.parametrize("fault", ["down", "hung"])
async def test_the_show_is_lost_and_back(fault: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    async with running(limits=QUICK) as house, house.guest() as guest:
        await guest.next("snapshot")
        lost_ms = house.clock.now_ms()
        if fault == "down":
            house.cues.gate.down = True
        else:
            house.cues.gate.hang()
        since_ms = (await guest.next())[1]
        assert lost_ms - 1100 <= since_ms <= house.clock.now_ms() - 250
        assert house.hall.claims.stale
        async with house.guest() as late:
            assert [(await late.next())[0] for _ in range(3)] == ["welcome", "snapshot", "stale"]
        await house.cues.say("panic")
        house.cues.gate.down = False
        house.cues.gate.go()
        assert [(await guest.next())[0] for _ in range(2)] == ["cue", "fresh"]
        assert not house.hall.claims.stale


async def test_another_store_is_read_from_its_beginning() -> None:
    async with running(limits=QUICK) as house, house.guest() as guest:
        await house.cues.say("panic", times=2)
        assert [await guest.next("cue") for _ in range(2)]
        house.cues.gate.down = True
        await until(lambda: house.hall.stale_since_ms)
        # It lacks the last cue, and has another in its place before the edge asks.
        del house.cues.records[1:]
        await house.cues.publish(2, [CueRecord("main", 2, 2, lifted(2))])
        house.cues.gate.down = False
        _, _, epoch, seq, _ = await guest.next("snapshot")
        assert (epoch, seq) == (2, 2)


async def test_the_show_is_back_when_all_of_it_was_read() -> None:
    async with running(limits=QUICK) as house, house.guest() as guest:
        await house.cues.say("panic", times=2)
        assert [await guest.next("cue") for _ in range(2)]
        house.cues.gate.down = True
        await until(lambda: house.hall.stale_since_ms)
        await house.cues.say("panic", times=2)
        wait = house.cues.wait

        async def short_pages(cursor: str, timeout_ms: int) -> tuple[str, list[CueRecord]]:
            _, records = await wait(cursor, timeout_ms)
            return (str(int(cursor) + 1), records[:1]) if records else (cursor, [])

        house.cues.wait = short_pages  # type: ignore[method-assign]
        house.cues.gate.down = False
        assert [(await guest.next())[0] for _ in range(4)] == ["stale", "cue", "cue", "fresh"]
        house.cues.wait = wait  # type: ignore[method-assign]
        assert not house.hall.claims.stale


def lifted(epoch: int) -> bytes:
    return messages.cue("main", epoch, 2, 0, "clear", [])


async def test_who_is_behind_hears_of_it_later(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    async with running(limits=QUICK) as house, house.wire(receive_bytes=4096) as slow:
        await house.cues.say("filler", bytes(200_000))
        await until(lambda: house.hall.behind)
        house.cues.gate.down = True
        await until(lambda: house.hall.stale_since_ms)
        assert (await slow.message("cue"))[3] == 1
        assert (await slow.message())[0] == "stale"
        house.cues.gate.down = False
        assert await slow.message() == ["fresh"]


async def test_ticks_are_passed_on() -> None:
    async with running() as house, house.guest() as guest:
        await house.counters.publish_tick(messages.tick(5, 6, [("lipstick", 1, [("app", 3)])]))
        assert await guest.next("tick") == ["tick", 5, 6, [["lipstick", 1, [["app", 3]]]]]


async def test_without_ticks_the_edge_makes_some() -> None:
    async with running(limits=QUICK) as house, house.guest() as guest:
        await house.counters.publish_tick(messages.tick(5, 6, [("lipstick", 1, [("app", 3)])]))
        await guest.next("tick")
        house.counters.gate.hang()
        _, now_ms, *rest = await guest.next("tick")
        assert rest == [6, [["lipstick", 1, [["app", 3]]]]]
        assert abs(now_ms - house.clock.now_ms()) < 200


async def test_ticks_that_are_none(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as house, house.guest() as guest:
        await house.counters.publish_tick(b"\xc1")
        await house.counters.publish_tick(messages.tick(5, 6, ()))
        assert (await guest.next("tick"))[1] == 5
        assert "a tick is none" in caplog.text


async def test_ticks_survive_the_store(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as house, house.guest() as guest:
        house.counters.gate.down = True
        await house.counters.publish_tick(messages.tick(4, 6, ()))
        await asyncio.sleep(0.01)  # a failure or two
        house.counters.gate.down = False
        await house.counters.publish_tick(messages.tick(5, 6, ()))
        got = [(await guest.next("tick"))[1]]
        while got[-1] != 5:
            got.append((await guest.next("tick"))[1])


async def test_it_says_how_it_is() -> None:
    async with running() as house, house.guest(), house.guest(outlet="tv"), house.guest():
        await house.cues.say("panic", times=3)
        await until(lambda: house.counters.made)
        report = house.counters.made[0]
        assert (report.edge, report.behind, report.seq) == ("e1", 0, 3)
        assert report.viewers == (("app", 2), ("tv", 1))
        assert 0 < report.sweep_us < 1_000_000
        assert abs(report.at_ms - house.clock.now_ms()) < 1000


async def test_bugs_of_the_ports_do_not_end_the_loops(caplog: pytest.LogCaptureFixture) -> None:
    async with running(limits=QUICK) as house, house.guest() as guest:

        async def broken(*_: object) -> None:
            raise ZeroDivisionError

        wait, house.cues.wait = house.cues.wait, broken  # type: ignore[method-assign, assignment]
        house.counters.next_tick = broken  # type: ignore[method-assign, assignment]
        house.counters.report = broken  # type: ignore[method-assign, assignment]
        assert (await guest.next("stale"))[0] == "stale"
        house.cues.wait = wait  # type: ignore[method-assign]
        await guest.next("fresh")
        for what in ("following the cues", "passing ticks on", "reporting"):
            await until(lambda: what in caplog.text)  # noqa: B023
