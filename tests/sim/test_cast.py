"""The roles on their hosts: begun, begun again, and the beacon that is late."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from gala.core.log import LogError
from gala.ports import BeaconSilent
from gala.sim import night
from gala.sim.cast import EDGES, STORE, Cast, LateBeacon
from gala.sim.clocks import SimClock
from gala.sim.hosts import Host
from gala.sim.simulation import Simulation
from gala.sim.watched import WatchedStore


def play(scenario: Callable[[Cast], Awaitable[None]]) -> None:
    """Run `scenario` with the roles begun."""
    with Simulation(1) as sim:
        for name in ("stage", STORE, "c1", "c2", *EDGES, "extra"):
            sim.host(name)
        store = WatchedStore(lambda: sim.hosts[STORE].clock.wall_ns() // 1_000)
        cast = Cast(sim, store, wait_replicas=0, late_ms=0)

        async def main() -> None:
            await cast.open()
            cast.begin()
            await asyncio.sleep(1)
            await scenario(cast)

        sim.run(main())


def test_one_conducts_and_the_other_takes_over() -> None:
    async def scenario(cast: Cast) -> None:
        (leader,) = [name for name, one in cast.conductors.items() if one.conducting]
        cast.sim.hosts[leader].crash()
        await asyncio.sleep(4)
        (other,) = {"c1", "c2"} - {leader}
        assert cast.conductors[other].conducting
        cast.restart(leader)
        await asyncio.sleep(2)
        assert not cast.conductors[leader].conducting
        assert cast.conductors[leader].show.epoch == 2

    play(scenario)


def test_an_edge_is_drained_and_comes_back() -> None:
    async def scenario(cast: Cast) -> None:
        cast.drain("e1")
        await asyncio.sleep(2)
        assert "e1" not in cast.edges
        cast.restart("e1")
        await asyncio.sleep(1)
        assert cast.edges["e1"].port == 8000

    play(scenario)


def test_a_role_that_fails_is_started_again() -> None:
    async def scenario(cast: Cast) -> None:
        begun = []

        async def role(host: Host) -> None:
            begun.append(host.name)
            if len(begun) == 1:
                raise LogError(3, "torn")

        cast.play("extra", role)
        await asyncio.sleep(3)
        assert begun == ["extra", "extra"]

    play(scenario)


def test_a_role_that_fails_otherwise_is_told() -> None:
    told: list[tuple[str, type[Exception]]] = []

    async def scenario(cast: Cast) -> None:
        async def role(_: Host) -> None:
            raise ZeroDivisionError

        cast.failed = lambda name, error: told.append((name, type(error)))
        cast.play("extra", role)
        await asyncio.sleep(3)
        assert told == [("extra", ZeroDivisionError)]

    play(scenario)


def test_a_word_that_is_late() -> None:
    class Words:
        async def signature(self, round: int) -> bytes:
            return b"word %d" % round

    with Simulation(1) as sim:
        clock = SimClock(sim.clock)
        beacon = night.beacon(clock.now_ms() + 10_000)
        late = LateBeacon(Words(), beacon, clock, 500)

        async def main() -> None:
            with pytest.raises(BeaconSilent):
                await late.signature(5)
            await asyncio.sleep(1)
            assert await late.signature(5) == b"word 5"

        sim.run(main())
