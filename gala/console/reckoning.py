"""Each window counted again as soon as it is settled: a difference is an alarm, and delays nobody.

So are its orders, and all claims on guarantees. The console does it because it only reads: the
conductor goes on meanwhile, and who reconciles has no part in what was decided.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gala.console.figure_words import alarm_text
from gala.console.recounts import Settled, claims_recounted, orders_recounted, unit_figures
from gala.core.books import Figure, Logged
from gala.core.events import DrawOpened, RainOpened, WindowRevoked, WindowSettled
from gala.core.log import Written
from gala.core.orders.book import Entry as OrderEntry
from gala.core.plan import WindowPlan
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.core.trust.book import Book
from gala.core.trust.card import card_in
from gala.core.trust.claims import Decided
from gala.core.trust.figures import ALL, Journaled
from gala.ports import StoreDown, StoreError

RETRY_MS = 500

CLAIMS_EVERY_S = 60.0
"""How often is looked whether there are other claims on guarantees: they come for days."""

FOLLOW_S = 10.0
"""How long a recount waits for the console to have read the log as far as it goes."""


@dataclass(frozen=True, slots=True)
class Books:
    """Where all is read from. Each raises `StoreDown`, and `StoreError` for what is no entry.

    `claims` is a window's journal, `orders` that of what is to be paid for in it. `log` has the
    lines of the log from an index on. `guarantees` are all claims on those; without it none are
    counted.
    """

    claims: Callable[[str], Awaitable[list[Winner]]]
    orders: Callable[[WindowPlan], Awaitable[Sequence[OrderEntry]]]
    log: Callable[[int], Awaitable[list[bytes]]]
    guarantees: Callable[[], Awaitable[Journaled]] | None = None


class Reckoning:
    """Recounts what is settled, drawn or revoked, one after another, in the background."""

    def __init__(self, books: Books, sheet: Callable[[], str], changed: Callable[[], None]) -> None:
        """`sheet` is the text of a show's that has begun; `changed` is called when there are other
        alarms. Every entry of the log comes to `take`, from its first on."""
        self._books = books
        self._sheet = sheet
        self._changed = changed
        self._logged = Logged()
        self._rains: dict[int, RainOpened] = {}
        self._due: dict[str, Settled] = {}
        self._claims_asked = self._claims_answered = 0
        self._claims_counted = 0
        self._entries = 0
        self._show: Show | None = None
        self._wake = asyncio.Event()
        self._took = asyncio.Event()
        self._found: dict[tuple[str, str], list[Figure]] = {}

    def take(self, written: Written) -> None:
        """Take an entry of the log, and note what it asks to be counted again."""
        self._logged.take(written)
        event, show = written.event, written.show
        self._entries += 1
        self._show = show
        self._took.set()
        if isinstance(event, RainOpened):
            self._rains[event.number] = event
        if isinstance(event, WindowSettled | WindowRevoked):
            window = event.window
        elif isinstance(event, RainOpened | DrawOpened):
            window = show.draw(event.number).manifest.window
        else:
            return
        logged = Logged(self._logged.offers, dict(self._logged.settled))
        self._due[window] = Settled(window, show, logged, self._rains)
        self._claims_asked += self._has_guarantees()
        self._wake.set()

    def alarms(self) -> list[dict[str, Any]]:
        """Return what differs, as the console's state has it."""
        return [
            {
                "of": one.of,
                "figure": one.what,
                "said": one.said,
                "counted": one.counted,
                "text": alarm_text(one),
            }
            for figures in self._found.values()
            for one in figures
        ]

    @property
    def pending(self) -> bool:
        """Whether something has still to be counted."""
        return bool(self._due) or self._claims_answered < self._claims_asked

    async def run(self) -> None:
        """Recount until cancelled."""
        while True:
            await self._woken()
            for due in list(self._due.values()):
                if await self._done("window", due.window, self._window(due)) and (
                    self._due.get(due.window) is due
                ):
                    del self._due[due.window]
            asked = self._claims_asked
            if self._claims_answered < asked and await self._done(ALL, "", self._claims()):
                self._claims_answered = asked

    async def _woken(self) -> None:
        """Wait until something is due; claims are when there are others, looked at in between."""
        try:
            async with asyncio.timeout(CLAIMS_EVERY_S):
                await self._wake.wait()
        except TimeoutError:
            others = await self._has_other_claims()
            self._claims_asked += others  # not in one: more may be asked for meanwhile
        self._wake.clear()

    async def _has_other_claims(self) -> bool:
        if self._show is None or not self._has_guarantees():
            return False
        try:
            return len((await self._journaled()).entries) != self._claims_counted
        except StoreDown:
            return False
        except StoreError:
            return True

    async def _done(self, kind: str, of: str, counted: Awaitable[list[Figure]]) -> bool:
        """Keep what differs; False when it has to be counted again, in a while."""
        try:
            figures = await counted
        except StoreDown:
            await asyncio.sleep(RETRY_MS / 1000)
            self._wake.set()
            return False
        except StoreError as error:
            figures = [Figure(of or kind, "entries that cannot be read", 0, 1, str(error))]
        if self._found.get((kind, of), []) != figures:
            self._found[kind, of] = figures
            self._changed()
        return True

    async def _window(self, due: Settled) -> list[Figure]:
        """Return what differs of a window's units, draws and orders."""
        plan = due.show.window_plan(due.window)
        orders = await self._books.orders(plan) if plan.pay_within_ms else None
        winners = await self._books.claims(due.window)
        found = await self._differing(unit_figures(due, winners))
        if orders is not None:
            show = await self._up_to_date()
            found += await self._differing(orders_recounted(show, plan, winners, orders))
        return found

    async def _claims(self) -> list[Figure]:
        """Return what differs of all claims on guarantees."""
        journaled = await self._journaled()
        entries = journaled.entries
        named = {one.filing.window for one in entries if not isinstance(one, Decided)}
        windows = sorted(named & self._book().windows.keys())
        given = {window: await self._books.claims(window) for window in windows}
        show = await self._up_to_date()
        found = await self._differing(claims_recounted(show, self._book(), journaled, given))
        self._claims_counted = len(entries)
        return found

    async def _differing(self, figures: Iterator[Figure]) -> list[Figure]:
        # In a thread: a million claims take seconds, and the loop has viewers to serve.
        return await asyncio.to_thread(lambda: [one for one in figures if not one.equal])

    async def _up_to_date(self) -> Show:
        """Return a state that knows every line which the log has by now. Raises `StoreDown`."""
        known = self._entries
        wanted = known + len(await self._books.log(known + 1))
        try:
            async with asyncio.timeout(FOLLOW_S):
                while self._entries < wanted:
                    self._took.clear()
                    await self._took.wait()
        except TimeoutError:
            raise StoreDown("the console does not follow the log") from None
        assert self._show is not None, "something was due"
        return self._show

    async def _journaled(self) -> Journaled:
        assert self._books.guarantees is not None, "they are at hand"
        return await self._books.guarantees()

    def _has_guarantees(self) -> bool:
        return self._books.guarantees is not None and bool(self._book().windows)

    def _book(self) -> Book:
        """Return what the show's sheet guarantees."""
        return card_in(self._sheet())
