"""Freezing and opening beside the show: retries, late beacons, and outcomes that come too late."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gala.conductor import drawing as module
from gala.conductor.drawing import Drawing, Notary
from gala.conductor.tally import Tally
from gala.core import events as e
from gala.core.draw_steps import opening
from gala.core.draws import DrawRun
from gala.core.effects import FreezeEntries
from gala.core.state import Show
from gala.core.tables import DrawState
from gala.ports import BeaconSilent, OutletWindow, StoreDown, StoreError, WindowTree
from gala.proof import bls, vrf
from gala.proof.chain import HALL, Beacon, message, time_of
from gala.proof.seed import alpha
from gala.store.archive import StoreArchive
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import LocalArchive, entered
from tests.core.playing import FIRST_CLOSED_MS, LOTS, RAIN_CLOSED_MS, Playing
from tests.keys import KEYS
from tests.plugins.waiting import until


class Clock:
    """An instant; whoever sleeps sees it go by at once."""

    def __init__(self, now_ms: int = 0) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        return self.ms

    async def sleep_until(self, at_ms: int) -> None:
        self.ms = max(self.ms, at_ms)
        await asyncio.sleep(0)


@dataclass
class Source:
    """A beacon that is silent until `speaks_ms`, and for ever when that is None."""

    clock: Clock
    speaks_ms: int | None = 0
    asked_ms: list[int] = field(default_factory=list)

    async def signature(self, round: int) -> bytes:
        self.asked_ms.append(self.clock.ms)
        self.clock.ms += 100
        if self.speaks_ms is None or self.asked_ms[-1] < self.speaks_ms:
            raise BeaconSilent("not yet")
        return bls.sign(KEYS.rehearsal, message(round))


class Trees:
    """An archive that has the entries of a played night."""

    def __init__(self, play: Playing) -> None:
        self._play = play

    async def freeze(self, tree: Any) -> tuple[bytes, int]:
        lots = self._play.lots(tree.window)
        return (lots.root, lots.tree.size) if lots else (bytes(32), 7)

    async def places(self, tree: Any, seed: bytes, rule: Any) -> list[tuple[int, str, bytes]]:
        lots = self._play.lots(tree.window)
        assert lots is not None
        return [(0, lots.texts[0], lots.tree.path(0))]


@contextlib.asynccontextmanager
async def drawing(
    show: Show, clock: Clock, source: Source | None = None, archive: object = None
) -> AsyncIterator[tuple[Drawing, asyncio.Event, SimpleNamespace]]:
    """A drawing at work; the third is where the present state stands."""
    changed, now = asyncio.Event(), SimpleNamespace(show=show)
    notary = Notary(cast(Any, archive), source, KEYS.vrf)
    one = Drawing(cast(Any, SimpleNamespace(clock=clock)), notary, changed, Tally())
    task = asyncio.create_task(one.run(lambda: now.show))
    try:
        yield one, changed, now
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def outcome(one: Drawing, changed: asyncio.Event, show: Show) -> e.Event | None:
    """Wait for what comes next and take it at instant 9."""
    await asyncio.wait_for(changed.wait(), 10)
    changed.clear()
    return one.take(show, 9)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.001)


def under_way() -> tuple[Playing, DrawRun]:
    """Draw 2 is committed to, and its round is to come."""
    play = Playing(LOTS).until(FIRST_CLOSED_MS)
    return play, play.show.draws[-1]


async def test_a_draw_is_opened_when_its_round_has_come_with_a_proof_that_holds() -> None:
    play, draw = under_way()
    clock = Clock(FIRST_CLOSED_MS)
    source = Source(clock)
    async with drawing(play.show, clock, source, Trees(play)) as (one, changed, _):
        one.open(opening(draw), play.show)
        opened = await outcome(one, changed, play.show)
    comes_ms = time_of(draw.manifest.beacon.chain, draw.manifest.round)
    assert source.asked_ms == [comes_ms], "and not before"
    assert isinstance(opened, e.DrawOpened)
    assert (opened.at_ms, opened.number) == (9, 2)
    signature = bytes.fromhex(opened.signature)
    assert bls.verify(KEYS.pins.rehearsal, message(draw.manifest.round), signature)
    vrf.verify(KEYS.pins.vrf, alpha(draw.manifest_text, signature), bytes.fromhex(opened.proof))
    play.bring(replace(opened, at_ms=comes_ms))
    assert play.show.draws[-1].state is DrawState.OPENED


@pytest.mark.parametrize("late_ms", [700, 4_900])
async def test_a_round_that_is_late_is_asked_for_again(late_ms: int) -> None:
    play, draw = under_way()
    clock = Clock(FIRST_CLOSED_MS)
    comes_ms = time_of(draw.manifest.beacon.chain, draw.manifest.round)
    source = Source(clock, comes_ms + late_ms)
    async with drawing(play.show, clock, source, Trees(play)) as (one, changed, _):
        one.open(opening(draw), play.show)
        assert isinstance(await outcome(one, changed, play.show), e.DrawOpened)


async def test_a_round_that_does_not_come_in_time_voids_the_draw_and_not_a_moment_before() -> None:
    play, draw = under_way()
    clock = Clock(FIRST_CLOSED_MS)
    source = Source(clock, None)
    async with drawing(play.show, clock, source, Trees(play)) as (one, changed, _):
        one.open(opening(draw), play.show)
        void = await outcome(one, changed, play.show)
    assert void == e.DrawVoided(9, 2, "late", "auto", "auto")
    too_late_ms = (
        time_of(draw.manifest.beacon.chain, draw.manifest.round) + draw.manifest.beacon.late_ms
    )
    assert source.asked_ms[-1] > too_late_ms
    assert source.asked_ms[-2] <= too_late_ms


@pytest.mark.parametrize("speaks", [True, False])
async def test_who_was_down_all_the_while_asks_once_before_it_says_late(speaks: bool) -> None:
    play, draw = under_way()
    clock = Clock(FIRST_CLOSED_MS + 10**9)
    source = Source(clock, 0 if speaks else None)
    async with drawing(play.show, clock, source, Trees(play)) as (one, changed, _):
        one.open(opening(draw), play.show)
        came = await outcome(one, changed, play.show)
    assert isinstance(came, e.DrawOpened if speaks else e.DrawVoided)
    assert len(source.asked_ms) == 1


async def test_an_outcome_of_a_draw_that_went_on_without_it_is_no_news() -> None:
    play, draw = under_way()
    clock = Clock(FIRST_CLOSED_MS)
    async with drawing(play.show, clock, Source(clock), Trees(play)) as (one, changed, _):
        one.open(opening(draw), play.show)
        await changed.wait()
        play.bring(e.DrawVoided(FIRST_CLOSED_MS, 2, "called_off", "a", "b"))
        assert one.take(play.show, 9) is None


async def test_what_the_hall_has_drawn_is_never_too_late() -> None:
    """Its opening may take longer than it had left."""
    play = Playing(LOTS, beacon=Beacon(HALL, 2_000, 60_000)).until(RAIN_CLOSED_MS)
    (draw,) = play.show.draws
    clock = Clock(RAIN_CLOSED_MS)
    async with drawing(play.show, clock, None, Trees(play)) as (one, changed, _):
        one.open(opening(draw), play.show)
        await changed.wait()
        assert clock.ms == draw.committed_ms + 2_000 + 60_000
        drawn = play.show.with_draw(replace(draw, hall="6 6"))
        assert one.take(drawn, 9) is None
        one.open(opening(draw), play.show)
        changed.clear()
        assert isinstance(await outcome(one, changed, play.show), e.DrawVoided)


async def test_an_archive_that_fails_is_asked_again() -> None:
    play = Playing(LOTS)
    play.freezes = False
    play.until(RAIN_CLOSED_MS)
    failures: list[Exception] = [StoreDown("away"), StoreError("counted otherwise"), StoreDown("x")]

    async def around(name: str, call: Any) -> Any:
        if failures:
            raise failures.pop(0)
        return await call()

    archive = bent(Trees(play), around)
    async with drawing(play.show, Clock(), None, archive) as (one, changed, _):
        one.freeze(play.unfrozen[0])
        frozen = await outcome(one, changed, play.show)
    assert isinstance(frozen, e.EntriesFrozen)
    assert frozen.outlets == (("app", 0, 6), ("tv", 0, 4))
    play.bring(replace(frozen, at_ms=RAIN_CLOSED_MS))
    assert play.show.frozen_of("rain") is not None


async def test_a_tree_of_an_earlier_opening_is_neither_told_nor_built_for_ever() -> None:
    play = Playing()
    play.freezes = False
    play.sold = {"app": 2}
    play.until(play.show.origin_ms + 80_000)
    (effect,) = play.unfrozen
    before = play.show
    play.ask("jump", play.show.origin_ms + 95_000, segment="sale")
    play.until(play.show.origin_ms + 110_000)
    assert play.show.window("sale").gen == 2
    async with drawing(before, Clock(), None, Trees(play)) as (one, changed, _):
        one.freeze(effect)
        assert await outcome(one, changed, play.show) is None
    async with drawing(before, Clock(), None, bent(Trees(play), away("freeze", times=10**9))) as (
        one,
        changed,
        now,
    ):
        one.freeze(effect)
        await asyncio.sleep(0.01)
        now.show = play.show
        await until(lambda: len(asyncio.all_tasks()) == 2)
        assert not changed.is_set()


async def test_what_was_to_be_done_is_forgotten_when_another_conducts() -> None:
    play, draw = under_way()
    notary = Notary(cast(Any, Trees(play)), Source(Clock()), KEYS.vrf)
    one = Drawing(cast(Any, SimpleNamespace(clock=Clock())), notary, asyncio.Event(), Tally())
    one.open(opening(draw), play.show)
    one.freeze(FreezeEntries("rain", 1, ()))
    one.drop()
    task = asyncio.create_task(one.run(lambda: play.show))
    await asyncio.sleep(0.01)
    task.cancel()
    assert one.take(play.show, 9) is None


async def rain_of(store: Store, show: Show) -> FreezeEntries:
    """Let four viewers catch ten chances in the store."""
    now_ms = store.clock.now_ms()
    rows = [OutletWindow(one, now_ms - 10, now_ms + 60_000, 100) for one in ("app", "tv")]
    await store.ledger.open_window(1, "rain", 1, 0, rows)
    await entered(store, "rain", 3, 4, 1, 2)
    return FreezeEntries("rain", 1, (("app", 0, 4), ("tv", 0, 6)))


async def test_an_archive_that_is_killed_under_way_is_started_again(store: Store) -> None:
    play = Playing(LOTS).until(RAIN_CLOSED_MS - 1)
    effect = await rain_of(store, play.show)
    archive = StoreArchive(store.url, store.show)
    await archive.start()
    first = archive.pid
    os.kill(first, signal.SIGSTOP)  # so that it is killed while it is asked
    try:
        async with drawing(play.show, Clock(), None, archive) as (one, changed, _):
            one.freeze(effect)
            await until(lambda: archive._turn.locked())
            os.kill(first, signal.SIGKILL)
            frozen = await outcome(one, changed, play.show)
        assert archive.pid != first
    finally:
        await archive.aclose()
    assert isinstance(frozen, e.EntriesFrozen)
    same = await LocalArchive(store.url, store.show).freeze(WindowTree("rain", 1, effect.outlets))
    assert (bytes.fromhex(frozen.root), frozen.entries) == same
