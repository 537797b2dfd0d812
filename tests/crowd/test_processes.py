import asyncio
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from gala.crowd import Night, run_processes, summarize
from gala.wire.tls_files import TlsError

from .little_show import little_show

VIEWERS = 6
NIGHT = Night(length_ms=1_800, lead_ms=0, pace_milli=20_000)


async def test_a_crowd_in_two_processes_has_one_account() -> None:
    came = asyncio.Semaphore(0)
    async with little_show() as show:

        async def give(request: web.Request) -> web.Response:
            ticket = await show.join((await request.json()).get("outlet"))
            came.release()
            names = ("viewer", "outlet", "ticket", "edge", "expires_at_ms")
            return web.json_response({name: getattr(ticket, name) for name in names})

        app = web.Application()
        app.router.add_post("/api/join", give)
        async with TestServer(app) as console, asyncio.timeout(60):
            url = str(console.make_url("/"))
            crowd = asyncio.create_task(
                asyncio.to_thread(run_processes, url, VIEWERS, 616, NIGHT, 2)
            )
            await came.acquire()
            await show.play()
            summary = summarize(await crowd)
    assert summary["viewers"] == VIEWERS
    assert summary["joined"] == VIEWERS
    assert summary["complete"] is True


async def test_what_goes_wrong_in_a_part_is_told() -> None:
    with pytest.raises(TlsError, match="No such file"):
        await asyncio.to_thread(
            run_processes, "http://127.0.0.1:1", 2, 1, NIGHT, 2, Path("none.pem")
        )
