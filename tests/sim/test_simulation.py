"""A run put together: its seed, its failures, its end."""

from __future__ import annotations

import asyncio

import pytest

from gala.sim.simulation import Failed, Simulation


def test_what_nobody_was_told_fails_the_run_and_names_the_seed() -> None:
    with Simulation(42) as sim:
        host = sim.host("edge")

        async def broken() -> None:
            asyncio.get_running_loop().call_soon(lambda: 1 / 0)

        host.run(broken())
        with pytest.raises(Failed, match=r"seed 42: 1 failed\n  edge: .*ZeroDivisionError"):
            sim.run(asyncio.sleep(1))
        sim.failures.clear()
        sim.check()


def test_an_error_that_ends_the_run_names_the_seed_and_the_instant() -> None:
    async def fails() -> None:
        await asyncio.sleep(12)
        raise KeyError("x")

    with pytest.raises(KeyError) as raised, Simulation(43) as sim:
        sim.run(fails())
    assert raised.value.__notes__ == ["seed 43, at 12.000000 s of virtual time"]


def test_chance_for_one_purpose_is_its_own() -> None:
    with Simulation(1) as sim, Simulation(2) as other:
        first = sim.random("a").random()
        assert sim.random("a").random() == first
        assert sim.random("b").random() != first
        assert other.random("a").random() != first


def test_several_runs_on_one_simulation_go_on_in_time() -> None:
    with Simulation(1, steps_max=10_000) as sim:
        sim.run(asyncio.sleep(5))
        sim.run(asyncio.sleep(5))
        assert sim.loop.time() == 10
        assert sim.clock.true_ms() == 1_750_000_010_000
