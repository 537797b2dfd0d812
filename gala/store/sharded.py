"""A window over its shards: viewers go to their own, units move to where they are wanted.

`gala.ports.Ledger` over calls that know one shard each (`Shards`): the store's, or a simulation's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from gala.core.seckill import PENDING, Claim, Decision, OutletTotals, OutletWindow, Winner
from gala.core.supply import Level, Move, moves, share
from gala.ports import StoreDown
from gala.proof.batches import Batch, parse_batch
from gala.store.keys import shard_of

CLAIMS_MAX = 1_000
"""Claims in one call: Lua hands so many values to a command, and the store serves nobody else."""

CLAIM_DEADLINE_MS = 2_000
CLAIM_ID_BYTES = 16

Place = tuple[int, int]
"""`(shard, shards)`."""

State = tuple[int, dict[str, tuple[Level, int]]]
"""A shard's present `gen` (0: none), and by outlet its level and how many were turned away."""


class Shards(Protocol):
    """Calls on one shard of a window; they raise what `gala.ports.Ledger` says."""

    async def counts(self) -> Mapping[str, int]:
        """Return into how many shards windows are cut, those of one left out; never another."""

    async def open(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow],
        place: Place,
    ) -> None:  # fmt: skip
        """Set up an opening there, with that shard's part of the stock."""

    async def close(
        self, epoch: int, window: str, gen: int, shard: int
    ) -> tuple[OutletTotals, ...]:
        """End an opening there."""

    async def fence(self, epoch: int, window: str, shard: int) -> None:
        """Refuse lesser epochs there."""

    async def state(self, window: str, shard: int) -> State:
        """Return what stands there, on the replicas too."""

    async def grant(self, epoch: int, window: str, gen: int, outlet: str, move: Move) -> None:
        """Change a shard's part of the stock, if it is still what the move says."""

    async def claim(
        self, window: str, gen: int, claims: Sequence[Claim], place: Place, deadline_ms: int
    ) -> list[Decision]:
        """Decide claims there."""

    async def batch(self, window: str, batch: Batch) -> list[Winner]:
        """Return an entry of a journal; empty when there is none."""


class ShardedLedger:
    """`gala.ports.Ledger`. Totals come in the order of the outlets' names."""

    def __init__(self, calls: Shards) -> None:
        self._calls = calls
        self._counts: Mapping[str, int] | None = None

    async def shards(self, window: str) -> int:
        """Return into how many shards a window is cut. Raises `StoreDown`."""
        # Asked once, and not before the show is there: whoever puts it there says it first.
        if self._counts is None:
            self._counts = await self._calls.counts()
        return self._counts.get(window, 1)

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        """See `gala.ports.Ledger.open_window`."""
        shards = await self.shards(window)
        parts = []
        for row in rows:
            stock, more = share(row.stock, shards)
            parts.append(replace(row, stock=stock, more=more))
        for shard in range(shards):
            await self._calls.open(epoch, window, gen, price_fen, parts, (shard, shards))

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """See `gala.ports.Ledger.close_window`. An opening that never was is ended too."""
        closed = [
            await self._calls.close(epoch, window, gen, shard)
            for shard in range(await self.shards(window))
        ]
        return _sum([row for totals in closed for row in totals])

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        """See `gala.ports.Ledger.fence`."""
        for window in windows:
            for shard in range(await self.shards(window)):
                await self._calls.fence(epoch, window, shard)

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        """See `gala.ports.Ledger.totals`."""
        states = await self._states(window)
        newest = max(gen for gen, _ in states)
        rows = [
            OutletTotals(outlet, level.sold, turned_away)
            for gen, outlets in states
            if gen == newest
            for outlet, (level, turned_away) in outlets.items()
        ]
        return newest, _sum(rows)

    async def supply(
        self, epoch: int, window: str, gen: int, stock: Sequence[tuple[str, int]]
    ) -> None:
        """See `gala.ports.Ledger.supply`."""
        shards = await self.shards(window)
        if shards == 1:
            return
        states = await self._states(window)
        if any(there != gen for there, _ in states):
            return  # it is not open on all of them yet, or no more
        for outlet, units in stock:
            levels = [outlets[outlet][0] for _, outlets in states if outlet in outlets]
            if len(levels) == shards:
                for move in moves(units, levels):
                    await self._calls.grant(epoch, window, gen, outlet, move)

    async def claim(
        self,
        window: str,
        gen: int,
        claims: Sequence[Claim],
        *,
        deadline_ms: int = CLAIM_DEADLINE_MS,
    ) -> list[Decision]:
        """See `gala.ports.Ledger.claim`.

        Raises `ValueError` on more than `CLAIMS_MAX` claims, and on a claim_id of another length
        than 16 bytes.
        """
        if len(claims) > CLAIMS_MAX:
            raise ValueError(f"{len(claims)} claims in one call; at most {CLAIMS_MAX}")
        for claim in claims:
            if len(claim.claim_id) != CLAIM_ID_BYTES:
                raise ValueError(f"a claim_id of {len(claim.claim_id)} bytes")
        shards = await self.shards(window)
        parts: dict[int, list[int]] = {}
        for number, claim in enumerate(claims):
            parts.setdefault(shard_of(claim.viewer, shards), []).append(number)

        async def decided(shard: int, part: list[int]) -> dict[int, Decision]:
            asked = [claims[number] for number in part]
            place = (shard, shards)
            answers = await self._calls.claim(window, gen, asked, place, deadline_ms)
            return dict(zip(part, answers, strict=True))

        # Each is asked to its end, also when another fails.
        done = await asyncio.gather(
            *(decided(shard, part) for shard, part in parts.items()), return_exceptions=True
        )
        failed = [answers for answers in done if isinstance(answers, BaseException)]
        for error in failed:
            if not isinstance(error, StoreDown) or len(failed) == len(done):
                raise error
        # A node that is down keeps nobody of another one's waiting. Its own ask again, and who has
        # won finds its receipt.
        decisions: dict[int, Decision] = {}
        for answers in done:
            if not isinstance(answers, BaseException):
                decisions |= answers
        return [decisions.get(number, PENDING) for number in range(len(claims))]

    async def batch(self, window: str, batch: str) -> list[Winner]:
        """See `gala.ports.Ledger.batch`."""
        return await self._calls.batch(window, parse_batch(batch))

    async def _states(self, window: str) -> list[State]:
        shards = range(await self.shards(window))
        return [await self._calls.state(window, shard) for shard in shards]


def _sum(rows: Sequence[OutletTotals]) -> tuple[OutletTotals, ...]:
    found: dict[str, OutletTotals] = {}
    for row in rows:
        before = found.get(row.outlet, OutletTotals(row.outlet, 0, 0))
        found[row.outlet] = OutletTotals(
            row.outlet, before.sold + row.sold, before.turned_away + row.turned_away
        )
    return tuple(sorted(found.values(), key=lambda row: row.outlet.encode()))
