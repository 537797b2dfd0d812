import asyncio
import time
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from gala.crowd import Crowd, Night, run_crowd, summarize

from .little_show import STOCK, LittleShow, little_show

NIGHT = Night(length_ms=1_800, lead_ms=0, pace_milli=20_000)
SEED = 616


async def watched(show: LittleShow, n: int = 40) -> dict[str, Any]:
    """Let a crowd watch the show; return its account."""
    print(f"seed {SEED}")
    crowd = Crowd(n, SEED, show.join, NIGHT, {"app": 3, "tv": 1})
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(crowd.run(round(time.time() * 1_000)))
        group.create_task(show.play())
    assert crowd.here == 0
    return summarize(crowd.account())


async def test_a_whole_night() -> None:
    async with little_show() as show:
        summary = await watched(show)
    assert summary["problems"] == []
    assert summary["complete"] is True
    assert summary["joined"] == 40
    assert summary["reconnects"] >= 1
    assert summary["resumed"] >= 1
    assert summary["cues"] > 40 * 4
    assert summary["entered"] > 0
    assert summary["claims"] > 10
    assert summary["won"]["w"] == STOCK
    assert summary["answers"]["sold_out"] > 0
    assert summary["skew_ms"]["takes"] > 10
    assert 0 <= summary["skew_ms"]["p50"] < 1_000


@pytest.mark.parametrize(
    ("fault", "count"),
    [
        ("gap", "gaps"),
        ("duplicate", "duplicates"),
        ("lost on resume", "gaps"),
        ("changed receipt", "receipts_changed"),
        ("sold twice", "sold_twice"),
    ],
)
async def test_a_planted_fault_is_found(fault: str, count: str) -> None:
    async with little_show(fault) as show:
        summary = await watched(show)
    assert summary[count] >= 1
    assert summary["complete"] is False
    assert summary["problems"]


async def test_sent_home_before_the_end() -> None:
    async with little_show() as show:
        await show.publish("main", "hold")
        until = asyncio.Event()
        crowd = Crowd(10, SEED, show.join, Night(60_000, 0, 1_000))
        running = asyncio.create_task(crowd.run(round(time.time() * 1_000), until))
        async with asyncio.timeout(5):
            await asyncio.sleep(0.3)
            assert 0 < crowd.here < 10
            until.set()
            await running
    summary = summarize(crowd.account())
    assert summary["complete"] is True
    assert summary["at_end"] == summary["joined"]


async def test_a_crowd_joins_at_a_console() -> None:
    async with little_show() as show:

        async def give(request: web.Request) -> web.Response:
            ticket = await show.join((await request.json()).get("outlet"))
            names = ("viewer", "outlet", "ticket", "edge", "expires_at_ms")
            return web.json_response({name: getattr(ticket, name) for name in names})

        app = web.Application()
        app.router.add_post("/api/join", give)
        async with TestServer(app) as console, asyncio.timeout(20):
            playing = asyncio.create_task(show.play())
            summary = summarize(await run_crowd(str(console.make_url("/")), 5, SEED, NIGHT))
            await playing
    assert summary["joined"] == 5
    assert summary["complete"] is True
