"""A console over a real store, with a conductor who leads a small show."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from gala.conductor.conductor import Conductor
from gala.conductor.opening import open_show
from gala.console.proofs import Proofs
from gala.console.seats import Seats
from gala.console.server import Console, Settings, bound
from gala.console.watch import Watch
from gala.core.log import Header
from gala.store.archive import StoreArchive
from gala.store.evidence import Evidence
from gala.store.show import Store
from gala.wire.tickets import TicketKey
from run_sheet import digest
from tests.conductor.nights import notary_of
from tests.core.playing import SHEET, sheet_of
from tests.keys import KEYS, beacon

EDGE_PORT = 7


@dataclass
class Served:
    """A console being served, and a browser that has not sat down yet."""

    console: Console
    conductor: Conductor
    browser: ClientSession
    url: str

    async def sit(self, seat: str = "director") -> None:
        """Use a one-time link for a seat."""
        token = self.console.seats.invite(seat)
        async with self.browser.get(f"{self.url}/seat/{token}", allow_redirects=False) as answer:
            assert answer.status == 303

    async def press(self, command: str, press: str = "p", **fields: Any) -> tuple[int, Any]:
        """Send a command; return status and body."""
        body = {"command": command, "id": press, **fields}
        async with self.browser.post(f"{self.url}/api/console/command", json=body) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def served(store: Store) -> AsyncIterator[Served]:
    """A show in MANUAL whose start has come."""
    header = Header(
        show=store.show,
        sheet=SHEET,
        sheet_digest=digest(sheet_of(SHEET)),
        pace_milli=1000,
        origin_ms=store.clock.now_ms(),
        mode="manual",
        beacon=beacon(store.clock.now_ms()),
        keys=KEYS.log_keys,
    )
    await open_show(store.log, header)
    archive = StoreArchive(store.url, store.show)
    proofs = Proofs(Evidence(KEYS.log), archive, KEYS.pins.data())
    conductor = Conductor(store, notary_of(store), "test-conductor")
    watch = Watch(store, proofs.evidence)
    settings = Settings(bound("127.0.0.1", 0), EDGE_PORT, proofs, demo_key=TicketKey.new())
    console = Console(watch, Seats(), settings)
    await console.start()
    tasks = [asyncio.create_task(conductor.run()), asyncio.create_task(watch.run())]
    url = f"http://127.0.0.1:{console.port}"
    # An address is no site with cookies of its own, unless one says so.
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        async with asyncio.timeout(10):
            while not (watch.started and watch.show.epoch):
                await watch.changed()
        yield Served(console, conductor, browser, url)
    await console.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await archive.aclose()
