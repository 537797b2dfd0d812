"""Who plays in a simulated night: the store, two conductors, two edges, each on its own host.

All of it is the real code over simulated ports. A role that fails is started again a second later,
as a supervisor does it; `restart` begins it anew on a host that has crashed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from types import MappingProxyType

from gala.beacon.rehearsal import RehearsalBeacon
from gala.conductor.conductor import Conductor
from gala.conductor.drawing import Notary
from gala.conductor.opening import open_show
from gala.core.log import LogError
from gala.edge import Edge, EdgePorts
from gala.ports import BeaconSilent, BeaconSource, Clock, LogConflict, StoreDown, StoreError
from gala.proof.chain import Beacon, time_of
from gala.wire.tickets import TicketVerifier

from . import night
from .calls import Unanswered
from .clocks import FollowingClock
from .hosts import Host
from .simulation import Simulation
from .store_calls import store_time
from .store_faults import NO_ANSWER, FaultyStore
from .store_model import Request
from .store_ports import StorePorts

_log = logging.getLogger("gala.sim")

STORE = "store"
CONDUCTORS = ("c1", "c2")
EDGES = ("e1", "e2")
DOOR = "edges"
"""The name under which viewers know the edges: each connection is sent to one of them."""

PORT = 8000
ORIGIN_S = 2.0
"""When the show starts, in the run's own time."""

_AGAIN_S = 1.0
_DRAIN_S = 0.5


class StoreWay:
    """`gala.sim.store_calls.Way` over the simulated network."""

    def __init__(self, sim: Simulation) -> None:
        self._sim = sim

    async def call(self, request: Request) -> object:
        """See `Way.call`."""
        return await self._sim.calls.call(STORE, STORE, request)


class LateBeacon:
    """A beacon whose words come late: `late_ms` after their time by the show's clock."""

    def __init__(self, source: BeaconSource, beacon: Beacon, clock: Clock, late_ms: int) -> None:
        self._source = source
        self._beacon = beacon
        self._clock = clock
        self._late_ms = late_ms

    async def signature(self, round: int) -> bytes:
        """See `gala.ports.BeaconSource.signature`."""
        if self._clock.now_ms() < time_of(self._beacon.chain, round) + self._late_ms:
            raise BeaconSilent(f"round {round} is late")
        return await self._source.signature(round)


class Cast:
    """The hosts of a night and what runs on them."""

    def __init__(
        self,
        sim: Simulation,
        store: FaultyStore,
        *,
        wait_replicas: int,
        late_ms: int,
        shards: Mapping[str, int] = MappingProxyType({}),
        paid: bool = False,
        rooms: bool = False,
    ) -> None:
        """`late_ms` is how late the beacon is until it is set to 0.

        `paid`: what seckills give is to be paid for. `rooms`: the room has an order of its own.
        """
        self.sim = sim
        self.store = store
        self.late_ms = late_ms
        self.steady = True
        """Whether the store's clock was never set."""
        self.conductors: dict[str, Conductor] = {}
        self.edges: dict[str, Edge] = {}
        self.clocks: dict[str, FollowingClock] = {}
        self.origin_ms = store.now_ms() + round(ORIGIN_S * 1_000)
        self.paid = paid
        self.rooms = rooms
        self.origin = night.named(self.origin_ms, paid, rooms)
        self.failed: Callable[[str, Exception], None] = lambda _name, _error: None
        """Told of what ends a role and should not."""
        self._wait_replicas = wait_replicas
        self._shards = shards
        self._roles: dict[str, Callable[[Host], Awaitable[None]]] = {}
        sim.network.balanced[DOOR] = EDGES

    async def open(self) -> None:
        """Put the show into the store."""
        self.offer_store()
        ports = await self.ports(self.sim.hosts["stage"])
        header = night.header(self.origin_ms, paid=self.paid, rooms=self.rooms)
        reader = await self.sim.hosts["stage"].run(open_show(ports.log, header))
        assert reader.show.night.origin == self.origin

    def offer_store(self) -> None:
        """Serve the store on its host."""

        async def serve(request: Request) -> object:
            reply = await self.store.serve(request)
            if reply is NO_ANSWER:
                raise Unanswered
            return reply

        self.sim.hosts[STORE].within(self.sim.calls.offer, STORE, serve)

    async def ports(self, host: Host) -> StorePorts:
        """Return a process's ports on `host`, once the store's time is known there."""
        way = StoreWay(self.sim)
        clock = FollowingClock(host.clock, lambda: store_time(way))
        while True:
            try:
                await host.run(clock.start())
                break
            except StoreDown:
                await asyncio.sleep(_AGAIN_S / 2)
        self.clocks[host.name] = clock
        return StorePorts(
            way,
            night.SHOW,
            host.name,
            clock,
            wait_replicas=self._wait_replicas,
            shards=self._shards,
        )

    def begin(self) -> None:
        """Start both conductors and both edges."""
        for name in CONDUCTORS:
            self.play(name, self._conduct)
        for name in EDGES:
            self.play(name, self._serve)

    def play(self, name: str, role: Callable[[Host], Awaitable[None]]) -> None:
        """Let the host `name` have a role, in this life and in those to come."""
        self._roles[name] = role
        self._run(self.sim.hosts[name])

    def restart(self, name: str) -> None:
        """Begin another life of a host, with its role in it."""
        host = self.sim.hosts[name]
        host.restart()
        self._run(host)

    def drain(self, name: str) -> None:
        """Stop an edge as SIGTERM does: its viewers are sent away, then it ends."""
        edge = self.edges.pop(name, None)
        host = self.sim.hosts[name]
        if edge is not None and host.up:
            host.run(edge.stop(_DRAIN_S))

    def _run(self, host: Host) -> None:
        role = self._roles.get(host.name)
        if role is not None:
            host.run(self._supervised(host, role), name=host.name)

    async def _supervised(self, host: Host, role: Callable[[Host], Awaitable[None]]) -> None:
        while True:
            try:
                return await role(host)
            except (StoreError, LogConflict, LogError, OSError) as error:
                _log.warning("%s ends and is started again: %s", host.name, error)
            except Exception as error:
                self.failed(host.name, error)
                raise
            await asyncio.sleep(_AGAIN_S)

    async def _conduct(self, host: Host) -> None:
        ports = await self.ports(host)
        beacon = night.beacon(self.origin_ms)
        words = RehearsalBeacon(beacon.chain, night.SECRETS.rehearsal, ports.clock)
        source = _Words(self, words, beacon, ports.clock)
        notary = Notary(ports.archive, source, night.SECRETS.vrf)
        conductor = self.conductors[host.name] = Conductor(
            ports, notary, host.name, ports.orders if self.paid else None
        )
        await conductor.run()

    async def _serve(self, host: Host) -> None:
        ports = await self.ports(host)
        plan = night.plan(self.paid, self.rooms)
        edge = Edge(
            host.name,
            plan,
            EdgePorts(ports.clock, ports.cues, ports.ledger, ports.counters),
            TicketVerifier(plan.show, [outlet.id for outlet in plan.outlets], [night.TICKETS]),
            night.edge_keys(self.origin),
            host=host.name,
            port=PORT,
            rng=Random(self.sim.random(f"{host.name} {host.lives}").random()),
        )
        await edge.start()
        self.edges[host.name] = edge
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.get_running_loop().create_future()


class _Words:
    """A beacon that is as late as the cast has it at the moment."""

    def __init__(self, cast: Cast, source: BeaconSource, beacon: Beacon, clock: Clock) -> None:
        self._cast = cast
        self._source = source
        self._beacon = beacon
        self._clock = clock

    async def signature(self, round: int) -> bytes:
        """See `gala.ports.BeaconSource.signature`."""
        late = LateBeacon(self._source, self._beacon, self._clock, self._cast.late_ms)
        return await late.signature(round)
