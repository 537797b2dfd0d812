"""The calls of an unattended night's breaker, told to the webhook that its sheet names.

They are read from the show's log, so a console that starts later tells what has not been told, and
how far that is stands in the store beside the platform's webhooks. Two consoles may tell it twice:
an event has one id wherever it is told.
"""

from __future__ import annotations

import asyncio
from typing import Any

from gala.console.orders.cursor import Cursor
from gala.console.orders.feed import Page
from gala.console.texts import zh_en
from gala.core.breaker_events import BreakerTripped
from gala.core.log import Written

CALLS = "calls"
"""Where a cursor has how far calls were read; no window is called so by this webhook's cursor."""


class Calls:
    """Every call of one show's log, in order, at least once for whoever remembers its place."""

    def __init__(self) -> None:
        self._events: list[tuple[int, dict[str, Any]]] = []
        self._entries = 0
        self._wake = asyncio.Event()

    def take(self, written: Written) -> None:
        """Take an entry of the log; every one from its first on comes here."""
        self._entries += 1
        event, limits = written.event, written.show.plan.unattended
        if not isinstance(event, BreakerTripped) or limits is None:
            return
        told = {
            "id": f"{CALLS}.{self._entries}",
            "type": "breaker.held",
            "at_ms": event.at_ms,
            "segment": event.segment,
            "title": zh_en(written.show.segment(event.segment).title),
            "given_fen": event.given_fen,
            "open_fen": event.open_fen,
            "coming_fen": event.coming_fen,
            "spend_fen": limits.spend_fen,
            "call": zh_en(limits.whom),
        }
        self._events.append((self._entries, told))
        wake, self._wake = self._wake, asyncio.Event()
        wake.set()

    async def wait(self, after: Cursor, count: int, timeout_ms: int) -> Page:
        """Return up to `count` calls after a cursor; wait for the first one so long."""
        wake = self._wake
        page = self._page(after, count)
        if page.events:
            return page
        try:
            async with asyncio.timeout(timeout_ms / 1000):
                await wake.wait()
        except TimeoutError:
            return page
        return self._page(after, count)

    def _page(self, after: Cursor, count: int) -> Page:
        read = int(after.get(CALLS, "0").partition("-")[0])
        found = [one for one in self._events if one[0] > read][:count]
        cursor = {**after, CALLS: f"{found[-1][0]}-0"} if found else after
        return Page([told for _, told in found], cursor)
