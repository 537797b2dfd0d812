"""Time that is over: what was won becomes an order, and what is not paid for goes to who is next.

What a draw gave becomes orders here alone, as the log says it: whoever comes after a conductor that
died in between makes those that are missing.

Deadlines are the store's: whoever conducts only has to look. A conductor that was away for an hour
releases what became due meanwhile when it comes back, and a payment in between was late all the
same.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Protocol

from gala.conductor.tally import Tally
from gala.core.by_lot import to_order
from gala.core.orders.drawn import Award
from gala.core.plan import WindowPlan
from gala.core.state import Show
from gala.ports import Fenced, StoreDown, StoreError

_log = logging.getLogger("gala.conductor")

LOOK_MS = 1_000
MOST = 50
"""Orders released in one call."""

CALLS_MAX = 80
"""Calls on one window at one look; what is due beyond them waits for the next."""


class Orders(Protocol):
    """What this needs of `gala.store.orders.StoreOrders`."""

    async def catch_up(self, window: WindowPlan) -> int:
        """Hold whatever has been won."""

    async def settle(self, epoch: int, window: WindowPlan, award: Award) -> int:
        """Make orders of what a draw gave; return how much of it was none before."""

    async def revoke(self, epoch: int, window: WindowPlan, gens: Collection[int]) -> int:
        """Make void what these openings gave; return how many units."""

    async def expire(self, epoch: int, window: WindowPlan, most: int) -> int:
        """Release up to `most` orders whose time is over; return how many."""


class Expiring:
    """Looks at every window whose goods have to be paid for, once a second."""

    def __init__(self, orders: Orders, tally: Tally) -> None:
        self._orders = orders
        self._tally = tally
        self._void: set[tuple[str, int]] = set()
        self._made: dict[str, Award] = {}

    async def run(self, epoch: int, show: Callable[[], Show]) -> None:
        """Look until cancelled. Raises `Fenced`; a store that is down is left alone."""
        while True:
            present = show()
            for window in paid_windows(present):
                gens = {one.gen for one in present.window(window.id).revoked}
                try:
                    await self.revoke(epoch, window, gens)
                    await self.settle(epoch, window, to_order(present, window.id))
                    await self.look(epoch, window)
                except Fenced:
                    raise
                except StoreError as error:
                    self._tally.store_errors["orders"] += 1
                    if not isinstance(error, StoreDown):
                        _log.error("orders of %s: %s", window.id, error)
            await asyncio.sleep(LOOK_MS / 1000)

    async def revoke(self, epoch: int, window: WindowPlan, gens: set[int]) -> None:
        """Make void what revoked openings gave, before anybody gets more of it."""
        news = {(window.id, gen) for gen in gens} - self._void
        if news:
            await self._orders.revoke(epoch, window, gens)
            self._void |= news

    async def settle(self, epoch: int, window: WindowPlan, award: Award | None) -> None:
        """Make orders of what a draw gave, once; again when somebody is passed over."""
        if award is None or self._made.get(window.id) == award:
            return
        await self._orders.settle(epoch, window, award)
        self._made[window.id] = award

    async def finish(self, epoch: int, show: Show) -> None:
        """Make the orders that are still missing when nothing more can happen.

        Raises `Fenced`, and `StoreDown`: then the same may be asked again.
        """
        for window in paid_windows(show):
            try:
                await self.settle(epoch, window, to_order(show, window.id))
            except (Fenced, StoreDown):
                raise
            except StoreError as error:
                _log.error("orders of %s: %s", window.id, error)

    async def look(self, epoch: int, window: WindowPlan) -> None:
        """Hold what was won and release what is due. Raises `StoreError`."""
        await self._orders.catch_up(window)
        for _ in range(CALLS_MAX):
            if await self._orders.expire(epoch, window, MOST) < MOST:
                return


def paid_windows(show: Show) -> list[WindowPlan]:
    """Return the windows that have opened and whose goods have to be paid for."""
    plans = [show.window_plan(run.id) for run in show.windows if run.gen > 0]
    return [plan for plan in plans if plan.pay_within_ms]
