"""Figures that need no number: viewers, stock left, and how long a cue takes to reach everyone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gala.conductor.feeling import FeelingSums
from gala.conductor.tally import Tally
from gala.conductor.world import World
from gala.core.events import VisitCounted
from gala.core.state import Show
from gala.core.tables import WindowState
from gala.core.visits import RoomCount, countable, counted, in_rooms
from gala.ports import EdgeReport, StoreDown
from gala.wire import messages

COUNT_MS = 1_000
TICK_MS = 1_000
TICK_OPEN_MS = 200
FRESH_MS = 3_000

LEAD_MS_MIN = 300
LEAD_MS_MAX = 3_000


def lead_ms(sweep_us: int) -> int:
    """Return how long before its instant a take by hand goes out, by the longest of the sweeps."""
    return min(LEAD_MS_MIN + 2 * (sweep_us // 1000), LEAD_MS_MAX)


class Figures:
    """Reads the edges' reports once a second and sends ticks; `lead_ms` is for takes by hand."""

    def __init__(self, world: World, changed: asyncio.Event, tally: Tally) -> None:
        self.lead_ms = LEAD_MS_MIN
        self.feelings = FeelingSums()
        self._world = world
        self._changed = changed
        self._tally = tally
        self._viewers: tuple[tuple[str, int], ...] = ()
        self._count: tuple[tuple[str, int], ...] | None = None
        self._rooms: tuple[tuple[str, int], ...] = ()
        self._visits: list[tuple[RoomCount, ...]] = []

    def take_count(self) -> tuple[tuple[str, int], ...] | None:
        """Return the viewers per outlet if they were counted since the last call."""
        count, self._count = self._count, None
        return count

    def visited(self, show: Show, at_ms: int) -> VisitCounted | None:
        """Return what came of a visit that is over, if that is news."""
        return counted(show, at_ms, self._visits)

    def counting(self, show: Show, at_ms: int) -> bool:
        """Whether what came of a visit is still to be had."""
        return countable(show, at_ms, self._visits) is not None

    async def run(self, show: Callable[[], Show]) -> None:
        """Count and tick until cancelled; a store that is down is left alone until it is back."""
        counted_ms = 0
        while True:
            now_ms = self._world.clock.now_ms()
            try:
                if now_ms - counted_ms >= COUNT_MS:
                    counted_ms = now_ms
                    self.feelings.summed(show(), await self._world.counters.counted())
                    self._counted(show(), now_ms, await self._world.counters.reports())
                ticking = await self._tick(show())
            except StoreDown:
                self._tally.store_errors["figures"] += 1
                ticking = False
            await asyncio.sleep((TICK_OPEN_MS if ticking else TICK_MS) / 1000)

    def _counted(self, show: Show, now_ms: int, reports: list[EdgeReport]) -> None:
        fresh = [report for report in reports if now_ms - report.at_ms <= FRESH_MS]
        self._viewers = tuple(
            (outlet.id, sum(dict(report.viewers).get(outlet.id, 0) for report in fresh))
            for outlet in show.plan.outlets
        )
        self._rooms = in_rooms(report.rooms for report in fresh)
        self._visits = [report.rooms for report in reports]
        self.lead_ms = lead_ms(max((report.sweep_us for report in fresh), default=0))
        self._count = self._viewers
        self._changed.set()

    async def _tick(self, show: Show) -> bool:
        """Send a tick; True when a window is open, so that the next comes sooner."""
        rows = []
        for window in show.windows:
            if window.state is not WindowState.OPEN:
                continue
            try:
                gen, totals = await self._world.ledger.totals(window.id)
            except StoreDown:
                self._tally.store_errors["figures"] += 1
                continue  # what is left is not sure at the moment; the tick says that we live
            sold = {row.outlet: row.sold for row in totals}
            left = [(row[0], row[3] - sold.get(row[0], 0)) for row in window.rows]
            if gen == window.gen:
                rows.append((window.id, gen, left))
        total = sum(count for _, count in self._viewers)
        hearts = self.feelings.shown(show)
        tick = messages.tick(self._world.clock.now_ms(), total, rows, hearts, self._rooms)
        await self._world.counters.publish_tick(tick)
        return bool(rows)
