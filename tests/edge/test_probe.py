"""The edge looks at itself with a viewer's eyes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from gala.edge import Edge, EdgePorts, probe
from gala.edge.limits import Limits
from gala.edge.probe import Probe
from gala.edge.viewer import Probing
from gala.wire import messages
from gala.wire.tickets import TicketKey, TicketVerifier, issue
from tests.keys import EDGE_KEYS

from .fakes import SHOW, plan
from .house import KEY, House, running, until

PROBED: dict[str, Any] = {"options": {"probe": True}}
QUICK = Limits(linger_s=1.0, tick_s=0.1, stale_s=0.5)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds as short as the tests' ticks."""
    monkeypatch.setattr(probe, "SEEN_S", 0.8)
    monkeypatch.setattr(probe, "_AGAIN_S", 0.05)


def its_viewer(house: House) -> Probing:
    """The server's side of the probe."""
    [found] = [one for one in house.hall.main.members if isinstance(one, Probing)]
    return found


@pytest.mark.parametrize("tls", [False, True])
async def test_ready_once_it_has_seen_the_show(tls: bool) -> None:
    house = House(tls=tls, limits=QUICK, **PROBED)
    assert house.edge.problem() == "starting"
    await house.edge.start()
    await until(lambda: house.edge.problem() is None)
    stopping = asyncio.create_task(house.edge.stop())
    await asyncio.sleep(0)
    assert house.edge.problem() == "draining"
    await stopping
    assert house.edge.problem() == "draining"


async def test_it_is_counted_nowhere() -> None:
    async with running(limits=QUICK, **PROBED) as house:
        await until(lambda: house.edge.problem() is None)
        hall = house.hall
        assert house.edge.viewers == 0
        assert hall.per_outlet.total() == 0
        assert hall.tally.joined == 0
        async with house.guest():
            await until(lambda: house.edge.viewers == 1)
            assert hall.tally.joined == 1
        its_viewer(house).abort()
        await until(lambda: len(hall.main.members) == 0)
        assert hall.per_outlet.total() == 0
        assert hall.tally.closed.total() <= 1, "the guest's"


async def test_its_watch_time_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    async with running(limits=QUICK, **PROBED) as house:
        monkeypatch.setattr(house.hall.claims.eligibility, "joined", seen.append)
        its = await until_there(house)
        its.abort()
        await until_there(house, other_than=its)
        async with house.guest():
            await until(lambda: house.edge.viewers == 1)
        assert len(seen) == 1


async def until_there(house: House, other_than: Probing | None = None) -> Probing:
    """Wait for the probe to be in."""
    await until(
        lambda: any(
            isinstance(one, Probing) and one is not other_than for one in house.hall.main.members
        )
    )
    return its_viewer(house)


async def test_it_may_ask_for_nothing() -> None:
    async with running(limits=QUICK, **PROBED) as house:
        its = await until_there(house)
        its._take(messages.claim("lipstick", 1, bytes(16), True))
        its._take(messages.enter("fashion"))
        its._take(b"\xc1")
        assert not house.ledger.calls
        assert its.room is None
        assert not its.closing


async def test_a_stranger_cannot_be_it() -> None:
    async with running(limits=QUICK, **PROBED) as house, running(limits=QUICK, **PROBED) as other:
        await until(lambda: house.edge.problem() is None)
        assert other.edge._probe is not None
        now_ms = house.clock.now_ms()
        theirs = other.edge._probe._key
        for key in (theirs, TicketKey(theirs.kid, KEY.secret), TicketKey(KEY.kid, theirs.secret)):
            ticket = issue(key, SHOW, "probe", "app", now_ms, now_ms + 60_000)
            async with house.wire(house.request(ticket=ticket)) as wire:
                assert (await wire.head()).split()[1] == b"401"
        # Whoever the platform calls so is a viewer like any other.
        async with house.guest(viewer="probe"):
            await until(lambda: house.edge.viewers == 1)


async def test_a_lost_show_and_back() -> None:
    async with running(limits=QUICK, **PROBED) as house:
        await until(lambda: house.edge.problem() is None)
        house.cues.gate.down = True
        await until(lambda: house.edge.problem() == "stale")
        house.cues.gate.down = False
        await until(lambda: house.edge.problem() is None)


async def test_a_fan_out_that_stands_still_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(limits=QUICK, **PROBED) as house:
        await until(lambda: house.edge.problem() is None)

        async def nothing() -> None:
            house.fan_out._wake.clear()

        monkeypatch.setattr(house.fan_out, "turn", nothing)
        await until(lambda: house.edge.problem() == "silent")
        monkeypatch.undo()
        await until(lambda: house.edge.problem() is None)


async def test_a_cue_that_does_not_come_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(limits=QUICK, **PROBED) as house:
        its = await until_there(house)
        await until(lambda: house.edge.problem() is None)
        words = []
        real = Probe.problem
        # Passed over by one sweep, as by a fault in the fan-out.
        its.main_since = house.hall.sweep + 1_000
        await house.cues.say("next", None)
        await until(lambda: house.hall.main.ring.seq == 1)
        its.main_since = 0
        assert house.edge._probe is not None
        follower = house.edge._probe

        def word() -> bool:
            words.append(real(follower))
            return "missed" in words or its.closing

        await until(word)
        await until_there(house, other_than=its)
        await until(lambda: house.edge.problem() is None)
        assert follower._seq == 1, "it came in anew and has it"


async def test_a_full_house_is_not_ready() -> None:
    async with running(limits=Limits(linger_s=1, tick_s=0.1, viewers=1), **PROBED) as house:
        its = await until_there(house)
        async with house.wire(b""):
            its.abort()
            await until(lambda: house.edge.problem() == "refused")
        await until(lambda: house.edge.problem() is None)


async def test_nobody_listens() -> None:
    async with running(limits=QUICK, **PROBED) as house:
        its = await until_there(house)
        assert house.edge._server is not None
        assert house.edge._probe is not None
        house.edge._probe._url = "ws://127.0.0.1:9/live"
        its.abort()
        await until(lambda: house.edge.problem() == "unreachable")


async def test_two_on_one_port_each_find_themselves() -> None:
    houses = [House(limits=QUICK) for _ in range(2)]
    edges: list[Edge] = []
    port = 0
    for number, house in enumerate(houses):
        ports = EdgePorts(house.clock, house.cues, house.ledger, house.counters, house.viewers)
        verifier = TicketVerifier(SHOW, ["app", "tv"], [KEY])
        edge = Edge(
            *(f"e{number}", plan(), ports, verifier, EDGE_KEYS),
            limits=QUICK, port=port, reuse_port=True, probe=True,
        )  # fmt: skip
        await edge.start()
        port = edge.port
        edges.append(edge)
    for edge in edges:
        await until(lambda edge=edge: edge.problem() is None)  # type: ignore[misc]
    await asyncio.gather(*(edge.stop() for edge in edges))
