"""Closing windows in the ledger and bringing back what was sold, without stopping the show."""

from __future__ import annotations

import asyncio
from collections import deque

from gala.conductor.tally import Tally
from gala.conductor.world import World
from gala.core.effects import CloseWindow
from gala.core.events import WindowSettled
from gala.ports import OutletTotals, StoreDown

RETRY_MS = 100


class Settling:
    """Windows on their way from closed to settled. Closing repeats until the store answers."""

    def __init__(self, world: World, changed: asyncio.Event, tally: Tally) -> None:
        self._world = world
        self._changed = changed
        self._tally = tally
        self._to_close: asyncio.Queue[CloseWindow] = asyncio.Queue()
        self._closed: deque[tuple[CloseWindow, tuple[OutletTotals, ...]]] = deque()

    def close(self, effect: CloseWindow) -> None:
        """Close that opening, as soon as it can be done."""
        self._to_close.put_nowait(effect)

    async def run(self, epoch: int) -> None:
        """Close what there is to close, in order, under `epoch`. Raises `Fenced`."""
        while True:
            effect = await self._to_close.get()
            totals = await self._close(epoch, effect)
            self._closed.append((effect, totals))
            self._changed.set()

    async def _close(self, epoch: int, effect: CloseWindow) -> tuple[OutletTotals, ...]:
        while True:
            try:
                return await self._world.ledger.close_window(epoch, effect.window, effect.gen)
            except StoreDown:
                self._tally.store_errors["settling"] += 1
                await asyncio.sleep(RETRY_MS / 1000)

    def take(self, at_ms: int) -> WindowSettled | None:
        """Return the next settlement that has come, as an event at `at_ms`; None without any."""
        if not self._closed:
            return None
        effect, totals = self._closed.popleft()
        return WindowSettled(
            at_ms,
            effect.window,
            effect.gen,
            tuple((row.outlet, row.sold) for row in totals),
            sum(row.turned_away for row in totals),
        )
