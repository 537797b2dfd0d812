"""Events of all orders, in order, at least once, for whoever remembers how far it has read.

They are read where they were written, so nothing is kept here and nothing can be lost here. One
look at the store every so often wakes everybody who waits, however many they are.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from gala.console.orders.cursor import Cursor
from gala.console.orders.fields import event_fields
from gala.core.plan import WindowPlan
from gala.ports import StoreError
from gala.store.orders import StoreOrders

_log = logging.getLogger("gala.console")

LOOK_MS = 300
PAGE_MAX = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, and the cursor behind them."""

    events: list[dict[str, Any]]
    after: Cursor


class Source(Protocol):
    """Events in order, for whoever remembers how far it has read."""

    async def wait(self, after: Cursor, count: int, timeout_ms: int) -> Page:
        """Return up to `count` events after a cursor; wait for the first so long.

        Raises `StoreError`.
        """


class Feed:
    """The events of the windows that `windows` returns when it is asked."""

    def __init__(self, orders: StoreOrders, windows: Callable[[], list[WindowPlan]]) -> None:
        self._orders = orders
        self._windows = windows
        self._seen: dict[str, int] = {}
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Look for news until cancelled."""
        while True:
            try:
                await self.look()
            except StoreError as error:
                _log.warning("the events of orders cannot be read: %s", error)
            await asyncio.sleep(LOOK_MS / 1000)

    async def look(self) -> None:
        """Wake whoever waits when something was written. Raises `StoreError`."""
        news = False
        for window in self._windows():
            length = await self._orders.events(window)
            news |= length != self._seen.get(window.id, 0)
            self._seen[window.id] = length
        if news:
            wake, self._wake = self._wake, asyncio.Event()
            wake.set()

    async def page(self, after: Cursor, count: int) -> Page:
        """Return up to `count` events after a cursor, those of a window in their order.

        Raises `StoreError`.
        """
        places, found = dict(after), list[dict[str, Any]]()
        for window in self._windows():
            if len(found) >= count:
                break
            start = places.get(window.id, "0")
            journal = await self._orders.journal(window, start, count - len(found))
            found += [event_fields(window.id, place, entry) for place, entry in journal]
            if journal:
                places[window.id] = journal[-1][0]
        found.sort(key=lambda event: int(event["at_ms"]))
        return Page(found, places)

    async def wait(self, after: Cursor, count: int, timeout_ms: int) -> Page:
        """As `page`, but wait for the first event so long. Raises `StoreError`."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + timeout_ms / 1000
        while True:
            # Taken before reading: what is written after that sets it.
            wake = self._wake
            page = await self.page(after, count)
            if page.events or loop.time() >= until_s:
                return page
            try:
                async with asyncio.timeout_at(until_s):
                    await wake.wait()
            except TimeoutError:
                continue
