"""What the console knows: the show by following its log, and the figures of the moment."""

from __future__ import annotations

import asyncio
import json
import logging
import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from gala.console import view
from gala.console.calls import Calls
from gala.console.clocks import ClockWatch
from gala.console.feelings import FeelingsView
from gala.console.promises import PromiseWatch
from gala.console.reckoning import Books, Reckoning
from gala.console.rooms_view import rooms_tick
from gala.core.feelings import total
from gala.core.log import LogError, Written
from gala.core.orders.book import Entry
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.skew import at_most_ms, newest
from gala.core.state import Show, WindowRun
from gala.core.tables import WindowState
from gala.ports import (
    Clock,
    CommandInbox,
    Counters,
    EdgeReport,
    Guarantees,
    Ledger,
    Log,
    OutletTotals,
    StoreDown,
    StoreError,
)
from gala.proof.promise import Promise
from gala.store.clock import Sample
from gala.store.evidence import Evidence
from gala.store.follow import Follower

_log = logging.getLogger("gala.console")

TICK_MS = 250
WAIT_MS = 1_000
RETRY_MS = 200
RATE_MS = 1_000
FEEL_MS = 1_000


class OrderJournals(Protocol):
    """Where orders are read to be counted again."""

    async def whole_journal(self, window: WindowPlan) -> Sequence[Entry]:
        """Return every entry of a window's orders. Raises `StoreDown`, `StoreError`."""


class ConsoleWorld(Protocol):
    """The ports a console uses."""

    @property
    def clock(self) -> Clock:
        """The show's time."""

    @property
    def log(self) -> Log:
        """The as-run log."""

    @property
    def ledger(self) -> Ledger:
        """Claims and stock."""

    @property
    def counters(self) -> Counters:
        """Figures that may be lost."""

    @property
    def commands(self) -> CommandInbox:
        """The way to the conductor."""

    @property
    def orders(self) -> OrderJournals:
        """What became of units that have to be paid for."""

    async def promise(self, replicas: int) -> Promise:
        """Return what an answer of the store means at the moment."""

    async def node_times(self) -> Mapping[str, Sample]:
        """Return how each node's clock stands to this machine's. Raises `StoreError`."""

    async def claims_journal(self, window: str) -> list[Winner]:
        """Return everything that a window gave, in order. Raises `StoreDown`."""


class Watch:
    """Follows one show for everybody who looks at it: texts are made once, whoever sends them."""

    def __init__(
        self, world: ConsoleWorld, evidence: Evidence, guarantees: Guarantees | None = None
    ) -> None:
        """`guarantees` are counted again as units and orders are, where they are at hand."""
        self.state_number = self.tick_number = 0
        self.state_text = self.tick_text = ""
        self.healthy = self.closed = False
        self._heard_s = -math.inf
        self._world = world
        self._evidence = evidence
        self._follower = Follower(world.log, self._entry)
        self._wake = asyncio.Event()
        self._decided: dict[str, list[tuple[int, int]]] = {}
        self.calls = Calls()
        self.feelings = FeelingsView()
        self._felt_ms = 0
        self.promises = PromiseWatch(world.promise, self.notify)
        self.clocks = ClockWatch(world.node_times, self.notify)
        books = Books(
            *(world.claims_journal, world.orders.whole_journal, world.log.read),
            guarantees.journaled if guarantees else None,
        )
        self.reckoning = Reckoning(books, lambda: self.sheet, self._say_state)

    @property
    def commands(self) -> CommandInbox:
        """The way to the conductor."""
        return self._world.commands

    @property
    def started(self) -> bool:
        """Whether there is a show."""
        return self._follower.started

    @property
    def show(self) -> Show:
        """The state, as far as its log was read."""
        return self._follower.show

    @property
    def first_line(self) -> bytes:
        """The line that the log begins with, of a show that has begun."""
        assert self._follower.first_line is not None
        return self._follower.first_line

    @property
    def sheet(self) -> str:
        """The text of the run sheet in force: the log's first, or that of the latest edit."""
        return self.show.sheet

    @property
    def entries(self) -> int:
        """How many lines of the log were read, its header among them."""
        return self._follower.reader.index + 1 if self.started else 0

    async def behind(self) -> int | None:
        """Return how many lines the log has beyond those; None when the store does not say."""
        try:
            async with asyncio.timeout(WAIT_MS / 1000):
                return len(await self._world.log.read(self.entries))
        except (StoreError, TimeoutError):
            return None

    def silent_s(self) -> float:
        """Return how long ago the store last answered about the log."""
        return asyncio.get_running_loop().time() - self._heard_s

    def problem(self) -> str | None:
        """Return in one word why the log is not followed (`starting`, `stale`); None when it is."""
        if not self.started:
            return "starting"
        return None if self.healthy else "stale"

    def now_ms(self) -> int:
        """Return the show's clock."""
        return self._world.clock.now_ms()

    async def changed(self) -> None:
        """Return when there is something new to send."""
        await self._wake.wait()

    def close(self) -> None:
        """Let everybody who waits for a change go."""
        self.closed = True
        self.notify()

    async def run(self) -> None:
        """Follow the log and take figures until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._follow())
            tasks.create_task(self._tick())
            tasks.create_task(self._promised())
            tasks.create_task(self.clocks.run())
            tasks.create_task(self.reckoning.run())

    async def _follow(self) -> None:
        while True:
            try:
                if await self._follower.wait(WAIT_MS):
                    self._begin()
                    self._say_state()
                self.healthy = self.started
                self._heard_s = asyncio.get_running_loop().time()
            except StoreDown:
                self.healthy = False
                await asyncio.sleep(RETRY_MS / 1000)
            except LogError as error:
                self.healthy = False
                _log.error("the show's log cannot be followed: %s", error)
                await asyncio.sleep(WAIT_MS / 1000)

    def _say_state(self) -> None:
        state = {**view.state(self.show), "alarms": self.reckoning.alarms()}
        self.state_text = json.dumps(state)
        self.state_number += 1
        self.notify()

    def _begin(self) -> None:
        first = self._follower.first_line
        assert first is not None
        self._evidence.begin(first, self._follower.origin)

    def _entry(self, written: Written) -> None:
        self._begin()
        self._evidence.take(written.line, written.event)
        self.calls.take(written)
        self.reckoning.take(written)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_MS / 1000)
            if not self.started:
                continue
            try:
                tick = await self._figures()
            except StoreDown:
                continue
            self.tick_text = json.dumps(tick)
            self.tick_number += 1
            self.notify()

    async def _promised(self) -> None:
        while not self.started:
            await self.changed()
        await self.promises.run(self._follower.reader.header.promise)

    async def _figures(self) -> dict[str, Any]:
        now_ms = self.now_ms()
        reports = await self._world.counters.reports()
        if now_ms - self._felt_ms >= FEEL_MS:
            self._felt_ms = now_ms
            self.feelings.take(self.show, total(await self._world.counters.counted()), now_ms)
        windows = []
        for window in self.show.windows:
            if window.state in (WindowState.OPEN, WindowState.CLOSED):
                _, totals = await self._world.ledger.totals(window.id)
                windows.append(self._window(window, totals, now_ms))
        return {
            "type": "tick",
            "now_ms": now_ms,
            "viewers": [{"outlet": o, "count": count} for o, count in self.show.viewers],
            "total": sum(count for _, count in self.show.viewers),
            "edges": [
                {
                    "id": report.edge,
                    "viewers": sum(count for _, count in report.viewers),
                    "behind": report.behind,
                    "seq": report.seq,
                    "sweep_us": report.sweep_us,
                    "level": report.level,
                    "lag_ms": report.lag_ms,
                    "age_ms": max(0, now_ms - report.at_ms),
                }
                for report in reports
            ],
            "skew": _skew(reports),
            **rooms_tick(self.show, reports, now_ms),
            **self.feelings.fields(),
            "windows": windows,
            "store": {"late_ms": max(0, self.now_ms() - now_ms)},
        }

    def _window(
        self, window: WindowRun, totals: tuple[OutletTotals, ...], now_ms: int
    ) -> dict[str, Any]:
        turned_away = sum(row.turned_away for row in totals)
        decided = turned_away + sum(row.sold for row in totals)
        before = dict(window.sold)
        return {
            "id": window.id,
            "gen": window.gen,
            "sold": [
                {"outlet": row.outlet, "sold": before.get(row.outlet, 0) + row.sold}
                for row in totals
            ],
            "turned_away": turned_away,
            "rate": self._rate(f"{window.id}/{window.gen}", decided, now_ms),
        }

    def _rate(self, window: str, decided: int, now_ms: int) -> int:
        """Return how many claims were decided in the last second."""
        seen = self._decided.setdefault(window, [])
        seen.append((now_ms, decided))
        while len(seen) > 1 and seen[0][0] < now_ms - RATE_MS:
            seen.pop(0)
        return seen[-1][1] - seen[0][1]

    def notify(self) -> None:
        """Wake whoever waits for a change."""
        wake, self._wake = self._wake, asyncio.Event()
        wake.set()


def _skew(reports: list[EdgeReport]) -> list[dict[str, Any]]:
    """Return, by outlet, how late its newest take came on screens."""
    return [
        {
            "outlet": skew.outlet,
            "seq": skew.seq,
            "viewers": skew.viewers,
            "unsure": skew.unsure,
            "p50_ms": at_most_ms(skew.counts, 500),
            "p99_ms": at_most_ms(skew.counts, 990),
        }
        for skew in newest(skew for report in reports for skew in report.skew)
    ]
