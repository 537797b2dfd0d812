"""The real edge and real viewers, unmodified, on the simulated network."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from gala.client import Cue, Disconnected, Event, Presented, Viewer, connect
from gala.edge import Edge, EdgePorts, Limits
from gala.sim.clocks import SimClock
from gala.sim.hosts import Host
from gala.sim.simulation import Simulation
from gala.wire.tickets import TicketKey, TicketVerifier, issue
from tests.edge.fakes import SHOW, Counters, Cues, Ledger, plan
from tests.keys import EDGE_KEYS

KEY = TicketKey("k1", b"a ticket key of thirty-two bytes")
CARD = ["s1", "host", ["开场", "Opening"], [], []]
LEAD_MS = 4_000


class Hall:
    """One edge, and viewers on hosts of their own. `heard` is what each viewer was told, in order.

    Every cue is taken from the edge's host, `LEAD_MS` before it is due.
    """

    def __init__(self, sim: Simulation, limits: Limits | None = None) -> None:
        self.sim = sim
        self.limits = limits or Limits()
        self.host = sim.host("edge")
        self.heard: dict[str, list[tuple[float, Event | Presented]]] = {}
        self.viewers: dict[str, Viewer] = {}
        self.edge: Edge
        self.cues: Cues
        self._said = 0

    async def open(self) -> None:
        """Start the edge on its host, anew after a crash; the stream of cues has survived."""

        async def start() -> Edge:
            old = getattr(self, "cues", None)
            self.cues = Cues()
            if old is not None:
                self.cues.records, self.cues._seqs = old.records, old._seqs
            clock = SimClock(self.host.clock)
            edge = Edge(
                "edge",
                plan(),
                EdgePorts(clock, self.cues, Ledger(), Counters()),
                TicketVerifier(SHOW, ["app", "tv"], [KEY]),
                EDGE_KEYS,
                host="edge",
                port=8000,
                limits=self.limits,
                rng=self.sim.random("edge"),
            )
            await edge.start()
            return edge

        self.edge = await self.host.run(start())

    async def come(self, name: str) -> Host:
        """Have a viewer come, on a host of its own, whose clock is off and drifts."""
        now_ms = self.sim.clock.true_ms()
        ticket = issue(KEY, SHOW, name, "app", now_ms, now_ms + 10**8)
        host = self.sim.host(name, off_ms=-70_000, drift_ppm=50)
        heard = self.heard[name] = []
        came = asyncio.get_running_loop().create_future()

        async def watch() -> None:
            async with AsyncExitStack() as stack:
                self.viewers[name] = await stack.enter_async_context(
                    connect(
                        "ws://edge:8000/live",
                        ticket,
                        rng=self.sim.random(name),
                        listener=lambda event: heard.append((self.sim.loop.time(), event)),
                    )
                )
                came.set_result(None)
                await self.viewers[name].ended()

        host.run(watch())
        await came
        return host

    async def say(self) -> int:
        """Publish the next cue; return its seq."""
        self._said += 1
        at_ms = self.sim.clock.true_ms() + LEAD_MS
        ends_ms = at_ms + 600_000
        await self.host.run(self.cues.say("take", CARD, ends_ms, None, at_ms=at_ms))
        return self._said

    def seqs(self, name: str) -> list[int]:
        """The cues that came to a viewer one by one."""
        return [event.seq for _, event in self.heard[name] if isinstance(event, Cue)]

    def breaks(self, name: str) -> int:
        """How often its connection has ended."""
        return sum(isinstance(event, Disconnected) for _, event in self.heard[name])


def play(seed: int, scenario: Callable[[Hall], Awaitable[None]]) -> str:
    """Run `scenario` with an edge and the viewers `v1` and `v2`; return the trace's digest."""
    with Simulation(seed) as sim:

        async def main() -> None:
            hall = Hall(sim)
            await hall.open()
            await hall.come("v1")
            await hall.come("v2")
            await scenario(hall)

        sim.run(main())
        return sim.trace.digest


async def a_quarter_of_an_hour(hall: Hall) -> None:
    hall.sim.faults.splitting(0.1)
    hall.sim.faults.delay(5, 20)
    for _ in range(15):
        await hall.say()
        await asyncio.sleep(60)


def test_viewers_join_and_get_each_cue_at_its_instant() -> None:
    async def scenario(hall: Hall) -> None:
        await a_quarter_of_an_hour(hall)
        for name in ("v1", "v2"):
            assert hall.seqs(name) == list(range(1, 16))
            assert hall.breaks(name) == 0
            shown = [
                (at_s, event)
                for at_s, event in hall.heard[name]
                if isinstance(event, Presented) and event.cue is not None
            ]
            assert len(shown) == 15
            for at_s, event in shown:
                true_ms = hall.sim.clock.true_ms() - (hall.sim.loop.time() - at_s) * 1_000
                assert event.due_ms == pytest.approx(true_ms, abs=25)

    play(1, scenario)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_is_the_same_night_to_the_byte(seed: int) -> None:
    first = play(seed, a_quarter_of_an_hour)
    assert play(seed, a_quarter_of_an_hour) == first
    assert play(seed + 10, a_quarter_of_an_hour) != first


@pytest.mark.parametrize("seed", range(5))
def test_who_was_reset_comes_back_and_misses_nothing(seed: int) -> None:
    async def scenario(hall: Hall) -> None:
        await hall.say()
        await asyncio.sleep(10)
        assert hall.sim.faults.reset("v1", "edge") == 1
        await hall.say()
        await asyncio.sleep(30)
        await hall.say()
        await asyncio.sleep(10)
        assert hall.breaks("v1") == 1, f"seed {seed}"
        assert hall.breaks("v2") == 0, f"seed {seed}"
        assert hall.seqs("v1") == hall.seqs("v2") == [1, 2, 3], f"seed {seed}"

    play(seed, scenario)


@pytest.mark.parametrize("seed", range(5))
def test_who_was_stalled_catches_up(seed: int) -> None:
    async def scenario(hall: Hall) -> None:
        await hall.say()
        await asyncio.sleep(10)
        hall.sim.faults.stall("edge", "v1", 20_000)
        for _ in range(3):
            await hall.say()
            await asyncio.sleep(5)
        assert hall.seqs("v1") == [1], f"seed {seed}"
        assert hall.seqs("v2") == [1, 2, 3, 4], f"seed {seed}"
        await asyncio.sleep(40)
        await hall.say()
        await asyncio.sleep(10)
        assert hall.breaks("v1") >= 1, "after six silent seconds it gave up"
        assert hall.viewers["v1"].board.resume_point == hall.viewers["v2"].board.resume_point
        assert sorted(set(hall.seqs("v1"))) == hall.seqs("v1"), f"seed {seed}"

    play(seed, scenario)


def test_half_open_connections_are_noticed_and_replaced() -> None:
    async def scenario(hall: Hall) -> None:
        hall.sim.faults.partition("edge", "v1", both=False)
        await asyncio.sleep(30)
        assert not hall.viewers["v1"].connected
        await hall.say()
        hall.sim.faults.heal()
        await asyncio.sleep(60)
        assert hall.viewers["v1"].connected
        assert hall.viewers["v1"].board.resume_point == hall.viewers["v2"].board.resume_point

    play(1, scenario)


def test_an_edge_that_was_killed_and_started_again() -> None:
    async def scenario(hall: Hall) -> None:
        await hall.say()
        await asyncio.sleep(10)
        hall.host.crash()
        await asyncio.sleep(5)
        assert hall.breaks("v1") == hall.breaks("v2") == 1
        hall.host.restart()
        await hall.open()
        await asyncio.sleep(40)
        await hall.say()
        await asyncio.sleep(10)
        assert hall.seqs("v1") == hall.seqs("v2") == [1, 2]

    play(1, scenario)


def test_a_viewer_who_never_reads_is_sent_away_and_the_others_do_not_notice() -> None:
    async def scenario(hall: Hall) -> None:
        hall.sim.hosts["v1"].pause()
        for _ in range(600):
            await hall.say()
            await asyncio.sleep(0.5)
        assert hall.edge.viewers == 1, "it was behind for too long"
        assert hall.seqs("v2") == list(range(1, 601))
        hall.sim.hosts["v1"].resume()
        await asyncio.sleep(60)
        assert hall.viewers["v1"].connected
        assert hall.viewers["v1"].board.resume_point == hall.viewers["v2"].board.resume_point

    play(1, scenario)
