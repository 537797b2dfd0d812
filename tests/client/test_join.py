from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from gala.client import JoinRefused, Ticket, join
from tests.certificates import client_side, server_side

BODY = {
    "viewer": "v-1",
    "outlet": "app",
    "ticket": "a.b.c",
    "edge": "ws://127.0.0.1:1/live",
    "expires_at_ms": 99,
    "new": "in a later version",
}

Handler = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def console(handler: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/api/join", handler)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


async def test_a_ticket() -> None:
    asked: list[object] = []

    async def give(request: web.Request) -> web.Response:
        asked.append(await request.json())
        return web.json_response(BODY)

    async with console(give) as url, ClientSession() as http:
        ticket = Ticket("v-1", "app", "a.b.c", "ws://127.0.0.1:1/live", 99)
        assert await join(url) == ticket
        assert await join(url, "tv", http=http) == ticket
    assert asked == [{}, {"outlet": "tv"}]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404, "text": "no"},
        {"text": "hello"},
        {"text": "[]"},
        {"text": '{"viewer": "v-1"}'},
    ],
)
async def test_anything_else_is_refused(answer: dict[str, object]) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.Response(**answer)  # type: ignore[arg-type]

    async with console(refuse) as url:
        with pytest.raises(JoinRefused, match="/api/join"):
            await join(url)


async def test_nobody_there() -> None:
    with pytest.raises(JoinRefused, match="Cannot connect"):
        await join("http://127.0.0.1:9")


async def test_over_tls_whom_we_believe() -> None:
    async def give(_: web.Request) -> web.Response:
        return web.json_response(BODY)

    app = web.Application()
    app.router.add_post("/api/join", give)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=server_side())
    try:
        url = f"https://127.0.0.1:{server.port}/"
        assert (await join(url, tls=client_side())).viewer == "v-1"
        with pytest.raises(JoinRefused, match="certificate verify failed"):
            await join(url)
    finally:
        await server.close()
