import asyncio
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSServerHandshakeError

from gala.store.connection import Connections
from tests.console.conftest import Served


async def _next(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = await socket.receive_json(timeout=5)
        if message["type"] == kind:
            return message


async def test_the_state_comes_at_once_and_at_every_change(served: Served) -> None:
    await served.sit()
    async with served.browser.ws_connect(f"{served.url}/api/console/live") as socket:
        state = await socket.receive_json(timeout=5)
        assert (state["type"], state["phase"]) == ("state", "waiting")
        await served.press("go", "one")
        while (state := await _next(socket, "state"))["phase"] != "on_air":
            pass
        assert state["on_air"]["segment"] == "opening"


async def test_ticks_bring_the_figures(served: Served) -> None:
    await served.sit()
    async with served.browser.ws_connect(f"{served.url}/api/console/live") as socket:
        tick = await _next(socket, "tick")
        assert tick["total"] == 0
        assert tick["store"]["late_ms"] >= 0


async def test_what_the_store_promises_comes_at_once_and_when_it_is_less(
    served: Served, calls: Connections
) -> None:
    await served.sit()
    async with served.browser.ws_connect(f"{served.url}/api/console/live") as socket:
        told = await _next(socket, "store")
        assert told == {
            "type": "store",
            "promised": "always 0",
            "in_force": "always 0",
            "kept": True,
            "why": "",
        }
        try:
            await calls.call("CONFIG", "SET", "appendfsync", "everysec")
            async with asyncio.timeout(2):
                told = await _next(socket, "store")
            assert (told["in_force"], told["kept"]) == ("everysec 0", False)
        finally:
            await calls.call("CONFIG", "SET", "appendfsync", "always")
        assert (await _next(socket, "store"))["kept"]


async def test_how_the_clocks_stand_comes_at_once(served: Served) -> None:
    await served.sit()
    async with served.browser.ws_connect(f"{served.url}/api/console/live") as socket:
        assert await _next(socket, "clocks") == {"type": "clocks", "away": [], "set": []}


async def test_only_for_those_who_sit(served: Served) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await served.browser.ws_connect(f"{served.url}/api/console/live")
    assert refused.value.status == 401


async def test_a_page_that_talks_too_much_is_closed(served: Served) -> None:
    await served.sit()
    async with served.browser.ws_connect(f"{served.url}/api/console/live") as socket:
        await socket.send_str("x" * 5_000)
        while not (await socket.receive(timeout=5)).type.name.startswith("CLOS"):
            pass
        assert socket.close_code == 1009
