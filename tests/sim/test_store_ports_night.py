"""The real conductors and the console's watch, on the simulated store, in virtual time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from gala.beacon.rehearsal import RehearsalBeacon
from gala.conductor.conductor import Conductor
from gala.conductor.drawing import Notary
from gala.conductor.opening import open_show
from gala.console.watch import Watch
from gala.core.events import EpochBegan, WindowSettled
from gala.core.log import Header, LogReader, Written
from gala.core.tables import Phase
from gala.ports import Won
from gala.sim.store_faults import FaultyStore
from gala.sim.store_ports import StorePorts
from gala.store.evidence import Evidence
from run_sheet import digest
from tests.conductor.nights import SHEET
from tests.core.playing import sheet_of
from tests.keys import KEYS, beacon
from tests.sim.storing import CLOCK, claim, faulty, in_virtual_time, ports_to


def header() -> Header:
    origin_ms = CLOCK.now_ms() + 200
    return Header(
        show="616",
        sheet=SHEET,
        sheet_digest=digest(sheet_of(SHEET)),
        pace_milli=1_000,
        origin_ms=origin_ms,
        mode="auto",
        beacon=beacon(origin_ms),
        keys=KEYS.log_keys,
    )


@contextlib.asynccontextmanager
async def night(server: FaultyStore, wait_replicas: int) -> AsyncIterator[list[Conductor]]:
    """Two conductors and a console on one store."""
    tasks, conductors = [], []
    await open_show(ports_to(server).log, header())
    for name in ("c1", "c2"):
        ports = ports_to(server, name, wait_replicas)
        words = RehearsalBeacon(beacon(0).chain, KEYS.rehearsal, CLOCK)
        conductor = Conductor(ports, Notary(ports.archive, words, KEYS.vrf), name)
        conductors.append(conductor)
        tasks.append(asyncio.create_task(conductor.run()))
    watch = Watch(ports_to(server, "console"), Evidence(bytes(32)))
    tasks.append(asyncio.create_task(watch.run()))
    try:
        yield conductors
        await asyncio.sleep(2)
        assert watch.healthy
        assert watch.show.phase is Phase.OVER
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def written(ports: StorePorts) -> list[Written]:
    """The night's log, read by the rules."""
    first, *lines = await ports.log.read(0)
    reader = LogReader(first)
    return [reader.feed(line) for line in lines]


@in_virtual_time
async def test_a_night_with_a_store_that_dies_in_a_window() -> None:
    server = faulty()
    ports = ports_to(server)
    async with night(server, wait_replicas=0) as conductors:
        await asyncio.sleep(1.5)
        (won,) = await ports.ledger.claim("sale", 1, [claim("ann", 2)])
        assert isinstance(won, Won)
        server.crash()
        await asyncio.sleep(1.0)
        server.restart()
        await asyncio.gather(*(one.finished.wait() for one in conductors))
    events = [one.event for one in await written(ports)]
    assert sum(isinstance(event, EpochBegan) for event in events) == 1
    (settled,) = [event for event in events if isinstance(event, WindowSettled)]
    assert dict(settled.sold) == {"app": 2, "tv": 0}


@in_virtual_time
async def test_a_night_with_a_failover_that_loses_nothing_acknowledged() -> None:
    server = faulty("r1")
    ports = ports_to(server, wait_replicas=1)
    async with night(server, wait_replicas=1) as conductors:
        await asyncio.sleep(1.5)
        assert isinstance((await ports.ledger.claim("sale", 1, [claim("ann")]))[0], Won)
        server.cut("r1")
        await asyncio.sleep(1.0)
        server.promote("r1")
        server.add_replica("r2")
        await asyncio.gather(*(one.finished.wait() for one in conductors))
    (settled,) = [one.event for one in await written(ports) if isinstance(one.event, WindowSettled)]
    assert dict(settled.sold) == {"app": 1, "tv": 0}
