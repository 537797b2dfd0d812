import asyncio
import contextlib
import os
import random
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from gala.conductor import conductor as module
from gala.conductor import figures
from gala.conductor.conductor import Conductor
from gala.conductor.record import Recorder, write_claims
from gala.conductor.replay import replay
from gala.core import events as e
from gala.core.committing import finished
from gala.core.effects import CloseWindow
from gala.core.visits import RoomCount
from gala.ports import Claim, EdgeReport, Fenced, LeaseState, LogConflict, StoreDown, Won
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.evidence import Evidence
from gala.store.keys import ShowKeys
from gala.store.show import Store
from tests.conductor.bent import away, bent
from tests.conductor.nights import (
    World,
    accepted,
    check_streamed,
    conducting,
    notary_of,
    opened,
    over,
    press,
    read,
    world_of,
)
from tests.keys import KEYS
from tests.plugins.waiting import until

TAKEOVER_S = 3.0
"""What docs promise of a standby."""


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease of half a second, so that a death is noticed as quickly."""
    monkeypatch.setattr(module, "LEASE_MS", 500)
    monkeypatch.setattr(module, "RENEW_MS", 100)
    monkeypatch.setattr(module, "STANDBY_MS", 50)


def unreleased(store: Store) -> World:
    """The world of somebody who is killed: nothing is given back."""
    world = world_of(store)
    world.lease = bent(store.lease, away("release", times=1_000))
    return world


async def on_air(store: Store, segment: str) -> None:
    """Return when the log has `segment` on air."""

    async def there() -> bool:
        show = (await read(store))[0].show
        return show.on_air is not None and show.on_air.segment == segment

    await until(there)


async def claimed(store: Store, viewers: int) -> dict[str, int]:
    """Claim as soon as the window opens; return how many of whom got a unit, by outlet."""
    won: dict[str, int] = {"app": 0, "tv": 0}

    async def one(number: int) -> None:
        outlet = ("app", "tv")[number % 2]
        while True:
            claim = Claim(f"v-{number}", outlet, number.to_bytes(16))
            with contextlib.suppress(StoreDown):
                (decision,) = await store.ledger.claim("sale", 1, [claim])
                if isinstance(decision, Won):
                    won[outlet] += 1
                if isinstance(decision, Won) or decision.outcome in ("closed", "sold_out"):
                    return
            await asyncio.sleep(0.02)

    await asyncio.gather(*map(one, range(viewers)))
    return won


async def test_a_show_from_its_opening_to_its_end(store: Store, tmp_path: Path) -> None:
    recorder = Recorder(store.log, tmp_path, Evidence(KEYS.log))
    recording = asyncio.create_task(recorder.run())
    async with conducting(store, "a") as conductor:
        assert not conductor.conducting, "there is nothing to conduct yet"
        await opened(store, pace_milli=10_000)
        won, _ = await asyncio.gather(claimed(store, 12), over(conductor))
        assert finished(conductor.show)
    assert won == {"app": 3, "tv": 2}
    recording.cancel()
    await recorder.finish()
    write_claims(tmp_path, {"sale": await store.claims_journal("sale")})
    replayed = replay(tmp_path)
    assert replayed.claims == 5
    assert finished(replayed.show)
    assert dict(replayed.show.window("sale").sold) == won
    cues = await check_streamed(store)
    assert {cue.channel for cue in cues} == {"main", "room:beauty"}
    _, events, _ = await read(store)
    started = [event for event in events if isinstance(event, e.SegmentStarted)]
    announced = [event for event in events if isinstance(event, e.TakeScheduled)]
    assert [event.at_ms for event in started] == [event.present_at_ms for event in announced]
    assert [event.segment for event in started] == ["opening", "sale", "visit", "bye"]

    async with conducting(store, "late") as late:
        await over(late)
        assert late.conducting, "nobody else could say that the last cues are out"
    assert [cue.seq for cue in await check_streamed(store)] == [cue.seq for cue in cues]


@pytest.mark.usefixtures("short_lease")
async def test_what_came_of_a_visit_is_logged_before_the_night_is_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Reports are read once a second, and the last segment of this night is shorter.
    monkeypatch.setattr(figures, "COUNT_MS", 50)
    monkeypatch.setattr(figures, "TICK_MS", 50)
    await opened(store)
    async with conducting(store, "a") as conductor:
        await on_air(store, "bye")
        started_ms = conductor.show.run("visit").started_ms
        assert started_ms is not None
        rooms = (RoomCount("beauty", 0, "visit", started_ms, 12, 9, 8, 1, 7),)
        await store.counters.report(EdgeReport("e1", started_ms, (), 0, 1, 0, rooms=rooms))
        await over(conductor)
    reader, events, _ = await read(store)
    (counted,) = [event for event in events if isinstance(event, e.VisitCounted)]
    assert (counted.invited, counted.rooms) == (12, (("beauty", 9, 8, 7, 1),))
    assert [one.segment for one in reader.show.visits] == ["visit"], "a replay has it too"


async def test_a_standby_learns_of_the_end_from_one_that_outlives_it(store: Store) -> None:
    await opened(store, mode="manual")
    async with conducting(store, "a") as first:
        await until(lambda: first.conducting)
        async with conducting(store, "b") as second:
            await accepted(store, "end")
            await over(first)
            await over(second)
            assert not second.conducting
            late_ms = store.clock.now_ms() - second.show.now_ms
            assert late_ms >= module.LEASE_MS


async def test_a_person_drives_and_a_stale_press_does_nothing(store: Store) -> None:
    await opened(store, mode="manual")
    async with conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting)
        assert conductor.show.phase == "waiting"
        seq = await accepted(store, "go", on_air=None)
        assert seq == dict(conductor.show.seqs)["main"]
        await until(lambda: conductor.show.on_air)
        lines = await store.log.read(0)
        stale = await press(store, "go", on_air=None)
        assert stale is not None
        assert (stale["accepted"], stale["code"]) == (False, "stale")
        assert await store.log.read(0) == lines
        assert await accepted(store, "extend", on_air="opening", by_ms=60_000) == seq + 1
        assert conductor.show.current == "opening"
        assert await accepted(store, "end", on_air="opening") == seq + 2
        await over(conductor)
    await check_streamed(store)


async def test_a_standby_takes_over_at_once_from_one_that_leaves(store: Store) -> None:
    await opened(store, mode="manual")
    async with contextlib.AsyncExitStack() as later, contextlib.AsyncExitStack() as first_out:
        first = await first_out.enter_async_context(conducting(store, "a"))
        await until(lambda: first.conducting)
        second = await later.enter_async_context(conducting(store, "b"))
        seq = await accepted(store, "go")
        await until(lambda: second._follower.started and second.show.current == "opening")
        assert not second.conducting
        await first_out.aclose()
        began = asyncio.get_running_loop().time()
        await until(lambda: second.conducting)
        assert asyncio.get_running_loop().time() - began < 1.5, "it was told, and did not wait"
        assert await accepted(store, "end") > seq
    reader, events, _ = await read(store)
    assert [event.holder for event in events if isinstance(event, e.EpochBegan)] == ["a", "b"]
    assert [epoch for epoch, _ in reader.show.epochs] == [1, 2]
    await check_streamed(store)


@pytest.mark.usefixtures("short_lease")
async def test_a_standby_takes_over_from_one_that_is_killed(store: Store) -> None:
    await opened(store, mode="manual")
    async with conducting(unreleased(store), "a") as first:
        await until(lambda: first.conducting)
        await accepted(store, "go")
        await on_air(store, "opening")
    killed_ms = store.clock.now_ms()
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting, TAKEOVER_S)
        assert second.show.on_air is not None
        assert second.show.on_air.segment == "opening"
    _, events, _ = await read(store)
    began = [event for event in events if isinstance(event, e.EpochBegan)]
    assert [event.epoch for event in began] == [1, 2]
    assert began[1].at_ms - began[1].dark_ms <= killed_ms + 250, "dark since its last renewal"
    assert killed_ms <= began[1].at_ms
    await check_streamed(store)


async def test_a_conductor_whose_lease_was_taken_stands_by_and_writes_nothing(
    store: Store,
) -> None:
    await opened(store, mode="manual")
    refused: list[str] = []

    async def noted(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await call()
        except Fenced:
            refused.append(name)
            raise

    world = world_of(store)
    world.log, world.cues = bent(store.log, noted), bent(store.cues, noted)
    async with conducting(world, "a") as first:
        await until(lambda: first.conducting)
        await store.lease.release("a", 1)  # as if it had lapsed while this process slept
        async with conducting(store, "b") as second:
            await until(lambda: second.conducting)
            written = first._follower.reader.write(
                e.ModeSet(store.clock.now_ms(), "auto", "zombie")
            )
            with pytest.raises(Fenced):
                await store.log.append(1, first._follower.reader.index + 1, written.line)
            await until(lambda: not first.conducting)
            await accepted(store, "go")
            await until(lambda: first.show.current == "opening")
            assert not first.conducting
            assert first.show.epoch == 2
        await until(lambda: first.conducting)
        assert first.show.epoch == 3
    assert set(refused) <= {"append"}
    await check_streamed(store)


async def test_a_conductor_that_is_overtaken_before_its_first_word_stands_by(
    store: Store,
) -> None:
    await opened(store, mode="manual")
    second = Conductor(store, notary_of(store), "b")
    tasks: list[asyncio.Task[None]] = []

    async def slept(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        lease: LeaseState = await call()
        if name == "take" and not tasks:
            await store.lease.release("a", lease.epoch)
            tasks.append(asyncio.create_task(second.run()))
            await until(lambda: second.conducting)
        return lease

    world = world_of(store)
    world.lease = bent(store.lease, slept)
    async with conducting(world, "a") as first:
        await until(lambda: second.conducting)
        await until(lambda: first._follower.started and first.show.epoch == 2)
        await accepted(store, "go")
        await until(lambda: first.show.current == "opening")
        assert not first.conducting
        tasks[0].cancel()
        await until(lambda: first.conducting)
    _, events, _ = await read(store)
    began = [event for event in events if isinstance(event, e.EpochBegan)]
    assert [(event.epoch, event.holder) for event in began] == [(2, "b"), (3, "a")]


class Died(Exception):
    """The conductor's process is gone."""


@pytest.mark.parametrize("published", [False, True])
async def test_a_cue_that_was_logged_is_published_once_by_the_successor(
    store: Store, published: bool
) -> None:
    await opened(store, mode="manual")

    async def dying(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        if first.conducting and not published:
            raise Died
        answer = await call()
        if first.conducting:
            raise Died
        return answer

    world = world_of(store)
    world.cues = bent(store.cues, dying)
    first = Conductor(world, notary_of(world), "a")
    running = asyncio.create_task(first.run())
    await until(lambda: first.conducting)
    before = len(await check_streamed(store))
    assert await press(store, "ready", lives_ms=150) is None
    with pytest.raises(Died):
        await asyncio.wait_for(running, 10)
    _, _, cues = await read(store)
    assert [cue.kind for cue in cues[before:]] == ["ready", "next"]
    assert len((await store.cues.wait("0", 1))[1]) == before + 2 * published
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting)
        await accepted(store, "end")
    main = [cue for cue in await check_streamed(store) if cue.channel == "main"]
    # What was cut short comes before the new conductor's first word.
    assert [cue.epoch for cue in main] == [1] * (before + 2) + [2, 2]


@pytest.mark.parametrize("lost", ["open_window", "close_window"])
async def test_what_was_logged_of_a_window_is_done_by_the_successor(
    store: Store, lost: str
) -> None:
    await opened(store, mode="manual")

    async def dying(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        if name == lost:
            raise Died
        return await call()

    world = world_of(store)
    world.ledger = bent(store.ledger, dying)
    first = Conductor(world, notary_of(world), "a")
    running = asyncio.create_task(first.run())
    await until(lambda: first.conducting)
    await accepted(store, "jump", segment="sale")
    if lost == "close_window":
        await until(lambda: first.show.window("sale").state == "open")
        await accepted(store, "panic")
    with pytest.raises(Died):
        await asyncio.wait_for(running, 10)
    assert (await store.ledger.totals("sale"))[0] == (lost == "close_window")
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting)
        if lost == "open_window":
            assert second.show.window("sale").state == "armed"
            assert (await store.ledger.totals("sale"))[0] == 1
            assert await claimed(store, 4) == {"app": 2, "tv": 2}
        else:
            await until(lambda: second.show.window("sale").state == "settled")
    with pytest.raises(Fenced):
        await store.ledger.open_window(1, "sale", 9, 1, [])


async def test_nobody_hears_of_a_window_before_claims_find_it(store: Store) -> None:
    """The first dies between the log and the ledger; the successor makes up for both."""
    await opened(store, mode="manual")

    async def dying(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        if name == "open_window":
            raise Died
        return await call()

    first = world_of(store)
    first.ledger = bent(store.ledger, dying)
    one = Conductor(first, notary_of(first), "a")
    running = asyncio.create_task(one.run())
    await until(lambda: one.conducting)
    await accepted(store, "jump", segment="sale")
    with pytest.raises(Died):
        await asyncio.wait_for(running, 10)
    found: list[int] = []

    async def looking(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        if name == "publish":
            found.append((await store.ledger.totals("sale"))[0])
        return await call()

    second = world_of(store)
    second.cues = bent(store.cues, looking)
    async with conducting(second, "b") as successor:
        await until(lambda: successor.conducting)
    assert found[0] == 1


async def test_an_older_conductor_is_kept_from_the_ledger_from_the_start(store: Store) -> None:
    await opened(store, mode="manual")
    async with conducting(store, "a") as first:
        await until(lambda: first.conducting)
    async with conducting(store, "b") as second:
        await until(lambda: second.conducting)
        for call in (
            store.ledger.open_window(1, "sale", 1, 1, []),
            store.ledger.close_window(1, "sale", 1),
        ):
            with pytest.raises(Fenced):
                await call


async def test_a_window_is_settled_once_however_often_it_is_counted(store: Store) -> None:
    await opened(store, mode="manual")
    async with conducting(store, "a") as conductor:
        await until(lambda: conductor.conducting)
        await accepted(store, "jump", segment="sale")
        await until(lambda: conductor.show.window("sale").state == "open")
        await accepted(store, "panic")
        await until(lambda: conductor.show.window("sale").state == "settled")
        conductor._settling.close(CloseWindow("sale", 1))
        await until(lambda: conductor._settling._to_close.empty())
        await accepted(store, "end")
        await over(conductor)
    _, events, _ = await read(store)
    assert len([event for event in events if isinstance(event, e.WindowSettled)]) == 1


class SlowToCount:
    """A log for which the first count takes so long that the announced take comes due."""

    def __init__(self, store: Store) -> None:
        self.conductor: Conductor
        self.read = store.log.read
        self.wait = store.log.wait
        self._store = store

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        taking = self.conductor.show.taking if b"viewers_counted" in line else None
        if taking:
            await self._store.clock.sleep_until(taking.present_at_ms + 50)
            # Meanwhile somebody else has come.
            self.conductor._figures._count = (("app", 99), ("tv", 0))
        await self._store.log.append(epoch, index, line, not_after_ms)


async def test_what_was_due_bears_its_instant_and_not_that_of_a_later_fact(store: Store) -> None:
    await opened(store)
    world = world_of(store)
    world.log = slow = SlowToCount(store)
    async with conducting(world, "a") as conductor:
        slow.conductor = conductor
        await until(lambda: conductor._follower.started and conductor.show.viewers)
        await until(lambda: dict(conductor.show.viewers)["app"] == 99)
    _, events, _ = await read(store)
    taken = next(event for event in events if isinstance(event, e.TakeScheduled))
    started = next(event for event in events if isinstance(event, e.SegmentStarted))
    assert started.at_ms == taken.present_at_ms
    counted = [event.at_ms for event in events if isinstance(event, e.ViewersCounted)]
    assert counted[0] < started.at_ms < counted[1], "or it would have shown nothing"


async def test_a_store_that_is_down_delays_the_record_and_not_the_show(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as server, await Store.open(server.url, "live") as store:
        await opened(store)
        async with conducting(store, "a") as conductor:
            await until(lambda: conductor.conducting and conductor.show.on_air)
            os.kill(server.pid, signal.SIGSTOP)
            try:
                assert conductor.show.on_air is not None
                last_ms = conductor.show.on_air.ends_at_ms
                await store.clock.sleep_until(last_ms + 1_200)
                assert conductor.show.on_air.segment == "opening", "what is not logged is not done"
            finally:
                os.kill(server.pid, signal.SIGCONT)
            await over(conductor)
        await check_streamed(store)
        reader, events, _ = await read(store)
    assert reader.show.epoch == 1, "nobody else was there"
    starts = {one.segment: one.at_ms for one in events if isinstance(one, e.SegmentStarted)}
    assert list(starts) == ["opening", "sale", "visit", "bye"]
    assert starts["sale"] == starts["opening"] + 600
    assert starts["visit"] == starts["sale"] + 1_900


async def test_a_store_that_has_lost_the_log_is_told_apart(
    store: Store, calls: Connections
) -> None:
    await opened(store, mode="manual")
    keys = ShowKeys(store.show)
    first = Conductor(store, notary_of(store), "a")
    leading = asyncio.create_task(first.run())
    await until(lambda: first.conducting)
    await calls.call("DEL", keys.log, keys.log_head)
    assert await press(store, "go", lives_ms=300) is None
    with pytest.raises(LogConflict, match="changed behind a"):
        await asyncio.wait_for(leading, 10)


async def test_a_standby_of_a_log_that_was_lost_does_not_conduct_it(
    store: Store, calls: Connections
) -> None:
    await opened(store, mode="manual")
    keys = ShowKeys(store.show)
    async with conducting(store, "a") as first:
        await until(lambda: first.conducting)
        second = Conductor(store, notary_of(store), "b")
        standing = asyncio.create_task(second.run())
        await until(lambda: second._follower.started and second.show.epoch == 1)
        await calls.call("DEL", keys.log, keys.log_head)
    with pytest.raises(LogConflict, match="changed behind b"):
        await asyncio.wait_for(standing, 10)


async def test_conductors_that_die_anywhere_leave_a_whole_show(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call to the store may fail before or after it was done, or be the process's last."""
    monkeypatch.setattr(module, "STANDBY_MS", 20)
    monkeypatch.setattr(module, "RETRY_MS", 10)
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)

    async def faulty(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
        if name in ("wait", "release"):
            return await call()
        fault = chance.random()
        if fault < 0.04:
            raise Died
        if fault < 0.12:
            raise StoreDown("not done")
        answer = await call()
        if fault > 0.96:
            raise Died
        if fault > 0.88:
            raise StoreDown("done, and the answer is lost")
        return answer

    world = world_of(store)
    world.log = bent(store.log, faulty)
    world.cues = bent(store.cues, faulty)
    world.lease = bent(store.lease, faulty)
    world.ledger = bent(store.ledger, faulty)
    await opened(store)
    claiming = asyncio.create_task(claimed(store, 12))
    ended = False
    deaths = 0
    while not ended:
        conductor = Conductor(world, notary_of(world), f"c{deaths}")
        running = asyncio.create_task(conductor.run())
        ending = asyncio.create_task(conductor.finished.wait())
        await asyncio.wait({running, ending}, return_when=asyncio.FIRST_COMPLETED, timeout=20)
        ended = ending.done()
        for task in (running, ending):
            task.cancel()
        (died, _) = await asyncio.gather(running, ending, return_exceptions=True)
        assert isinstance(died, Died | asyncio.CancelledError), died
        deaths += 1
    won = await claiming
    print(f"{deaths} conductors")
    await check_streamed(store)
    reader, _, _ = await read(store)
    assert finished(reader.show)
    assert dict(reader.show.window("sale").sold) == won == {"app": 3, "tv": 2}
