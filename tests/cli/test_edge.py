"""`gala edge` as a process: TLS, its admin port, and what is said when it cannot be."""

from __future__ import annotations

import asyncio
import signal
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession

from gala.client import connect, join, trusting
from gala.store.show import Store
from tests.certificates import authority, ca_file, files
from tests.cli.conftest import Gala as Command
from tests.cli.processes import sheet_file, started
from tests.conductor.nights import accepted
from tests.plugins.waiting import until

TALK = """
  - {id: talk, kind: host, title: Talk, length: 20s}
"""


async def ready(url: str) -> tuple[int, str]:
    """What an edge says of itself."""
    async with ClientSession() as http, http.get(url) as answer:
        return answer.status, (await answer.text()).strip()


async def test_a_show_over_tls_from_ticket_to_cue(tmp_path: Path, store: Store) -> None:
    cert, key = files(tmp_path)
    tls = trusting(ca_file(tmp_path))
    ours = ("--redis", store.url, "--show", store.show, "--port", 0)
    secure = ("--tls-cert", cert, "--tls-key", key)
    sheet = sheet_file(tmp_path, TALK)
    async with (
        started(tmp_path, "edge", *ours, *secure, "--admin-port", 0, "--drain", 0) as edge,
        started(
            tmp_path, "conductor", sheet, "--redis", store.url, "--show", store.show, "--manual"
        ) as conductor,
    ):
        admin = (await edge.said(r"admin: (http://127\.0\.0\.1:\d+/ready)"))[1]
        await conductor.said("ready")
        edge_url = (await edge.said(r"edge: (wss://127\.0\.0\.1:\d+/live)"))[1]

        async def is_ready() -> bool:
            return await ready(admin) == (200, "ready")

        await until(is_ready, 10)
        async with started(
            tmp_path, "console", *ours, *secure, "--demo-join", "--edge-url", edge_url
        ) as console:
            url = (await console.said(r"console: (https://127\.0\.0\.1:\d+)/"))[1]
            await console.said(r"director +https://localhost")
            ticket = await until(lambda: _joined(url, tls))
            assert ticket.edge == edge_url
            async with connect(ticket.edge, ticket.ticket, tls=tls) as viewer:
                cues = viewer.cues()
                await accepted(store, "go")
                async with asyncio.timeout(10):
                    async for cue in cues:
                        if cue.kind == "take":
                            break
            # A new certificate without a restart, at both.
            files(tmp_path, authority().issue_cert("127.0.0.1"))
            for one in (edge, console):
                one.signal(signal.SIGHUP)
                await one.said("TLS: the certificate was loaded anew")
            async with connect(ticket.edge, ticket.ticket, tls=tls) as viewer:
                assert viewer.connected
        edge.signal(signal.SIGTERM)
        assert await edge.ended() == 0


async def _joined(url: str, tls: object) -> object:
    from gala.client import JoinRefused

    try:
        return await join(url, tls=tls)  # type: ignore[arg-type]
    except JoinRefused:
        return None


async def test_before_there_is_a_show(tmp_path: Path, store: Store) -> None:
    words = ("--redis", store.url, "--show", store.show, "--port", 0, "--admin-port", 0)
    async with started(tmp_path, "edge", *words) as edge:
        admin = (await edge.said(r"admin: (http://127\.0\.0\.1:\d+/)ready"))[1]
        assert await until(lambda: _asked(f"{admin}ready")) == (503, "starting")
        assert (await ready(f"{admin}live"))[0] == 200
        status, figures = await ready(f"{admin}metrics")
        assert (status, "gala_edge_" in figures) == (200, False)


async def _asked(url: str) -> tuple[int, str] | None:
    try:
        return await ready(url)
    except OSError:
        return None


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--tls-cert", "x.pem"), "TLS takes both"),
        (("--tls-cert", "x.pem", "--tls-key", "y.pem"), "TLS: x.pem: No such file or directory"),
        (("--trusted-proxy", "nonsense"), "--trusted-proxy: 'nonsense' is no network"),
        (("--workers", "0"), "Usage"),
        (("--admin-port", "65536"), "Usage"),
    ],
)
def test_what_cannot_be_is_said(
    gala: Command, store_url: str, options: tuple[str, ...], why: str
) -> None:
    ended = gala("edge", "--redis", store_url, *options)
    assert ended.code == 2
    assert why in ended.err


def test_an_admin_port_that_is_taken_is_said(gala: Command, store_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = gala("edge", "--redis", store_url, "--admin-port", other.getsockname()[1])
    assert ended.code == 2
    assert "choose another --admin-port" in ended.err
