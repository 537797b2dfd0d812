"""The ledger's shards and `gala.ports.Archive` over the simulated store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from gala.core.seckill import Shard
from gala.core.supply import Level, Move
from gala.ports import (
    Claim,
    Decision,
    OutletTotals,
    OutletWindow,
    RainSplit,
    WindowTree,
    Winner,
)
from gala.proof.batches import Batch
from gala.proof.rules import DrawRule, RainRule
from gala.sim.store_calls import Calls
from gala.sim.store_windows import Given, shard_name
from gala.store.archive_child import PAGE, TREES_KEPT
from gala.store.keys import ShowKeys
from gala.store.sharded import Place, State
from gala.store.trees import Tree

JOURNAL_PAGE = 200
JOURNAL_DEADLINE_MS = 5_000
ARCHIVE_DEADLINE_MS = 10_000


class ModelShards:
    """`gala.store.sharded.Shards`; `claims` are calls of its own, as in the real one."""

    def __init__(self, calls: Calls, claims: Calls, show: str, shards: Mapping[str, int]) -> None:
        self._calls = calls
        self._claims = claims
        self._keys = ShowKeys(show)
        self._counts = shards

    async def counts(self) -> Mapping[str, int]:
        """See `Shards.counts`."""
        return self._counts

    async def open(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow],
        place: Place,
    ) -> None:  # fmt: skip
        """See `Shards.open`."""
        name = self._named(window, place[0])
        await self._calls.call("window_open", epoch, name, gen, price_fen, tuple(rows), place)

    async def close(
        self, epoch: int, window: str, gen: int, shard: int
    ) -> tuple[OutletTotals, ...]:
        """See `Shards.close`."""
        totals: tuple[OutletTotals, ...]
        totals = await self._calls.call("window_close", epoch, self._named(window, shard), gen)
        return totals

    async def fence(self, epoch: int, window: str, shard: int) -> None:
        """See `Shards.fence`."""
        await self._calls.call("window_fence", epoch, self._named(window, shard))

    async def state(self, window: str, shard: int) -> State:
        """See `Shards.state`."""
        there: Shard = await self._calls.call("window_state", self._named(window, shard))
        rows = {}
        for part in there.parts:
            if part.gen == there.gen:
                level = Level(part.window.stock, part.sold, part.window.more, part.wanted)
                rows[part.window.outlet] = level, part.turned_away
        return there.gen, rows

    async def grant(self, epoch: int, window: str, gen: int, outlet: str, move: Move) -> None:
        """See `Shards.grant`."""
        name, change = self._named(window, move.shard), (move.here, move.there)
        await self._calls.call("window_grant", epoch, name, gen, outlet, change, move.more)

    async def claim(
        self, window: str, gen: int, claims: Sequence[Claim], place: Place, deadline_ms: int
    ) -> list[Decision]:
        """See `Shards.claim`."""
        name = self._named(window, place[0])
        decisions: list[Decision] = await self._claims.call(
            "claim_batch", name, gen, tuple(claims), place[1], deadline_ms=deadline_ms
        )
        return decisions

    async def batch(self, window: str, batch: Batch) -> list[Winner]:
        """See `Shards.batch`."""
        winners: list[Winner]
        name = self._named(window, batch.shard)
        winners = await self._claims.call("batch_read", name, batch.entry_id)
        return winners

    def _named(self, window: str, shard: int) -> str:
        """Return the model's name. Raises `ValueError` when it cannot be part of a key."""
        self._keys.window(window, shard)
        return shard_name(window, shard)


async def journal(
    calls: Calls, window: str, shards: int, page: int, deadline_ms: int
) -> list[tuple[str, Given]]:
    """Read a window's journals to their end, page by page. Raises `StoreDown`."""
    entries: list[tuple[str, Given]] = []
    for shard in range(shards):
        after = "0"
        while True:
            more: list[tuple[str, Given]] = await calls.call(
                "journal_read", shard_name(window, shard), after, page, deadline_ms=deadline_ms
            )
            entries += more
            if len(more) < page:
                break
            after = more[-1][0]
    return entries


class ModelArchive:
    """`gala.ports.Archive` without the process: the trees are built here, from the journal."""

    def __init__(self, calls: Calls, shards: Mapping[str, int]) -> None:
        self._calls = calls
        self._shards = shards
        self._trees: dict[tuple[str, int], Tree] = {}
        self._turn = asyncio.Lock()

    async def freeze(self, tree: WindowTree) -> tuple[bytes, int]:
        """See `gala.ports.Archive.freeze`."""
        built = await self._tree(tree)
        return built.root, built.size

    async def places(
        self, tree: WindowTree, seed: bytes, rule: DrawRule
    ) -> list[tuple[int, str, bytes]]:
        """See `gala.ports.Archive.places`."""
        return (await self._tree(tree)).places(seed, rule)

    async def split(self, tree: WindowTree, seed: bytes, rule: RainRule) -> RainSplit:
        """See `gala.ports.Archive.split`."""
        return (await self._tree(tree)).split(seed, rule)

    async def entry(self, tree: WindowTree, outlet: str, unit: int) -> bytes | None:
        """See `gala.ports.Archive.entry`."""
        return (await self._tree(tree)).entry(outlet, unit)

    async def leaves(self, tree: WindowTree, start: int, count: int) -> list[str]:
        """See `gala.ports.Archive.leaves`."""
        built = await self._tree(tree)
        return [leaf.decode() for leaf in built.leaves[start : start + count]]

    async def _tree(self, tree: WindowTree) -> Tree:
        async with self._turn:
            kept = self._trees.get((tree.window, tree.gen))
            if kept is None:
                while len(self._trees) >= TREES_KEPT:
                    del self._trees[next(iter(self._trees))]
                entries = await journal(
                    self._calls,
                    tree.window,
                    self._shards.get(tree.window, 1),
                    PAGE,
                    ARCHIVE_DEADLINE_MS,
                )
                kept = Tree(tree.window, _records(entries), tree.outlets)
                self._trees[tree.window, tree.gen] = kept
            return kept


def _records(entries: list[tuple[str, Given]]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Write a journal as the store keeps it (`claim_batch.lua`)."""
    for batch, given in entries:
        pairs = []
        for one in given:
            won = one.won
            head = f"{won.unit} {won.quantity} {won.gen} {won.price_fen} {won.at_ms} "
            pairs += [one.viewer.encode(), head.encode() + won.claim_id + one.outlet.encode()]
        yield batch.encode(), pairs
