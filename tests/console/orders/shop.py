"""A console with a counter for orders, over a real store and a short show whose sale has begun."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, CookieJar

from gala.conductor.conductor import Conductor
from gala.console.orders.counter import Counter
from gala.console.orders.secrets import PlatformSecrets
from gala.console.orders.till import TillKeys
from gala.console.proofs import Proofs
from gala.console.seats import Seats
from gala.console.server import Console, Settings, bound
from gala.console.watch import Watch
from gala.core.orders.rules import Won
from gala.core.plan import WindowPlan
from gala.proof.pseudonym import pseudonym, show_key
from gala.store.archive import StoreArchive
from gala.store.evidence import Evidence
from gala.store.show import Store
from gala.wire.tickets import TicketKey, issue
from tests.conductor.nights import SHEET, notary_of, opened
from tests.keys import KEYS

PAID = SHEET.replace("stock: {app: 3, tv: 2}", "stock: {app: 3}, pay_within: 1h")
"""On `app` three units, on `tv` none, so that it is sold out from the first."""

SECRETS = PlatformSecrets({"k1": "s" * 20, "k2": "t" * 20}, "w" * 20)
BEARER = {"Authorization": f"Bearer k1.{'s' * 20}"}
HOUR_MS = 3_600_000


@dataclass
class Shop:
    """What is served, and shortcuts for who asks."""

    console: Console
    counter: Counter
    store: Store
    tickets: TicketKey
    client: ClientSession
    url: str
    _keys: list[int] = field(default_factory=list)

    @property
    def sale(self) -> WindowPlan:
        """The window whose goods have to be paid for."""
        return self.counter.till.window("sale")

    def pseudonym(self, viewer: str) -> str:
        """The night's pseudonym of a viewer whom the platform knows."""
        origin = self.console.watch.show.night.origin
        return pseudonym(show_key(KEYS.pseudonyms, origin), viewer)

    def ticket(self, viewer: str, outlet: str = "app", hours: int = 1) -> str:
        """A ticket of the platform's for a viewer."""
        now_ms = self.store.clock.now_ms()
        until_ms = now_ms + hours * HOUR_MS
        show = self.console.watch.show.plan.show
        return issue(self.tickets, show, viewer, outlet, now_ms, until_ms)

    async def win(self, unit: int, viewer: str, outlet: str = "app", hours_ago: int = 0) -> str:
        """Have a viewer win a unit so long ago; return its order's id."""
        won_ms = self.store.clock.now_ms() - hours_ago * HOUR_MS
        won = Won(outlet, unit, self.pseudonym(viewer), 1, won_ms)
        await self.store.orders.hold(self.sale, [won])
        return f"sale.{outlet}.{unit}.1"

    async def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Ask the platform's API; return status and body."""
        at = f"{self.url}/platform/v1{path}"
        async with self.client.get(at, headers=BEARER if headers is None else headers) as answer:
            return answer.status, await answer.json()

    async def post(
        self, path: str, body: Any, key: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Send the platform's API something, under a key of its own unless one is named."""
        self._keys.append(1)
        sent = {"Idempotency-Key": key or f"key-{len(self._keys)}", **(headers or BEARER)}
        async with self.client.post(
            f"{self.url}/platform/v1{path}", json=body, headers=sent
        ) as answer:
            return answer.status, await answer.read()

    async def ask(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        """Ask as a viewer's page does."""
        async with self.client.post(
            f"{self.url}/api/orders{path}", json=body, headers=headers
        ) as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def shop(
    store: Store, *, demo: bool = True, urls: tuple[str, ...] = (), sheet: str = PAID
) -> AsyncIterator[Shop]:
    """Serve a console of a show whose sale has begun; nothing is released unless a test does it."""
    archive = StoreArchive(store.url, store.show)
    proofs = Proofs(Evidence(KEYS.log), archive, KEYS.pins.data())
    watch = Watch(store, proofs.evidence, store.guarantees)
    tickets = TicketKey.new()
    counter = Counter(
        *(store.orders, store.platform, store.ledger, watch),
        *(TillKeys([tickets], KEYS.pseudonyms), SECRETS),
        demo=demo,
        urls=urls,
    )
    settings = Settings(bound("127.0.0.1", 0), 7, proofs, orders=counter)
    console = Console(watch, Seats(), settings)
    await opened(store, sheet=sheet)
    conductor = Conductor(store, notary_of(store), "test-conductor")
    await console.start()
    tasks = [asyncio.create_task(conductor.run()), asyncio.create_task(watch.run())]
    url = f"http://127.0.0.1:{console.port}"
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        async with asyncio.timeout(15):
            while not (watch.started and watch.show.window("sale").gen):
                await watch.changed()
        yield Shop(console, counter, store, tickets, client, url)
    await console.stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await archive.aclose()
