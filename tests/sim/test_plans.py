"""Fates are drawn from the seed alone, and every fault ends."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random

import pytest

from gala.sim.cast import Cast
from gala.sim.desks import DESKS
from gala.sim.plans import CREW, DESK_FAULTS, FAULTS, HEAL_S, VIEWERS, Fault, begin, drawn
from gala.sim.simulation import Simulation
from gala.sim.watched import WatchedStore


def test_the_same_seed_is_the_same_fate() -> None:
    assert drawn(Random(3)) == drawn(Random(3)) != drawn(Random(4))


def test_every_fault_comes_and_some_nights_are_calm() -> None:
    fates = [drawn(Random(seed)) for seed in range(400)]
    seen = Counter(fault.name for fate in fates for fault in fate.faults)
    assert set(seen) == set(FAULTS) | set(DESK_FAULTS)
    assert 40 < sum(fate.buys for fate in fates) < 120
    assert 20 < sum(fate.calm for fate in fates) < 80
    assert any(fate.late_ms for fate in fates)
    assert any(fate.crew for fate in fates)
    assert any(fate.hands for fate in fates)
    for fate in fates:
        assert all(0 < fault.at_s < HEAL_S for fault in fate.faults)
        assert fate.buys or not set(DESK_FAULTS) & {fault.name for fault in fate.faults}
        assert fate.buys == set(DESKS).issubset(fate.clocks)
        assert fate.replicated or not {"failover", "lagging"} & {f.name for f in fate.faults}


@pytest.mark.parametrize("name", [*FAULTS, *DESK_FAULTS])
@pytest.mark.parametrize("lots", range(4))
def test_each_fault_begins_and_ends(name: str, lots: int) -> None:
    with Simulation(1) as sim:

        async def main() -> None:
            for host in ("stage", "store", "c1", "c2", "e1", "e2", *CREW, *VIEWERS, *DESKS):
                sim.host(host)
            store = WatchedStore(lambda: sim.hosts["store"].clock.wall_ns() // 1_000, ("r1", "r2"))
            cast = Cast(sim, store, wait_replicas=2, late_ms=0)
            await cast.open()
            end = begin(cast, Fault(0.0, name, 1.0, lots))
            await asyncio.sleep(1)
            end()
            await asyncio.sleep(5)
            assert not store.is_down
            assert all(host.up for host in sim.hosts.values())
            assert all(host.life.running for host in sim.hosts.values())
            assert not any(path.cut for path in sim.network.paths())

        sim.run(main())
