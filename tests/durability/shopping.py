"""Viewers at a window of several shards, each asking with the same bytes until it is told."""

import asyncio
import contextlib
import os
import time
from collections import defaultdict
from dataclasses import dataclass, field

from gala.core.seckill import Refused
from gala.ports import Claim, Decision, OutletWindow, StoreError, Won
from gala.store.keys import shard_of
from gala.store.show import Store

WINDOW = "w"
SHARDS = 3
HOUR_MS = 3_600_000
PENDING = Refused("pending")

_PAUSE_S = 0.01
_SUPPLY_S = 0.05
_AT_ONCE = 500


async def opened(store: Store, stock: int) -> None:
    """Cut the window into its shards and open it for an hour."""
    await store.cut_into(SHARDS, [WINDOW])
    now_ms = store.clock.now_ms()
    rows = [OutletWindow("app", now_ms - HOUR_MS, now_ms + HOUR_MS, stock)]
    await store.ledger.open_window(1, WINDOW, 1, 990, rows)


@dataclass
class Shoppers:
    """`told` is by viewer what was answered, `asking` who has no answer yet, since when."""

    store: Store
    stock: int
    told: dict[str, Won] = field(default_factory=dict)
    asking: dict[str, float] = field(default_factory=dict)
    by_shard: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _count: int = 0
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self, at_once: int = 3) -> None:
        """Claim from now on, so many viewers of each shard at a time, and supply the shards."""
        self._tasks = [asyncio.create_task(self._supply())]
        for shard in range(SHARDS):
            self._tasks += [asyncio.create_task(self._shop(shard)) for _ in range(at_once)]

    async def end(self) -> None:
        """Claim no more; a call under way is nobody's."""
        for task in self._tasks:
            task.cancel()
        done = await asyncio.gather(*self._tasks, return_exceptions=True)
        failed = [one for one in done if isinstance(one, Exception)]
        assert not failed, failed

    def longest_s(self, shard: int) -> float:
        """How long the oldest claim of a shard has been without an answer."""
        now_s = time.monotonic()
        since = [at for viewer, at in self.asking.items() if shard_of(viewer, SHARDS) == shard]
        return max((now_s - at for at in since), default=0.0)

    async def sell_out(self) -> None:
        """Sell all that is left, as fast as it goes."""
        while True:
            viewers = [self._viewer() for _ in range(_AT_ONCE)]
            asked = [Claim(viewer, "app", os.urandom(16)) for viewer in viewers]
            over = 0
            while asked:
                answers = await self._answers(asked)
                for claim, answer in zip(asked, answers, strict=True):
                    if isinstance(answer, Won):
                        self._said(claim, answer)
                    over += answer == Refused("sold_out")
                asked = [c for c, a in zip(asked, answers, strict=True) if a == PENDING]
                await self.store.ledger.supply(1, WINDOW, 1, [("app", self.stock)])
            if over:
                return

    async def _answers(self, asked: list[Claim]) -> list[Decision]:
        try:
            return await self.store.ledger.claim(WINDOW, 1, asked)
        except StoreError:
            await asyncio.sleep(_PAUSE_S)
            return [PENDING] * len(asked)

    async def _shop(self, shard: int) -> None:
        while True:
            viewer = self._viewer(shard)
            claim = Claim(viewer, "app", os.urandom(16))
            self.asking[viewer] = time.monotonic()
            while True:
                [answer] = await self._answers([claim])
                if answer != PENDING:
                    break
                await asyncio.sleep(_PAUSE_S)
            del self.asking[viewer]
            assert isinstance(answer, Won), answer
            self._said(claim, answer)
            await asyncio.sleep(_PAUSE_S)

    def _said(self, claim: Claim, answer: Won) -> None:
        assert answer.claim_id == claim.claim_id
        self.told[claim.viewer] = answer
        self.by_shard[shard_of(claim.viewer, SHARDS)] += 1

    async def _supply(self) -> None:
        while True:
            # As the conductor does: what was not granted is asked for again.
            with contextlib.suppress(StoreError):
                await self.store.ledger.supply(1, WINDOW, 1, [("app", self.stock)])
            await asyncio.sleep(_SUPPLY_S)

    def _viewer(self, shard: int | None = None) -> str:
        """Return a new one, of that shard."""
        while True:
            self._count += 1
            viewer = f"{self._count:08x}".ljust(32, "0")
            if shard is None or shard_of(viewer, SHARDS) == shard:
                return viewer


async def lost(store: Store, told: dict[str, Won]) -> list[str]:
    """Return who was told of a unit that `store` does not have for them."""
    there = {one.viewer: one.won for one in await store.claims_journal(WINDOW)}
    return [viewer for viewer, won in told.items() if there.get(viewer) != won]


async def sold(store: Store) -> int:
    """Return how many units were given, by the journal: each once."""
    units = [one.won.unit for one in await store.claims_journal(WINDOW)]
    assert len(set(units)) == len(units), "a unit was given twice"
    return len(units)
