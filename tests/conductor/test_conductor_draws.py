"""Conductors that die around a draw: it is opened by whoever comes next, once, to the same end."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from gala.conductor import conductor as module
from gala.conductor.conductor import Conductor
from gala.conductor.drawing import Notary
from gala.core import events as e
from gala.core.committing import finished
from gala.ports import BeaconSilent
from gala.proof.bundles import verify_bundle
from gala.store.evidence import Evidence
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import (
    DRAWN,
    World,
    accepted,
    check_streamed,
    conducting,
    entered,
    notary_of,
    opened,
    over,
    press,
    read,
    world_of,
)
from tests.keys import KEYS
from tests.plugins.waiting import until


@pytest.fixture(autouse=True)
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease of half a second, so that a death is noticed as quickly."""
    monkeypatch.setattr(module, "LEASE_MS", 500)
    monkeypatch.setattr(module, "RENEW_MS", 100)
    monkeypatch.setattr(module, "STANDBY_MS", 50)


def killed(store: Store) -> World:
    """The world of somebody who is killed: nothing is given back."""
    world = world_of(store)
    world.lease = bent(store.lease, away("release", times=1_000))
    return world


async def proven(store: Store) -> list[e.Event]:
    """Return the events, once every draw of the log is seen to be proven."""
    lines = await store.log.read(0)
    reader, events, _ = await read(store)
    evidence = Evidence(KEYS.log)
    evidence.begin(lines[0], reader.show.night.origin)
    for line, event in zip(lines[1:], events, strict=True):
        evidence.take(line, event)
    assert evidence.draws == evidence.committed
    for number in evidence.draws:
        report = verify_bundle(evidence.draw(number), KEYS.pins)
        assert report.ok, report.checks[-1]
    await check_streamed(store)
    return events


def kinds(events: list[e.Event], *names: type[e.Event]) -> list[str]:
    """The events of some kinds, by their names."""
    return [event.name for event in events if isinstance(event, names)]


async def entries_closed(store: Store, *quantities: int) -> None:
    """Take the first draw of a night in MANUAL, and have so many enter."""
    await accepted(store, "jump", segment="first")
    await entered(store, "first", *quantities)


async def ended(store: Store, conductor: Conductor) -> None:
    """Open the envelope by hand, which the end would wait for, and end."""
    await accepted(store, "announce")
    await accepted(store, "end")
    await over(conductor)


async def test_between_commitment_and_opening(store: Store) -> None:
    await opened(store, sheet=DRAWN, mode="manual", margin_ms=1_500)
    async with conducting(killed(store), "a") as first:
        await until(lambda: first.conducting)
        await entries_closed(store, 1, 2, 3, 1)
        await until(lambda: first.show.frozen_of("first"))
        for seat in ("director", "producer"):
            await accepted(store, "draw", by=seat)
        (committed,) = first.show.draws
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting)
        assert second.show.draws == (committed,), "the round is still to come"
        await until(lambda: second.show.draws[0].state == "opened")
        await ended(store, second)
    events = await proven(store)
    assert kinds(events, e.DrawCommitted, e.DrawOpened, e.DrawVoided, e.EpochBegan) == [
        "epoch_began", "draw_committed", "epoch_began", "draw_opened",
    ]  # fmt: skip
    draw = second.show.draws[0]
    assert draw.manifest_text == committed.manifest_text
    assert len(draw.places) == 4


class Died(Exception):
    """The conductor's process is gone."""


class DyingLog:
    """The log of a conductor that dies at the line which opens a draw, once it stands or not."""

    def __init__(self, store: Store, written: bool) -> None:
        self.read, self.wait = store.log.read, store.log.wait
        self.told: list[bytes] = []
        self._store, self._written = store, written

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        if b"draw_opened" not in line:
            await self._store.log.append(epoch, index, line, not_after_ms)
            return
        self.told.append(line)
        if self._written:
            await self._store.log.append(epoch, index, line)
        raise Died


@pytest.mark.parametrize("written", [False, True], ids=["before", "after"])
async def test_around_the_line_that_opens_it(store: Store, written: bool) -> None:
    """Whoever opens it again comes to the same: beacon, proof and places are no choice."""
    await opened(store, sheet=DRAWN, mode="manual")
    world = killed(store)
    world.log = dying = DyingLog(store, written)
    conductor = Conductor(world, notary_of(world), "a")
    running = asyncio.create_task(conductor.run())
    await until(lambda: conductor.conducting)
    await entries_closed(store, 2, 1, 1)
    await until(lambda: conductor.show.frozen_of("first"))
    for seat in ("director", "producer"):
        await accepted(store, "draw", by=seat)
    with pytest.raises(Died):
        await asyncio.wait_for(running, 20)
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting and second.show.draws[0].state == "opened")
        await ended(store, second)
    events = await proven(store)
    (event,) = [one for one in events if isinstance(one, e.DrawOpened)]
    told = json.loads(dying.told[0])["event"]
    assert told[3:] == [event.signature, event.proof, [list(place) for place in event.places]]


class LateLog:
    """A log whose first commitment comes to the store when its round has passed."""

    def __init__(self, store: Store) -> None:
        self.read, self.wait = store.log.read, store.log.wait
        self.late: list[bytes] = []
        self._append = store.log.append

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        if b"draw_committed" in line:
            assert not_after_ms > 1
            if not self.late:
                self.late.append(line)
                not_after_ms = 1
        await self._append(epoch, index, line, not_after_ms)


@pytest.mark.parametrize("mode", ["auto", "manual"])
async def test_a_commitment_that_a_slow_store_makes_late_is_decided_anew(
    store: Store, mode: str
) -> None:
    await opened(store, sheet=DRAWN, mode=mode)
    world = killed(store)
    world.log = log = LateLog(store)
    async with conducting(world, "a") as conductor:
        await until(lambda: conductor.conducting)
        await entries_closed(store, 2, 1, 1)
        if mode == "manual":
            await until(lambda: conductor.show.frozen_of("first"))
            await accepted(store, "draw", by="director")
            refused = await press(store, "draw", by="producer")
            assert refused is not None
            assert refused["code"] == "too_late"
            assert conductor.show.draws == ()
            await accepted(store, "draw", by="producer")
            await until(lambda: conductor.show.draws[0].state == "opened")
            await ended(store, conductor)
        else:
            await over(conductor)
    events = await proven(store)
    event = next(one for one in events if isinstance(one, e.DrawCommitted))
    first = json.loads(log.late[0])["event"]
    assert event.number == first[2] == 1
    assert event.at_ms > first[1]


async def test_between_settling_and_freezing(store: Store) -> None:
    await opened(store, sheet=DRAWN, mode="manual")
    notary = notary_of(store)

    async def hung(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        await asyncio.Event().wait()

    stuck = Notary(bent(notary.archive, hung), notary.beacon, notary.vrf_secret)
    async with conducting(killed(store), "a", stuck) as first:
        await until(lambda: first.conducting)
        await entries_closed(store, 1, 1)
        await until(lambda: first.show.window("first").state == "settled")
        refused = await press(store, "draw")
        assert refused is not None
        assert refused["code"] == "not_frozen"
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting and second.show.frozen_of("first"))
        for seat in ("director", "producer"):
            await accepted(store, "draw", by=seat)
        await until(lambda: second.show.draws[0].state == "opened")
        await ended(store, second)
    events = await proven(store)
    assert kinds(events, e.EntriesFrozen) == ["entries_frozen"]


async def test_conductors_that_die_all_along_draw_nothing_twice(store: Store) -> None:
    """In AUTO, one after the other, each for less than a second."""
    await opened(store, sheet=DRAWN)
    crowd = asyncio.gather(
        entered(store, "first", 1, 2, 1, 5, 1),
        entered(store, "rain", 3, 1, 4),
        entered(store, "sale", 1, 1),
    )
    ended, reigns = False, 0
    while not ended:
        async with conducting(killed(store), f"c{reigns}") as conductor:
            reigns += 1
            await until(lambda: conductor.conducting)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.8):
                    await conductor.finished.wait()
                    ended = True
    await crowd
    print(f"{reigns} conductors")
    events = await proven(store)
    outcomes = kinds(events, e.DrawCommitted, e.DrawOpened, e.RainOpened, e.DrawVoided)
    assert sorted(outcomes) == [*["draw_committed"] * 3, *["draw_opened"] * 2, "rain_opened"]
    shown = (await read(store))[0].show
    assert finished(shown)
    assert sorted(draw.segment for draw in shown.draws) == ["first", "rain", "second"]
    assert all(draw.settled for draw in shown.draws)


async def test_a_beacon_that_is_silent_through_a_takeover_is_only_late(store: Store) -> None:
    await opened(store, sheet=DRAWN, mode="manual")

    class Silent:
        async def signature(self, round: int) -> bytes:
            raise BeaconSilent("nobody there")

    notary = notary_of(store)
    mute = Notary(notary.archive, Silent(), notary.vrf_secret)
    async with conducting(killed(store), "a", mute) as first:
        await until(lambda: first.conducting)
        await entries_closed(store, 1, 1)
        await until(lambda: first.show.frozen_of("first"))
        for seat in ("director", "producer"):
            await accepted(store, "draw", by=seat)
        await asyncio.sleep(0.4)
        assert first.show.draws[0].state == "committed"
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting and second.show.draws[0].state == "opened")
        await ended(store, second)
    assert kinds(await proven(store), e.DrawCommitted) == ["draw_committed"]
