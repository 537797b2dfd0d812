"""Clocks that drift and are set, and the show's clock over them."""

from __future__ import annotations

import asyncio
import time

import pytest

from gala.ports import StoreDown
from gala.sim.clocks import EPOCH_MS, FollowingClock, MachineClock, SimClock

from .echoes import pair


def test_a_machine_drifts_and_is_set_without_its_steady_clock_noticing() -> None:
    with pair() as two:

        async def scenario() -> None:
            clock = MachineClock(two.sim.loop, off_ms=250, drift_ppm=100)
            assert clock.wall_ms() == EPOCH_MS + 250
            await asyncio.sleep(10_000)
            assert clock.steady_s() == pytest.approx(10_001)
            assert clock.wall_ms() == pytest.approx(EPOCH_MS + 10_001_250, abs=2)
            assert clock.true_ms() == EPOCH_MS + 10_000_000
            clock.step(-3_600_000)
            assert clock.steady_s() == pytest.approx(10_001)
            assert clock.wall_ms() == pytest.approx(EPOCH_MS + 6_401_250, abs=2)
            clock.drift(-500)
            await asyncio.sleep(10_000)
            assert clock.steady_s() == pytest.approx(10_001 + 9_995)
            assert clock.steady_ns() == int(clock.steady_s() * 1e9)

        two.sim.run(scenario())


def test_the_time_module_tells_each_host_its_own() -> None:
    with pair() as two:
        fast = two.sim.host("fast", off_ms=5_000, drift_ppm=1_000)

        async def read() -> tuple[float, int, float, int]:
            return time.time(), time.time_ns(), time.monotonic(), time.perf_counter_ns()

        async def scenario() -> None:
            await asyncio.sleep(1_000)
            wall_s, wall_ns, steady_s, ticks_ns = await fast.run(read())
            assert wall_s == pytest.approx(EPOCH_MS / 1_000 + 1_006)
            assert wall_ns == pytest.approx(EPOCH_MS * 1_000_000 + 1_006 * 10**9)
            assert steady_s == pytest.approx(1_001)
            assert ticks_ns == pytest.approx(1_001 * 10**9)
            assert (await two.client.run(read()))[2] == 1_000 == time.monotonic()

        two.sim.run(scenario())
    assert time.time() > EPOCH_MS / 1_000 + 1_000


def test_the_shows_clock_never_goes_back() -> None:
    with pair() as two:

        async def scenario() -> None:
            machine = two.client.clock
            clock = SimClock(machine)
            await asyncio.sleep(100)
            now_ms = clock.now_ms()
            assert now_ms == EPOCH_MS + 100_000
            machine.step(-10_000)
            assert clock.now_ms() == now_ms
            await clock.sleep_until(now_ms + 5_000)
            assert two.sim.loop.time() == pytest.approx(115, abs=0.01)
            machine.step(60_000)
            assert clock.now_ms() == now_ms + 65_000

        two.sim.run(scenario())


def test_a_clock_that_follows_the_store_hides_what_befalls_its_machine() -> None:
    with pair() as two:
        machine = two.client.clock
        down = False

        async def ask() -> tuple[int, int]:
            await asyncio.sleep(0.002)
            if down:
                raise StoreDown
            return divmod(two.server.clock.wall_ns() // 1_000, 1_000_000)

        async def scenario() -> None:
            nonlocal down
            machine.drift(200)
            clock = FollowingClock(machine, ask)
            await clock.start()
            for _ in range(100):
                await asyncio.sleep(7)
                assert abs(clock.now_ms() - two.sim.clock.true_ms()) <= 5
            machine.step(3_600_000)
            await asyncio.sleep(1)
            assert abs(clock.now_ms() - two.sim.clock.true_ms()) <= 5
            down = True
            await asyncio.sleep(100)
            assert 15 <= clock.now_ms() - two.sim.clock.true_ms() <= 25, "its own drift"
            down = False
            await asyncio.sleep(10)
            assert abs(clock.now_ms() - two.sim.clock.true_ms()) <= 5

        two.sim.run(scenario())
