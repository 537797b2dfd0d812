"""Each window counted again as soon as it is settled: a difference is an alarm, and delays nobody.

The console does it because it only reads: the conductor goes on meanwhile, and who reconciles has
no part in what was decided.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gala.console.figure_words import alarm_text
from gala.core.books import Counted, Figure, Logged, window_figures
from gala.core.events import DrawOpened, RainOpened, WindowSettled
from gala.core.log import Written
from gala.core.payouts import draw_figures, is_opened
from gala.core.seckill import Winner
from gala.core.state import Show
from gala.ports import StoreDown
from gala.proof.errors import ProofError

RETRY_MS = 500

AT_ONCE = 200
"""Winners counted before the loop's thread may go on: it would wait five milliseconds else."""

Journal = Callable[[str], Awaitable[list[Winner]]]


@dataclass(frozen=True, slots=True)
class _Due:
    """What the log said at the instant at which a recount was asked for."""

    window: str
    show: Show
    settled: dict[tuple[str, int, str], int]


class Reckoning:
    """Recounts what is settled or drawn, one window after another, in the background."""

    def __init__(self, journal: Journal, changed: Callable[[], None]) -> None:
        """`journal` reads a window's journal; `changed` is called when there are other alarms."""
        self._journal = journal
        self._changed = changed
        self._logged = Logged()
        self._rains: dict[int, RainOpened] = {}
        self._due: dict[str, _Due] = {}
        self._wake = asyncio.Event()
        self._found: dict[str, list[Figure]] = {}

    def take(self, written: Written) -> None:
        """Take an entry of the log, and note what it asks to be counted again."""
        self._logged.take(written)
        event, show = written.event, written.show
        if isinstance(event, RainOpened):
            self._rains[event.number] = event
        if isinstance(event, WindowSettled):
            window = event.window
        elif isinstance(event, RainOpened | DrawOpened):
            window = show.draw(event.number).manifest.window
        else:
            return
        self._due[window] = _Due(window, show, dict(self._logged.settled))
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
        return bool(self._due)

    async def run(self) -> None:
        """Recount until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            for due in list(self._due.values()):
                try:
                    winners = await self._journal(due.window)
                except StoreDown:
                    await asyncio.sleep(RETRY_MS / 1000)
                    self._wake.set()
                    continue
                # In a thread: a million claims take seconds, and the loop has viewers to serve.
                figures = await asyncio.to_thread(self._differing, due, winners)
                if self._found.get(due.window, []) != figures:
                    self._found[due.window] = figures
                    self._changed()
                if self._due.get(due.window) is due:
                    del self._due[due.window]

    def _differing(self, due: _Due, winners: list[Winner]) -> list[Figure]:
        return [one for one in self._figures(due, winners) if not one.equal]

    def _figures(self, due: _Due, winners: list[Winner]) -> Iterator[Figure]:
        """Yield a window's figures; openings that came after the recount was due are left out."""
        gen = due.show.window(due.window).gen
        given = [winner for winner in winners if winner.won.gen <= gen]
        logged = Logged(self._logged.offers, due.settled)
        counted = Counted(logged)
        for place, winner in enumerate(given):
            counted.give(due.window, winner)
            if place % AT_ONCE == 0:
                time.sleep(0)
        yield from window_figures(due.show, logged, counted, due.window)
        yield from self._draws(due, given)

    def _draws(self, due: _Due, given: Sequence[Winner]) -> Iterator[Figure]:
        for draw in due.show.draws:
            if draw.manifest.window == due.window and is_opened(draw):
                try:
                    yield from draw_figures(due.show, draw, self._rains.get(draw.number), given)
                except ProofError as error:
                    of = f"{draw.segment} · {draw.kind} {draw.number}"
                    yield Figure(of, "words", 0, 1, str(error))
