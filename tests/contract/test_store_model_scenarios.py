"""What generated traces leave out, on both stores: waiting, crashes, time that passes, trees.

Each scenario is written once, against ports and a few things that can befall a store.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest

from gala.ports import (
    Archive,
    Claim,
    CommandEnvelope,
    CueRecord,
    LogConflict,
    OutletTotals,
    OutletWindow,
    Refused,
    StoreDown,
    StoreError,
    WindowTree,
    Won,
)
from gala.proof.rules import DrawRule, RainRule
from gala.sim import store_ports
from gala.sim.store_faults import FaultyStore
from gala.sim.store_ports import StorePorts
from gala.store import commands
from gala.store.archive import StoreArchive
from gala.store.embedded import EmbeddedStore
from gala.store.show import Store
from tests.plugins.waiting import until

HOUR_MS = 3_600_000
SHOW = "616"

Ports = Store | StorePorts


class Place(Protocol):
    """A store that things can happen to, and ports to it."""

    @property
    def ports(self) -> Ports:
        """The ports of one process."""

    @property
    def archive(self) -> Archive:
        """And its archive."""

    async def crash(self) -> None:
        """End the process."""

    async def restart(self) -> None:
        """Start it again on what it had on disk."""

    async def restart_empty(self) -> None:
        """Start it again on nothing."""

    def hang(self) -> None:
        """Let it do nothing."""

    def resume(self) -> None:
        """Let it go on."""


class RealPlace:
    """The embedded server."""

    def __init__(self, server: EmbeddedStore, ports: Store, archive: StoreArchive) -> None:
        self.server = server
        self.ports = ports
        self.archive = archive

    async def crash(self) -> None:
        os.kill(self.server.pid, signal.SIGKILL)
        await until(lambda: self.server.problem() is not None)

    async def restart(self) -> None:
        await self.server.restart()

    async def restart_empty(self) -> None:
        shutil.rmtree(self.server.folder / "appendonlydir")
        await self.server.restart()

    def hang(self) -> None:
        os.kill(self.server.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.server.pid, signal.SIGCONT)


class ModelPlace:
    """The model, on this machine's clock."""

    def __init__(self, server: FaultyStore, ports: StorePorts) -> None:
        self.server = server
        self.ports = ports
        self.archive = ports.archive

    async def crash(self) -> None:
        self.server.crash()

    async def restart(self) -> None:
        self.server.restart()

    async def restart_empty(self) -> None:
        self.server.restart_empty()

    def hang(self) -> None:
        self.server.hang()

    def resume(self) -> None:
        self.server.resume()


class MachineClock:
    """`gala.ports.Clock` by this machine."""

    error_ms = 0.0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep_until(self, at_ms: int) -> None:
        await asyncio.sleep((at_ms - self.now_ms()) / 1_000)


@pytest.fixture(params=["real", "model"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    """One of the two, new."""
    if request.param == "model":
        model = FaultyStore(lambda: time.time_ns() // 1_000)
        yield ModelPlace(model, StorePorts(model, SHOW, "here", MachineClock()))
        return
    async with EmbeddedStore(tmp_path) as server, await Store.open(server.url, SHOW) as ports:
        archive = StoreArchive(server.url, SHOW)
        yield RealPlace(server, ports, archive)
        await archive.aclose()


def claim(viewer: str, quantity: int = 1) -> Claim:
    return Claim(viewer, "app", viewer.encode().rjust(16), quantity)


def cue(seq: int) -> CueRecord:
    return CueRecord("main", 1, seq, b"%d" % seq)


async def opened(ports: Ports, stock: int = 9, gen: int = 1) -> None:
    now_ms = ports.clock.now_ms()
    row = OutletWindow("app", now_ms - HOUR_MS, now_ms + HOUR_MS, stock)
    await ports.ledger.open_window(1, "w", gen, 990, [row])


async def settled(call: Callable[[], Awaitable[object]]) -> object:
    """What a call returns at last, once the store is back."""
    while True:
        try:
            return await call()
        except StoreDown:
            await asyncio.sleep(0.02)


async def test_who_waits_is_woken_by_what_comes(place: Place) -> None:
    ports = place.ports
    await ports.log.append(1, 0, b"header")
    waits = [
        asyncio.create_task(one)
        for one in (
            ports.log.wait(1, 10_000),
            ports.cues.wait("0", 10_000),
            ports.commands.receive("0", 10_000),
            ports.counters.next_tick(10_000),
        )
    ]
    await asyncio.sleep(0.05)
    await ports.log.append(1, 1, b"one")
    await ports.cues.publish(1, [cue(1), cue(2)])
    sent = CommandEnvelope("c", ports.clock.now_ms() + HOUR_MS, b"{}")
    sending = asyncio.create_task(ports.commands.send(sent, 10_000))
    await ports.counters.publish_tick(b"tick")
    lines, cues, received, tick = await asyncio.gather(*waits)
    assert (lines, tick) == ([b"one"], b"tick")
    assert isinstance(cues, tuple)
    assert isinstance(received, tuple)
    assert (cues[1], received[1]) == ([cue(1), cue(2)], [sent])
    await ports.commands.answer("c", b"")
    assert await sending == b"", "an empty answer is one"


async def test_a_crash_keeps_everything_and_a_cursor_its_place(place: Place) -> None:
    ports = place.ports
    await ports.log.append(1, 0, b"header")
    await ports.cues.publish(1, [cue(1), cue(2)])
    await opened(ports)
    receipts = await ports.ledger.claim("w", 1, [claim("a"), claim("b", 3)])
    cursor, _ = await ports.cues.wait("0", 1)
    lease = await ports.lease.take("ann", HOUR_MS)
    assert await ports.counters.next_tick(1) is None
    waiting = asyncio.create_task(ports.log.wait(1, 30_000))
    await asyncio.sleep(0.02)

    await place.crash()
    with pytest.raises(StoreDown):
        await waiting
    with pytest.raises(StoreDown):
        await ports.log.append(1, 1, b"one")
    await place.restart()

    with pytest.raises(StoreDown):
        await ports.counters.next_tick(5_000)
    assert await ports.counters.next_tick(1) is None, "it listens anew"
    assert await settled(lambda: ports.log.read(0)) == [b"header"]
    assert await ports.lease.take("ann", 1) == lease
    assert await ports.ledger.claim("w", 1, [claim("a"), claim("b", 3)]) == receipts
    (fresh,) = await ports.ledger.claim("w", 1, [claim("c")])
    assert isinstance(fresh, Won)
    assert fresh.unit == 5
    await ports.cues.publish(1, [cue(2), cue(3)])
    assert (await ports.cues.wait(cursor, 1))[1] == [cue(3)]
    assert [one.viewer for one in await ports.claims_journal("w")] == ["a", "b", "c"]
    assert await ports.ledger.totals("w") == (1, (OutletTotals("app", 5, 0),))


async def test_an_empty_restart_is_another_store(place: Place) -> None:
    ports = place.ports
    await ports.log.append(3, 0, b"header")
    await ports.cues.publish(3, [cue(1)])
    cursor, _ = await ports.cues.wait("0", 1)
    await opened(ports)
    await place.crash()
    await place.restart_empty()
    assert await settled(lambda: ports.log.read(0)) == []
    assert await ports.shows() == []
    with pytest.raises(LogConflict, match="the next index is 0, 1 came"):
        await ports.log.append(3, 1, b"one")
    with pytest.raises(LogConflict, match="1 cues were published, 0 are left"):
        await ports.cues.publish(3, [cue(2)])
    with pytest.raises(LogConflict, match="main is at seq 0, 2 came"):
        await ports.cues.publish(4, [cue(2)])
    assert await ports.ledger.claim("w", 1, [claim("a")]) == [Refused("unknown")]
    await ports.cues.publish(1, [cue(1)])
    assert (await ports.cues.wait("0", 1))[1] == [cue(1)], "nobody is fenced"
    assert cursor == "3-1"
    assert (await ports.cues.wait(cursor, 1))[1] == [], "an epoch that was there before hides"
    await ports.cues.publish(4, [cue(2)])
    assert (await ports.cues.wait(cursor, 1)) == ("4-2", [cue(2)])


async def test_a_call_on_a_store_that_hangs_is_down_and_done(place: Place) -> None:
    ports = place.ports
    await opened(ports)
    place.hang()
    begun = time.monotonic()
    with pytest.raises(StoreDown, match="within 100 ms"):
        await ports.ledger.claim("w", 1, [claim("a")], deadline_ms=100)
    assert time.monotonic() - begun < 1
    place.resume()
    (a,) = await ports.ledger.claim("w", 1, [claim("a")])
    assert isinstance(a, Won)
    assert a.unit == 1


async def test_leases_lapse_and_commands_expire(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (commands, store_ports):
        monkeypatch.setattr(module, "ANSWER_KEPT_MS", 150)
    ports = place.ports
    first = await ports.lease.take("ann", 150)
    soon = CommandEnvelope("c1", ports.clock.now_ms() + 150, b"{}")
    await ports.commands.send(soon, 1)
    await ports.commands.answer("c2", b"old")
    await asyncio.sleep(0.4)
    second = await ports.lease.take("bo", HOUR_MS)
    assert (second.epoch, second.holder) == (2, "bo")
    assert second.renewed_ms == first.until_ms - 150
    later = ports.clock.now_ms() + HOUR_MS
    for name in ("c1", "c2"):
        assert await ports.commands.send(CommandEnvelope(name, later, b"{}"), 1) is None
    found = (await ports.commands.receive("0", 1))[1]
    assert [one.id for one in found] == ["c1", "c1", "c2"]


async def test_trees_over_what_was_given(place: Place) -> None:
    ports, archive = place.ports, place.archive
    await opened(ports, stock=6)
    for n in range(2):
        await ports.ledger.claim("w", 1, [claim(f"v{n}"), claim(f"u{n}", 2)])
    await ports.ledger.close_window(1, "w", 1)
    tree = WindowTree("w", 1, (("app", 7, 6),))
    leaves = await archive.leaves(tree, 0, 9)
    assert [leaf.split(" ")[0] for leaf in leaves[:4]] == ["v0", "u0", "v1", "u1"]
    assert [leaf.split(" ")[2:4] for leaf in leaves[:2]] == [["1", "1"], ["2", "2"]]
    assert (await archive.freeze(tree))[1] == len(leaves) == 5
    places = await archive.places(tree, bytes(32), DrawRule((("first", 2, 100),), 1))
    assert [leaf for _, leaf, _ in places] == [leaves[index] for index, _, _ in places]
    split = await archive.split(tree, bytes(32), RainRule(1_000, 5, 1, 900))
    assert split.paid_fen + split.returned_fen == 1_000
    assert await archive.entry(tree, "app", 3) is not None
    assert await archive.entry(tree, "tv", 3) is None
    with pytest.raises(StoreError, match="6 given on app are recorded, 5 were settled"):
        await archive.freeze(WindowTree("w", 2, (("app", 7, 5),)))
