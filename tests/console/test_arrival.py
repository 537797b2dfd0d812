"""How a request came, behind proxies and over TLS."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector, web
from aiohttp.test_utils import TestServer

from gala.console import arrival
from gala.console.seats import Seats
from gala.console.server import Console, bound
from gala.wire.proxies import Proxies
from tests.certificates import client_side, server_side
from tests.console.conftest import Served

FORWARDED = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}


async def told(proxies: Proxies, **headers: str) -> list[str]:
    """What a console with these proxies makes of a request from this machine."""

    async def say(request: web.Request) -> web.Response:
        return web.json_response([arrival.address(request), arrival.scheme(request)])

    app = web.Application(middlewares=[arrival.noting(proxies)])
    app.router.add_get("/", say)
    async with (
        TestServer(app) as server,
        ClientSession() as http,
        http.get(server.make_url("/"), headers=headers) as answer,
    ):
        found: list[str] = await answer.json()
        return found


async def test_named_proxies_are_believed_and_nobody_else() -> None:
    assert await told(Proxies(), **FORWARDED) == ["127.0.0.1", "http"]
    assert await told(Proxies(["192.0.2.0/24"]), **FORWARDED) == ["127.0.0.1", "http"]
    assert await told(Proxies(["127.0.0.1"]), **FORWARDED) == ["203.0.113.5", "https"]
    assert await told(Proxies(["127.0.0.1"])) == ["127.0.0.1", "http"]


@asynccontextmanager
async def beside(served: Served, folder: Path, **settings: Any) -> AsyncIterator[Console]:
    """Another console of the same show, set up otherwise."""
    own = replace(served.console.settings, listener=bound("127.0.0.1", 0), office=None, **settings)
    console = Console(served.console.watch, Seats(folder / "other.json"), own)
    await console.start()
    try:
        yield console
    finally:
        assert console._runner is not None
        await console._runner.cleanup()


async def sat(http: ClientSession, link: str, **headers: str) -> str:
    """Use a seat's link; the cookie that it gives."""
    async with http.get(link, headers=headers, allow_redirects=False) as answer:
        assert answer.status == 303
        return answer.headers["Set-Cookie"]


def link(scheme: str, console: Console) -> str:
    """A seat's link at that console."""
    return f"{scheme}://127.0.0.1:{console.port}/seat/{console.seats.invite('director')}"


async def test_cookie_origin_and_edge_behind_a_proxy(served: Served, tmp_path: Path) -> None:
    proxies = Proxies(["127.0.0.1"])
    async with beside(served, tmp_path, proxies=proxies) as console, ClientSession() as http:
        host = f"127.0.0.1:{console.port}"
        assert "Secure" in await sat(http, link("http", console), **FORWARDED)
        assert "Secure" not in await sat(http, link("http", console))
        ours = {**FORWARDED, "Origin": f"https://{host}"}
        async with http.post(f"http://{host}/api/join", headers=ours) as answer:
            assert answer.status == 200
            assert (await answer.json())["edge"] == "wss://127.0.0.1:7/live"
        plain = {"Origin": f"https://{host}"}
        async with http.post(f"http://{host}/api/join", headers=plain) as answer:
            assert answer.status == 403
        async with http.get(f"http://{host}/healthz", headers=FORWARDED) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "wss://127.0.0.1:7" in policy.replace(";", "").split()


async def test_strangers_forward_nothing(served: Served) -> None:
    token = served.console.seats.invite("director")
    assert "Secure" not in await sat(served.browser, f"{served.url}/seat/{token}", **FORWARDED)
    headers = {**FORWARDED, "Origin": served.url.replace("http:", "https:")}
    async with served.browser.post(f"{served.url}/api/join", headers=headers) as answer:
        assert answer.status == 403


async def test_over_tls(served: Served, tmp_path: Path) -> None:
    connector = TCPConnector(ssl=client_side())
    async with (
        beside(served, tmp_path, tls=server_side()) as console,
        ClientSession(connector=connector) as http,
    ):
        assert "Secure" in await sat(http, link("https", console))
        url = f"https://127.0.0.1:{console.port}"
        async with http.post(f"{url}/api/join", headers={"Origin": url}) as answer:
            assert (await answer.json())["edge"] == "wss://127.0.0.1:7/live"


async def test_the_edge_has_an_address_of_its_own(served: Served, tmp_path: Path) -> None:
    public = "wss://edge.example/live"
    async with (
        beside(served, tmp_path, edge_url=public) as console,
        ClientSession() as http,
        http.post(f"http://127.0.0.1:{console.port}/api/join") as answer,
    ):
        assert (await answer.json())["edge"] == public
        policy = answer.headers["Content-Security-Policy"]
        assert "wss://edge.example" in policy.replace(";", "").split()


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("wss://edge.example", "wss://edge.example/live"),
        ("wss://edge.example/", "wss://edge.example/live"),
        ("wss://edge.example:8443/night/live", "wss://edge.example:8443/night/live"),
        ("ws://[2001:db8::1]:6161", "ws://[2001:db8::1]:6161/live"),
    ],
)
def test_addresses_of_edges(url: str, found: str) -> None:
    assert arrival.checked_edge(url) == found


@pytest.mark.parametrize(
    "url",
    [
        *("", "edge.example", "https://edge.example", "wss://", "wss://a:b@edge.example"),
        *("wss://edge.example/live?x=1", "wss://edge.example/#x", "wss://edge example"),
        *("wss://edge.example:port", "wss://edge.example:99999", "wss://edge.example;x"),
    ],
)
def test_what_is_no_address_of_an_edge(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        arrival.checked_edge(url)
