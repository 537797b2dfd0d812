"""A console over a real store, with a conductor who leads a small show."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from gala.conductor.conductor import Conductor
from gala.conductor.opening import open_show
from gala.console.office import TIER, Office, OfficeKeys
from gala.console.proofs import Proofs
from gala.console.seats import Seats
from gala.console.server import Console, Settings, bound
from gala.console.spoken.desk import AlertDesk
from gala.console.spoken.key import CaptionsKey
from gala.console.watch import Watch
from gala.core.log import Header
from gala.core.state import Show
from gala.ports import Claim, Won
from gala.proof.pseudonym import pseudonym, show_key
from gala.proof.receipt import Receipt, sign_batch
from gala.store.archive import StoreArchive
from gala.store.evidence import Evidence
from gala.store.show import Store
from gala.wire.tickets import TicketKey, issue
from run_sheet import digest
from tests.conductor.nights import DRAWN, entered, notary_of
from tests.core.playing import SHEET, sheet_of
from tests.core.trust.cards import CARD
from tests.keys import KEYS, PROMISE, beacon
from tests.plugins.waiting import until

EDGE_PORT = 7
CAPTIONS_KEY = "a key of the tests"


@dataclass
class Served:
    """A console being served, and a browser that has not sat down yet."""

    console: Console
    conductor: Conductor
    browser: ClientSession
    other: ClientSession
    url: str

    async def sit(self, seat: str = "director", browser: ClientSession | None = None) -> None:
        """Use a one-time link for a seat."""
        link = f"{self.url}/seat/{self.console.seats.invite(seat)}"
        async with (browser or self.browser).get(link, allow_redirects=False) as answer:
            assert answer.status == 303

    async def press(
        self, command: str, press: str = "p", browser: ClientSession | None = None, **fields: Any
    ) -> tuple[int, Any]:
        """Send a command; return status and body."""
        url = f"{self.url}/api/console/command"
        body = {"command": command, "id": press, **fields}
        async with (browser or self.browser).post(url, json=body) as answer:
            return answer.status, await answer.json()

    async def agree(self, command: str, press: str, **fields: Any) -> None:
        """Send a command from the two seats, one after the other."""
        for browser in (self.browser, self.other):
            status, body = await self.press(command, press, browser, **fields)
            assert status == 200, body

    async def until(self, condition: Callable[[Show], object]) -> None:
        """Return when the console has seen that the show is so."""
        watch = self.console.watch
        async with asyncio.timeout(15):
            while not (watch.started and condition(watch.show)):
                await watch.changed()


@asynccontextmanager
async def serving(store: Store) -> AsyncIterator[Served]:
    """A console of a show that may not be there yet, and who would conduct it."""
    archive = StoreArchive(store.url, store.show)
    proofs = Proofs(Evidence(KEYS.log), archive, KEYS.pins.data())
    conductor = Conductor(store, notary_of(store), "test-conductor")
    watch = Watch(store, proofs.evidence, store.guarantees)
    key = TicketKey.new()
    known = OfficeKeys([key], KEYS.pseudonyms, KEYS.pins.receipts)
    office = Office(store.guarantees, watch, known, store.orders)
    alerts = AlertDesk(store.alerts, watch, CaptionsKey(CAPTIONS_KEY))
    settings = Settings(
        *(bound("127.0.0.1", 0), EDGE_PORT, proofs),
        demo_key=key,
        office=office,
        alerts=alerts,
    )
    console = Console(watch, Seats(), settings)
    await console.start()
    tasks = [asyncio.create_task(conductor.run()), asyncio.create_task(watch.run())]
    url = f"http://127.0.0.1:{console.port}"
    # An address is no site with cookies of its own, unless one says so.
    async with (
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as other,
    ):
        yield Served(console, conductor, browser, other, url)
    await console.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await archive.aclose()


async def begun(served: Served, store: Store, sheet: str) -> None:
    """Begin a show in MANUAL whose start has come, and wait until somebody conducts it."""
    now_ms = store.clock.now_ms()
    header = Header(
        show=store.show,
        sheet=sheet,
        sheet_digest=digest(sheet_of(sheet)),
        pace_milli=1000,
        origin_ms=now_ms,
        mode="manual",
        beacon=beacon(now_ms),
        keys=KEYS.log_keys,
        promise=PROMISE,
    )
    await open_show(store.log, header)
    await served.until(lambda show: show.epoch)


@pytest.fixture
async def served(store: Store) -> AsyncIterator[Served]:
    """The small show in MANUAL."""
    async with serving(store) as made:
        await begun(made, store, SHEET)
        yield made


@dataclass
class Buyer:
    """A viewer of the small show with a trust card, who has bought a pen."""

    ticket: str
    receipt: dict[str, Any]
    url: str
    browser: ClientSession

    async def ask(self, path: str, **fields: Any) -> tuple[int, dict[str, Any]]:
        """Ask the office as the viewer's page does; return status and body."""
        body = {"ticket": self.ticket, "receipt": self.receipt, **fields}
        async with self.browser.post(f"{self.url}/api/trust/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def file(
        self, claim: int = 1, odd: dict[str, Any] | None = None, **fields: Any
    ) -> tuple[int, dict[str, Any]]:
        """File a claim for the money back, unless `fields` or `odd` say otherwise."""
        told = {"guarantee": "refund", "claim": f"{claim:032x}", "said": "it leaks", "files": []}
        return await self.ask("file", **{**told, **fields, **(odd or {})})


async def bought(served: Served, store: Store, *viewers: str, tier: str = "") -> list[Buyer]:
    """Have each viewer buy a pen; who is the first to ask opens the window."""
    key = served.console.settings.demo_key
    assert key is not None
    show = served.console.watch.show
    if show.on_air is None or show.on_air.segment != "pens":
        await served.press("jump", "pens", segment="pens")
    origin = show.night.origin
    secret, now_ms = show_key(KEYS.pseudonyms, origin), store.clock.now_ms()
    claims = [
        Claim(pseudonym(secret, one), "app", hashlib.sha256(one.encode()).digest()[:16])
        for one in viewers
    ]

    async def given() -> list[Won]:
        decided = await store.ledger.claim("pens", 1, claims)
        return [one for one in decided if isinstance(one, Won)]

    won: list[Won] = await until(given)
    batch = await store.ledger.batch("pens", won[0].batch)
    leaves = [one.leaf().text() for one in batch]
    signed = sign_batch(KEYS.receipts, origin, "pens", won[0].batch, leaves, PROMISE)
    await served.until(lambda show: any(one.id == "pens" and one.gen for one in show.windows))
    claimed = {TIER: tier} if tier else {}
    return [
        Buyer(
            issue(key, show.plan.show, viewer, "app", now_ms, now_ms + 600_000, claims=claimed),
            json.loads(
                Receipt(
                    *(origin, "pens", one.batch, one.size, one.index, leaves[one.index]),
                    *(signed.paths[one.index], signed.signature, PROMISE),
                ).bundle()
            ),
            served.url,
            served.other,
        )
        for viewer, one in zip(viewers, won, strict=True)
    ]


@pytest.fixture
async def carded(store: Store) -> AsyncIterator[Served]:
    """The small show with a trust card; the director sits."""
    async with serving(store) as made:
        await begun(made, store, CARD)
        await made.sit()
        yield made


@pytest.fixture
async def drawn(store: Store) -> AsyncIterator[Served]:
    """A night with draws: two people sit, and the entries of the first draw are frozen."""
    async with serving(store) as made:
        await begun(made, store, DRAWN)
        await made.sit("director")
        await made.sit("producer", made.other)
        await made.press("jump", "first", segment="first")
        await entered(store, "first", 1, 2, 1, 5, 3)
        await made.until(lambda show: show.frozen_of("first"))
        yield made
