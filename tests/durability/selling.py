"""Viewers who claim without pause, and what they were told."""

import asyncio
import os
from dataclasses import dataclass, field

from gala.ports import Claim, OutletWindow, StoreError, Won
from gala.store.show import Store

WINDOW = "flash"
STOCK = 400
HOUR_MS = 3_600_000
_PAUSE_S = 0.002


async def opened(store: Store, stock: int = STOCK) -> None:
    """Open the window for an hour."""
    now_ms = store.clock.now_ms()
    rows = [OutletWindow("app", now_ms - HOUR_MS, now_ms + HOUR_MS, stock)]
    await store.ledger.open_window(1, WINDOW, 1, 990, rows)


@dataclass
class Sellers:
    """Claims by ever new viewers; `won` is what was acknowledged, `lost` what got no answer."""

    store: Store
    won: dict[str, Won] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    _count: int = 0
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self, at_once: int = 3) -> None:
        """Claim from now on."""
        self._tasks = [asyncio.create_task(self._sell()) for _ in range(at_once)]

    async def end(self) -> None:
        """Claim no more; a call under way is nobody's."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _sell(self) -> None:
        while True:
            self._count += 1
            viewer = f"{self._count:032x}"
            try:
                [answer] = await self.store.ledger.claim(
                    WINDOW, 1, [Claim(viewer, "app", os.urandom(16))]
                )
                if isinstance(answer, Won):
                    self.won[viewer] = answer
            except StoreError:
                self.lost.append(viewer)
            await asyncio.sleep(_PAUSE_S)


async def missing(store: Store, won: dict[str, Won]) -> list[str]:
    """Return which of the acknowledged have no longer, in `store`, what they were told.

    Everybody asks again, as clients do: who is given another unit has lost the first.
    """
    lost = []
    for viewer, told in won.items():
        [again] = await store.ledger.claim(WINDOW, 1, [Claim(viewer, "app", told.claim_id)])
        if again != told:
            lost.append(viewer)
    return lost


async def oversold(store: Store) -> int:
    """Return how many units more than the stock were given, by the journal."""
    journal = await store.claims_journal(WINDOW)
    units = [one.won.unit for one in journal]
    assert len(set(units)) == len(units), "a unit was given twice"
    return max(0, sum(one.won.quantity for one in journal) - STOCK)
