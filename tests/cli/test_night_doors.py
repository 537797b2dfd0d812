"""The doors of a night in one process, as they are without and behind a proxy."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from gala.cli import admin
from gala.cli.beginning import beginning
from gala.cli.night import Night, Wishes, running
from gala.cli.night_doors import taken
from gala.cli.sheets import Sheet
from gala.wire.proxies import Proxies
from tests.conductor.nights import SHEET
from tests.core.playing import sheet_of
from tests.keys import KEYS
from tests.plugins.waiting import until

FORWARDED = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}
PAGE = "https://gala.example"


@pytest.fixture
def wishes(tmp_path: Path, store_url: str, show_id: str, monkeypatch: pytest.MonkeyPatch) -> Wishes:
    """A night over the tests' store, driven by hand."""
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))
    sheet = Sheet(sheet_of(SHEET), SHEET)
    header = beginning(sheet, "live", start=None, pace=None, auto=False, keys=KEYS).header
    return Wishes(
        *(tmp_path / "out", show_id, header, "127.0.0.1", 0, 0, store_url, 0, 1, None, KEYS)
    )


async def joined(night: Night, **headers: str) -> dict[str, Any]:
    """Get a ticket as a page does."""
    await until(lambda: night.watch.started)
    url = f"http://127.0.0.1:{night.console.port}/api/join"
    async with ClientSession() as http, http.post(url, json={}, headers=headers) as answer:
        assert answer.status == 200
        got: dict[str, Any] = await answer.json()
        return got


async def let_in(night: Night, ticket: str, origin: str) -> int:
    """Open a viewer's socket as a page of `origin` does; return the status of the answer."""
    url = f"http://127.0.0.1:{night.edge.port}/live"
    protocols = ("gala.v1", f"ticket.{ticket}")
    async with ClientSession() as http:
        try:
            async with http.ws_connect(url, protocols=protocols, origin=origin):
                return 101
        except WSServerHandshakeError as refused:
            return refused.status


async def test_nobody_is_believed_unless_named(wishes: Wishes) -> None:
    async with running(wishes) as night:
        got = await joined(night, **FORWARDED)
        assert got["edge"] == f"ws://127.0.0.1:{night.edge.port}/live"
        assert await let_in(night, got["ticket"], PAGE) == 403
        ours = f"http://127.0.0.1:{night.console.port}"
        assert await let_in(night, got["ticket"], ours) == 101


async def test_behind_a_proxy(wishes: Wishes) -> None:
    proxies = Proxies(["127.0.0.0/8"])
    async with running(replace(wishes, proxies=proxies, origins=(PAGE,))) as night:
        got = await joined(night, **FORWARDED)
        assert got["edge"] == f"wss://127.0.0.1:{night.edge.port}/live"
        assert await let_in(night, got["ticket"], PAGE) == 101
        assert await let_in(night, got["ticket"], "https://other.example") == 403


async def test_the_edge_has_an_address_of_its_own(wishes: Wishes) -> None:
    async with running(replace(wishes, edge_url="wss://edge.example/live")) as night:
        assert (await joined(night))["edge"] == "wss://edge.example/live"


async def test_all_three_are_answered_for(wishes: Wishes) -> None:
    listener = admin.listening(admin.LOCAL, 0)
    assert listener is not None
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with ClientSession() as http, running(replace(wishes, admin=listener)) as night:

        async def ready() -> bool:
            async with http.get(f"{url}/ready") as answer:
                return answer.status == 200

        await until(ready, 10)
        assert night.edge.viewers == 0, "its own viewer is none"
        await night.edge.stop()
        async with http.get(f"{url}/ready") as answer:
            assert (answer.status, await answer.text()) == (503, "edge draining\n")


def test_a_port_that_is_taken() -> None:
    error = OSError(errno.EADDRINUSE, "Address already in use")
    said = taken(error, "127.0.0.1", 6160)
    assert said.startswith("port 6160 of 127.0.0.1 cannot be used (Address already in use)")
    assert said.endswith("--port")
