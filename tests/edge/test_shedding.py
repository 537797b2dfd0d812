"""The ladder at an edge: what it measures, what it leaves out, and what it never does."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest

from gala.core import shedding as rules
from gala.core.shedding import LAG_MS, Ladder
from gala.edge.shedding import Shedding, measure
from gala.wire import messages
from gala.wire.steps import Cue

from .house import Guest, House, running, until

CARD = ["s1", "seckill", ["口红", "Lipstick"], [], []]


def shed(level: object) -> Cue:
    return Cue("main", 1, 1, 0, "shed", (level,))


def test_people_set_the_least_and_the_load_may_ask_for_more() -> None:
    shedding = Shedding()
    shedding.apply(shed(1))
    assert shedding.level == 1
    for odd in (-1, 4, "2"):
        shedding.apply(shed(odd))
    assert shedding.level == 1
    shedding.measured(LAG_MS[1] / 1_000, 1.0, 0, 10, 5.0)
    assert (shedding.level, shedding.lag_ms) == (2, LAG_MS[1])
    shedding.apply(shed(3))
    assert shedding.level == 3
    shedding.apply(shed(0))
    assert shedding.level == 2


def test_sweeps_are_measured_as_a_share_of_the_time_that_passed() -> None:
    shedding = Shedding()
    for _ in range(8):
        shedding.swept(0.25)
    shedding.measured(0.0, 4.0, 0, 10, 4.0)
    assert shedding.level == Ladder().after(rules.Load(0, 500, 0, 10), 0).level == 1
    shedding.measured(0.0, 1.0, 0, 10, 5.0)
    assert shedding.level == 1, "nothing was swept since, and one second is no calm"


async def test_one_long_step_is_no_load() -> None:
    shedding = Shedding()
    task = asyncio.create_task(measure(shedding, lambda: (0, 1)))
    await asyncio.sleep(0.2)
    _block(LAG_MS[2] / 1_000)
    await asyncio.sleep(1.0)
    task.cancel()
    assert shedding.level == 0


def _block(for_s: float) -> None:
    time.sleep(for_s)


@contextlib.asynccontextmanager
async def overloaded(step_s: float) -> AsyncIterator[None]:
    """Somebody keeps the loop busy for `step_s` at a time."""

    async def busy() -> None:
        while True:
            _block(step_s)
            await asyncio.sleep(0)

    task = asyncio.create_task(busy())
    yield
    task.cancel()


async def claimed_in_s(guest: Guest, window_gen: int, number: int) -> float:
    """Claim, and return how long the answer took."""
    begun_s = time.monotonic()
    await guest.send(messages.claim("lipstick", window_gen, number.to_bytes(16), False))
    answer = await guest.next("receipt", "answer")
    assert answer[0] == "receipt", answer
    return time.monotonic() - begun_s


async def open_window(house: House) -> None:
    now_ms = house.clock.now_ms()
    rows = [["app", now_ms - 1, now_ms + 60_000, 100], ["tv", now_ms - 1, now_ms + 60_000, 100]]
    await house.cues.say("window", "lipstick", 1, "open", rows)


async def test_an_overloaded_edge_climbs_keeps_its_promises_and_comes_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "CALM_MS", 900)
    async with running() as house, house.guest(viewer="v-1") as guest:
        await house.cues.say("take", CARD, 9, None, at_ms=house.clock.now_ms())
        await guest.next("cue")
        await open_window(house)
        await guest.next("cue")
        hall = house.hall
        async with overloaded(2 * LAG_MS[0] / 1_000):
            await until(lambda: hall.shedding.level >= 1, 10)
            heights = {hall.shedding.level}
            took_s = []
            for number in range(1, 4):
                async with house.guest(viewer=f"v-{number + 1}") as other:
                    await other.next("snapshot")
                    took_s.append(await claimed_in_s(other, 1, number))
                await house.cues.say("next", None)
                assert (await guest.next("cue"))[5] == "next"
                heights.add(hall.shedding.level)
            assert 0 not in heights
            # Each answer waits for a few of the busy steps, and for no more than that.
            assert max(took_s) < 2.0
            assert house.counters.made[-1].level >= 1
        peak = hall.shedding.level
        await until(lambda: hall.shedding.level < peak, 10)
        await until(lambda: hall.shedding.level == 0, 20)
        await until(lambda: house.counters.made[-1].level == 0)


async def test_what_is_nice_to_know_is_not_looked_up_at_the_top_of_the_ladder() -> None:
    async with running() as house, house.guest() as guest:
        await guest.send(messages.ask_may("lipstick"))
        assert (await guest.next("standing"))[2] == "yes"
        await house.cues.say("shed", 3)
        await guest.next("cue")
        await guest.send(messages.ask_may("lipstick"))
        assert await guest.next("standing") == ["standing", "lipstick", "unknown", 0, 0, []]
        assert house.hall.shedding.level == 3


async def test_an_edge_that_comes_later_knows_the_level() -> None:
    house = House()
    await house.cues.say("shed", 2)
    await house.edge.start()
    try:
        assert house.hall.shedding.level == 2
    finally:
        await house.edge.stop()


async def test_slow_figures_are_never_so_slow_that_a_line_looks_broken() -> None:
    async with running() as house, house.guest() as guest:
        house.hall.shedding.by_hand = 2
        await guest.next()
        came_s: list[float] = []
        sending = asyncio.create_task(_ticks(house))
        while len(came_s) < 4:
            await guest.next("tick")
            came_s.append(asyncio.get_running_loop().time())
        sending.cancel()
        gaps_s = [later - earlier for earlier, later in pairwise(came_s)]
        # The first one may have been on its way before.
        assert all(1.3 < gap_s < 2.0 for gap_s in gaps_s[1:]), gaps_s


async def _ticks(house: House) -> None:
    while True:
        await house.counters.publish_tick(messages.tick(1, 1, []))
        await asyncio.sleep(0.2)
