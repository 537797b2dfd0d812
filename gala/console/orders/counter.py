"""Everything that a console does with orders, in one place: what it serves and what it runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from aiohttp import web

from gala.console.calls import CALLS
from gala.console.orders import staff, viewers
from gala.console.orders.feed import Feed
from gala.console.orders.platform import Platform
from gala.console.orders.secrets import PlatformSecrets
from gala.console.orders.till import Till, TillKeys
from gala.console.orders.webhook import Webhook
from gala.console.watch import Watch
from gala.ports import Ledger
from gala.store.orders import StoreOrders
from gala.store.platform import StorePlatform

if TYPE_CHECKING:
    from gala.console.server import Console

_log = logging.getLogger("gala.console")

AGAIN_S = 1.0


class Counter:
    """Orders at one console. `urls` are told of every event; name each at one console only."""

    def __init__(
        self,
        orders: StoreOrders,
        memory: StorePlatform,
        ledger: Ledger,
        watch: Watch,
        keys: TillKeys,
        secrets: PlatformSecrets,
        *,
        demo: bool = False,
        urls: Sequence[str] = (),
    ) -> None:
        """`demo`: viewers may pay by themselves. Raises `ValueError` for an impossible URL."""
        self.till = Till(orders, ledger, watch, keys, demo=demo)
        self.feed = Feed(orders, self.till.windows)
        self.webhooks = [
            Webhook(url, secrets.webhook, self.feed, memory, lambda: watch.show.plan.show)
            for url in urls
        ]
        self._told, self._secret, self._watch = memory, secrets.webhook, watch
        self._platform = Platform(self.till, self.feed, memory, secrets)

    async def run(self) -> None:
        """Look for events, and tell of them, until cancelled; nothing that breaks ends the rest."""
        async with asyncio.TaskGroup() as tasks:
            for work in (self.feed.run, *(webhook.run for webhook in self.webhooks)):
                tasks.create_task(_kept(work))
            tasks.create_task(_kept(self._call))

    async def _call(self) -> None:
        """Tell the webhook that an unattended night's sheet names, if it names one."""
        while not self._watch.started:
            await self._watch.changed()
        show = self._watch.show
        limits = show.plan.unattended
        if limits is None or not limits.webhook:
            await asyncio.Event().wait()
            return
        name = show.plan.show
        calls = self._watch.calls
        caller = Webhook(limits.webhook, self._secret, calls, self._told, lambda: name, of=CALLS)
        self.webhooks.append(caller)
        try:
            await caller.run()
        finally:
            self.webhooks.remove(caller)

    def routes(self, console: Console) -> list[web.RouteDef]:
        """Return everything that is served."""
        return [
            *viewers.routes(console, self.till),
            *staff.routes(console, self.till, self.webhooks),
            *self._platform.routes(),
        ]


async def _kept(work: Callable[[], Awaitable[None]]) -> None:
    """Do what has no end, and begin again where it broke."""
    while True:
        try:
            await work()
        except Exception:
            _log.exception("orders: it is begun again")
        await asyncio.sleep(AGAIN_S)
