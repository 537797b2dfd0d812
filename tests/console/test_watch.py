import asyncio
import json
from collections import Counter
from typing import Any

import pytest

from gala.console.watch import Watch
from gala.core.feelings import Feelings
from gala.core.seckill import Winner
from gala.core.skew import BOUNDS_MS, Skew, bucket
from gala.ports import Claim, EdgeReport
from gala.store.show import Store
from tests.conductor.nights import DRAWN, entered
from tests.console.conftest import Served, begun, serving
from tests.plugins.waiting import until


async def _tick(watch: Watch, wanted: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while True:
            tick: dict[str, Any] = json.loads(watch.tick_text or "{}")
            if tick.get(wanted):
                return tick
            await watch.changed()


def _now(watch: Watch) -> dict[str, Any]:
    tick: dict[str, Any] = json.loads(watch.tick_text or "{}")
    return {"edges": (), **tick}


async def test_edges_are_listed_with_their_age(served: Served, store: Store) -> None:
    report = EdgeReport("edge-1", store.clock.now_ms(), (("app", 3), ("tv", 1)), 1, 9, 250)
    await store.counters.report(report)
    (edge,) = (await _tick(served.console.watch, "edges"))["edges"]
    assert (edge["id"], edge["viewers"], edge["behind"], edge["seq"]) == ("edge-1", 4, 1, 9)


async def test_how_late_the_newest_take_came_is_summed_over_the_edges(
    served: Served, store: Store
) -> None:
    for edge, *late_ms in (("edge-1", 2, 2, 2), ("edge-2", 2, 40)):
        counts = tuple(sorted(Counter(map(bucket, late_ms)).items()))
        skew = (Skew(1, 5, "app", 3, ((bucket(900), 9),)), Skew(1, 6, "app", 1, counts))
        at_ms = store.clock.now_ms()
        await store.counters.report(EdgeReport(edge, at_ms, (), 0, 9, 250, skew))
    await until(lambda: len(_now(served.console.watch)["edges"]) == 2)
    (shown,) = _now(served.console.watch)["skew"]
    assert (shown["outlet"], shown["seq"], shown["viewers"], shown["unsure"]) == ("app", 6, 5, 2)
    assert (shown["p50_ms"], shown["p99_ms"]) == (2, BOUNDS_MS[bucket(40)])


async def test_a_window_that_is_open_shows_its_figures_live(served: Served, store: Store) -> None:
    await served.sit()
    await served.press("jump", "one", segment="sale")
    async with asyncio.timeout(15):
        while not served.console.watch.started or (
            served.console.watch.show.window("sale").state != "open"
        ):
            await served.console.watch.changed()
    await store.ledger.claim("sale", 1, [Claim("v", "app", bytes(16))])
    async with asyncio.timeout(5):
        while True:
            tick = await _tick(served.console.watch, "windows")
            (window,) = tick["windows"]
            if window["sold"][0]["sold"] == 1:
                break
            await served.console.watch.changed()
    assert window["rate"] in (0, 1)
    assert window["turned_away"] == 0


async def test_figures_that_differ_after_a_settlement_are_an_alarm(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.claims_journal

    async def fewer(window: str) -> list[Winner]:
        return (await whole(window))[1:]

    monkeypatch.setattr(store, "claims_journal", fewer)
    async with serving(store) as served:
        await begun(served, store, DRAWN)
        await served.sit()
        await served.press("jump", "first", segment="sale")
        await entered(store, "sale", 1, 1)
        watch = served.console.watch
        async with asyncio.timeout(15):
            while not (alarms := json.loads(watch.state_text or "{}").get("alarms")):
                await watch.changed()
    assert {one["of"].split(" ")[0] for one in alarms} == {"sale"}
    assert all(one["text"]["zh"] and one["text"]["en"] for one in alarms)


async def test_closing_lets_everybody_go_who_waits(served: Served) -> None:
    watch = served.console.watch
    watch.close()
    await asyncio.wait_for(watch.changed(), 5)


async def test_what_viewers_feel_and_what_edges_leave_out(served: Served, store: Store) -> None:
    await served.sit()
    assert (await served.press("go", "1"))[0] == 200
    await served.until(lambda show: show.on_air)
    report = EdgeReport("e1", store.clock.now_ms(), (), 0, 1, 5, level=2, lag_ms=130)
    await store.counters.report(report)
    for life in ("e1 1", "e1 2"):
        feelings = Feelings((("opening", "", 3),), (("opening", "other", 11),))
        await store.counters.count(life, feelings)
    await until(lambda: (_now(served.console.watch).get("hearts") or {}).get("count") == 6)
    told = _now(served.console.watch)
    assert told["hearts"]["segment"] == "opening"
    assert told["flags"] == [{"segment": "opening", "reason": "other", "count": 22, "alert": True}]
    (edge,) = told["edges"]
    assert (edge["level"], edge["lag_ms"]) == (2, 130)
    assert json.loads(served.console.watch.state_text)["shedding"] == 0
