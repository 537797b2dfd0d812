import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from gala.conductor import figures as figures_module
from gala.conductor.figures import FRESH_MS, LEAD_MS_MAX, LEAD_MS_MIN, Figures
from gala.conductor.tally import Tally
from gala.core.events import FeelingsCounted, VisitCounted
from gala.core.feelings import Feelings
from gala.core.state import Show
from gala.core.visits import SETTLE_MS, RoomCount
from gala.ports import Claim, EdgeReport, OutletWindow
from gala.store.show import Store
from gala.wire import messages
from tests.conductor.bent import away, bent
from tests.conductor.nights import World, world_of
from tests.core.playing import ORIGIN_MS, Playing, small_show


@contextlib.asynccontextmanager
async def running(world: World, show: Show) -> AsyncIterator[tuple[Figures, asyncio.Event]]:
    changed = asyncio.Event()
    figures = Figures(world, changed, Tally())
    task = asyncio.create_task(figures.run(lambda: show))
    yield figures, changed
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def report(store: Store, edge: str, app: int, tv: int, **other: int) -> EdgeReport:
    """What an edge says now; `age_ms` makes it older."""
    at_ms = store.clock.now_ms() - other.get("age_ms", 0)
    return EdgeReport(edge, at_ms, (("app", app), ("tv", tv)), 0, 1, other.get("sweep_us", 0))


async def test_viewers_are_summed_over_the_edges_that_are_alive(store: Store) -> None:
    for one in (
        report(store, "e1", 3, 1),
        report(store, "e2", 4, 0, sweep_us=100_000),
        report(store, "e3", 100, 100, age_ms=FRESH_MS + 10_000, sweep_us=900_000),
        EdgeReport("e4", store.clock.now_ms(), (("radio", 5),), 0, 1, 0),
    ):
        await store.counters.report(one)
    async with running(world_of(store), small_show()) as (figures, changed):
        assert figures.take_count() is None
        assert figures.lead_ms == LEAD_MS_MIN
        await changed.wait()
        assert figures.take_count() == (("app", 7), ("tv", 1))
        assert figures.take_count() is None, "only what is new"
        assert figures.lead_ms == LEAD_MS_MIN + 200, "two sweeps of the slowest edge"


async def test_a_take_by_hand_never_waits_for_long(store: Store) -> None:
    await store.counters.report(report(store, "e1", 1, 1, sweep_us=60_000_000))
    async with running(world_of(store), small_show()) as (figures, changed):
        await changed.wait()
        assert figures.lead_ms == LEAD_MS_MAX


async def test_ticks_carry_the_viewers_and_what_is_left(store: Store) -> None:
    play = Playing().until(ORIGIN_MS + 45_000)
    window = play.show.window("sale")
    assert window.state == "open"
    now_ms = store.clock.now_ms()
    rows = [OutletWindow(row[0], now_ms - 1_000, now_ms + 60_000, row[3]) for row in window.rows]
    await store.ledger.open_window(1, "sale", window.gen, 1, rows)
    claims = [Claim(f"v-{n}", "app", bytes(16)) for n in range(2)]
    await store.ledger.claim("sale", window.gen, claims)
    await store.counters.report(report(store, "e1", 3, 1))
    assert await store.counters.next_tick(1) is None
    async with running(world_of(store), play.show):
        ticks = [await store.counters.next_tick(5_000) for _ in range(2)]
    tick = messages.read_tick(ticks[1] or b"")
    assert tick.viewers == 4
    assert tick.windows == (("sale", window.gen, (("app", 3), ("tv", 2))),)
    assert abs(tick.now_ms - store.clock.now_ms()) < 2_000


async def test_ticks_carry_who_is_in_rooms_on_edges_that_are_alive(store: Store) -> None:
    rooms = (RoomCount("beauty", 3, "visit", 5, 9, 4, 3, 0),)
    await store.counters.report(replace(report(store, "e1", 5, 0), rooms=rooms))
    await store.counters.report(replace(report(store, "e2", 5, 0), rooms=rooms))
    gone = report(store, "e3", 5, 0, age_ms=FRESH_MS + 10_000)
    await store.counters.report(replace(gone, rooms=rooms))
    assert await store.counters.next_tick(1) is None
    async with running(world_of(store), small_show()):
        tick = messages.read_tick(await store.counters.next_tick(5_000) or b"")
    assert tick.rooms == (("beauty", 6),)


async def test_a_visit_is_counted_from_every_edge_that_ever_was(store: Store) -> None:
    play = Playing().until(ORIGIN_MS + 131_000)
    run = play.show.run("visit")
    assert run.started_ms is not None
    assert run.ended_ms is not None
    rooms = (RoomCount("beauty", 1, "visit", run.started_ms, 9, 4, 3, 1, 2),)
    await store.counters.report(replace(report(store, "e1", 5, 0), rooms=rooms))
    gone = report(store, "e3", 5, 0, age_ms=FRESH_MS + 10_000)
    await store.counters.report(replace(gone, rooms=rooms))
    due_ms = run.ended_ms + SETTLE_MS
    async with running(world_of(store), play.show) as (figures, changed):
        assert not figures.counting(play.show, due_ms)
        await changed.wait()
        assert figures.counting(play.show, run.ended_ms)
        assert figures.visited(play.show, due_ms - 1) is None
        found = figures.visited(play.show, due_ms)
    assert found == VisitCounted(due_ms, "visit", run.started_ms, 18, (("beauty", 8, 6, 4, 2),))


async def test_hearts_of_all_lives_of_all_edges_are_summed_and_shown(store: Store) -> None:
    play = Playing().until(ORIGIN_MS + 1_000)
    for life, hearts in (("e1 1", 3), ("e1 2", 1), ("e2 1", 5), ("e2 1", 6)):
        await store.counters.count(life, Feelings((("opening", "", hearts),)))
    assert await store.counters.next_tick(1) is None
    async with running(world_of(store), play.show) as (figures, changed):
        tick = messages.read_tick(await store.counters.next_tick(5_000) or b"")
        assert tick.hearts == (("opening", 10),)
        await changed.wait()
        assert figures.feelings.take(play.show, play.show.now_ms) == FeelingsCounted(
            play.show.now_ms, (("opening", "", 10),), ()
        )


async def test_an_opening_that_the_ledger_does_not_have_yet_is_left_out(store: Store) -> None:
    play = Playing().until(ORIGIN_MS + 45_000)
    assert await store.counters.next_tick(1) is None
    async with running(world_of(store), play.show):
        tick = await store.counters.next_tick(5_000)
    assert messages.read_tick(tick or b"").windows == ()


async def test_a_store_that_is_away_is_left_alone_until_it_is_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures_module, "TICK_MS", 50)
    monkeypatch.setattr(figures_module, "COUNT_MS", 50)
    world = world_of(store)
    world.counters = bent(store.counters, away("reports"))
    async with running(world, small_show()) as (figures, changed):
        await changed.wait()
        assert figures.take_count() == (("app", 0), ("tv", 0))
