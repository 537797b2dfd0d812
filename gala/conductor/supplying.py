"""Open windows kept supplied: units go to the shards on which they are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gala.conductor.tally import Tally
from gala.conductor.world import World
from gala.core.state import Show
from gala.core.tables import WindowState
from gala.ports import StoreDown

SUPPLY_MS = 50
IDLE_MS = 250


class Supplying:
    """Looks at the shards of every open window, again and again."""

    def __init__(self, world: World, tally: Tally) -> None:
        self._world = world
        self._tally = tally

    async def run(self, epoch: int, show: Callable[[], Show]) -> None:
        """Supply under `epoch` until cancelled, or end where no window is cut. Raises `Fenced`."""
        if not await self._any_cut(show()):
            return
        while True:
            open_ = [one for one in show().windows if one.state is WindowState.OPEN]
            for window in open_:
                stock = [(row[0], row[3]) for row in window.rows]
                try:
                    await self._world.ledger.supply(epoch, window.id, window.gen, stock)
                except StoreDown:
                    self._tally.store_errors["supplying"] += 1
                    break  # what was not granted is asked for again
            await asyncio.sleep((SUPPLY_MS if open_ else IDLE_MS) / 1000)

    async def _any_cut(self, show: Show) -> bool:
        while True:
            try:
                windows = [await self._world.ledger.shards(one.id) for one in show.windows]
            except StoreDown:
                self._tally.store_errors["supplying"] += 1
                await asyncio.sleep(IDLE_MS / 1000)
            else:
                return max(windows, default=1) > 1
