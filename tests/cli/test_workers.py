"""`gala edge --workers`: processes that share a port, and the parent that keeps them."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import sys
from base64 import urlsafe_b64encode as b64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from gala.cli.failure import Failure
from gala.cli.workers import reserved, run_workers
from gala.client import Refused, TicketExpired, Viewer, connect
from gala.store.show import Store
from gala.wire.tickets import TicketKey, issue, key_file
from tests.cli.conftest import Gala as Command
from tests.cli.processes import Gala, sheet_file, started
from tests.plugins.waiting import runs, until

TALK = """
  - {id: talk, kind: host, title: Talk, length: 60s}
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel shares ports on Linux")


class Several:
    """An edge of several processes."""

    def __init__(self, gala: Gala, url: str, admin: str) -> None:
        self.gala = gala
        self.url = url
        self.admin = admin

    @property
    def pids(self) -> list[int]:
        """Its workers'."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (OSError, NotADirectoryError):
                continue
            if entry.name.isdigit() and int(fields[1]) == self.gala.pid and fields[0] != "Z":
                found.append(int(entry.name))
        return sorted(found)

    async def said(self, path: str) -> tuple[int, str]:
        """What its admin door answers."""
        async with ClientSession() as http, http.get(f"{self.admin}{path}") as answer:
            return answer.status, (await answer.text()).strip()

    async def ready(self) -> bool:
        """Whether all deliver."""
        return await self.said("/ready") == (200, "ready")

    async def figure(self, name: str) -> float:
        """A metric without labels."""
        found = re.search(rf"^{name} (\S+)$", (await self.said("/metrics"))[1], re.MULTILINE)
        assert found is not None, name
        return float(found[1])


@asynccontextmanager
async def several(folder: Path, store: Store, *options: str) -> AsyncIterator[Several]:
    """Two workers over a show that is conducted."""
    shared = ("--redis", store.url, "--show", store.show)
    sheet = sheet_file(folder, TALK)
    words = ("--port", 0, "--admin-port", 0, "--workers", 2, "--drain", 1, *options)
    async with (
        started(folder, "conductor", sheet, *shared, "--manual") as conductor,
        started(folder, "edge", *shared, *words) as edge,
    ):
        await conductor.said("ready")
        admin = (await edge.said(r"admin: (http://127\.0\.0\.1:\d+)/ready"))[1]
        url = (await edge.said(r"edge: (ws://127\.0\.0\.1:\d+/live) \(2 workers\)"))[1]
        one = Several(edge, url, admin)
        await until(one.ready, 15)
        yield one


@linux
async def test_two_share_a_port_and_one_that_dies_comes_back(tmp_path: Path, store: Store) -> None:
    async with several(tmp_path, store) as edge:
        key = key_file(tmp_path / "home" / "keys" / "ticket.json")
        now_ms = store.clock.now_ms()
        first = edge.pids
        assert len(first) == 2
        tickets = [issue(key, "tiny", f"v-{n}", "app", now_ms, now_ms + 600_000) for n in range(12)]
        viewers = [connect(edge.url, ticket) for ticket in tickets]
        inside = await asyncio.gather(*(viewer.__aenter__() for viewer in viewers))
        try:
            assert await edge.figure("gala_edge_joined_total") == 12
            assert await edge.figure("gala_edge_workers") == 2

            async def two_names() -> bool:
                return len({one.edge for one in await store.counters.reports()}) == 2

            await until(two_names)
            os.kill(first[0], signal.SIGKILL)
            await edge.gala.said("worker . has ended .signal 9.; again in 0.5 s")
            await until(edge.ready, 20)
            assert len(edge.pids) == 2
            assert edge.pids != first
            assert await edge.figure("gala_edge_worker_restarts_total") == 1
            await until(lambda: all(viewer.connected for viewer in inside), 20)
            # What the dead one had counted is still counted, and who came back once more.
            assert await edge.figure("gala_edge_joined_total") >= 12
        finally:
            edge.gala.signal(signal.SIGTERM)
            await asyncio.gather(
                *(viewer.__aexit__(None, None, None) for viewer in viewers), return_exceptions=True
            )
        assert await edge.gala.ended() == 0
        assert not edge.pids


@linux
async def test_a_key_that_is_taken_out_is_gone_in_all_of_them(tmp_path: Path, store: Store) -> None:
    async with several(tmp_path, store) as edge, AsyncExitStack() as stack:
        path = tmp_path / "home" / "keys" / "ticket.json"
        stays, goes = key_file(path), TicketKey.new()
        both = [{"kid": one.kid, "k": b64(one.secret).decode()} for one in (stays, goes)]
        path.write_text(json.dumps(both))
        now_ms = store.clock.now_ms()

        async def come(key: TicketKey, name: str) -> Viewer | None:
            ticket = issue(key, "tiny", name, "app", now_ms, now_ms + 600_000)
            try:
                return await stack.enter_async_context(connect(edge.url, ticket))
            except Refused:
                return None

        async def all_know_it() -> bool:
            names = [f"t-{n}" for n in range(12)]
            return None not in [await come(goes, name) for name in names]

        await until(all_know_it, 15)
        here = [await come(stays, f"v-{n}") for n in range(12)]
        gone = [await come(goes, f"g-{n}") for n in range(12)]
        path.write_text(json.dumps(both[:1]))
        async with asyncio.timeout(10):
            for one in gone:
                assert one is not None
                assert isinstance(await one.ended(), TicketExpired)
        assert await come(goes, "late") is None
        assert all(one is not None and one.connected for one in here)
        said = (await edge.said("/metrics"))[1]
        counted = re.search(r'^gala_edge_closed_total\{word="revoked"\} (\S+)$', said, re.M)
        assert counted is not None
        assert float(counted[1]) >= 24


@linux
async def test_none_outlives_its_parent(tmp_path: Path, store: Store) -> None:
    async with several(tmp_path, store) as edge:
        pids = edge.pids
        edge.gala.signal(signal.SIGKILL)
        await edge.gala.process.wait()
        await until(lambda: not any(runs(pid) for pid in pids))


@linux
async def test_one_that_hangs_is_not_ready(tmp_path: Path, store: Store) -> None:
    async with several(tmp_path, store) as edge:
        pid = edge.pids[0]
        os.kill(pid, signal.SIGSTOP)
        try:

            async def silent() -> bool:
                return await edge.said("/ready") == (503, "silent")

            await until(silent, 10)
        finally:
            os.kill(pid, signal.SIGCONT)
        await until(edge.ready, 15)


@linux
def test_one_mistake_is_said_and_ends_all(gala: Command, tmp_path: Path) -> None:
    ended = gala("edge", "--redis", "nonsense", "--workers", 2, "--port", 0)
    assert ended.code == 2
    assert "cannot serve, see above" in ended.err


@linux
def test_a_port_that_somebody_has() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(OSError, match="in use"):
        reserved("127.0.0.1", other.getsockname()[1])
    with reserved("127.0.0.1", 0) as holder:
        port = holder.getsockname()[1]
        with socket.socket() as shared:
            shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            shared.bind(("127.0.0.1", port))
            shared.listen()
            with pytest.raises(OSError, match="in use"):
                reserved("127.0.0.1", port)
            # All who come go to who listens.
            for _ in range(20):
                with socket.create_connection(("127.0.0.1", port), 1):
                    shared.accept()[0].close()


def test_elsewhere_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(Failure, match="--workers needs Linux"):
        run_workers(2, [], ("127.0.0.1", 0), 1, None, reloads=False)
