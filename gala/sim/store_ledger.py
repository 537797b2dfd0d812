"""`gala.ports.Ledger` and `Archive` over the simulated store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from gala.ports import (
    Claim,
    Decision,
    OutletTotals,
    OutletWindow,
    RainSplit,
    WindowTree,
    Winner,
)
from gala.proof.rules import DrawRule, RainRule
from gala.sim.store_calls import Calls
from gala.sim.store_windows import Given
from gala.store.archive_child import PAGE, TREES_KEPT
from gala.store.keys import ShowKeys
from gala.store.ledger import CLAIM_DEADLINE_MS, CLAIM_ID_BYTES, CLAIMS_MAX
from gala.store.trees import Tree

JOURNAL_PAGE = 200
JOURNAL_DEADLINE_MS = 5_000
ARCHIVE_DEADLINE_MS = 10_000


class ModelLedger:
    """`gala.ports.Ledger`; `claims` are calls of its own, as in the real one."""

    def __init__(self, calls: Calls, claims: Calls, show: str) -> None:
        self._calls = calls
        self._claims = claims
        self._keys = ShowKeys(show)

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        """See `gala.ports.Ledger.open_window`."""
        name = self._named(window)
        await self._calls.call("window_open", epoch, name, gen, price_fen, tuple(rows))

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """See `gala.ports.Ledger.close_window`."""
        totals: tuple[OutletTotals, ...]
        totals = await self._calls.call("window_close", epoch, self._named(window), gen)
        return totals

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        """See `gala.ports.Ledger.fence`."""
        for window in windows:
            await self._calls.call("window_fence", epoch, self._named(window))

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        """See `gala.ports.Ledger.totals`. Raises `StoreDown`."""
        gen, totals = await self._calls.call("window_totals", self._named(window))
        return gen, totals

    async def claim(
        self,
        window: str,
        gen: int,
        claims: Sequence[Claim],
        *,
        deadline_ms: int = CLAIM_DEADLINE_MS,
    ) -> list[Decision]:
        """See `gala.ports.Ledger.claim`. Raises `ValueError` when the real one does."""
        if not claims:
            return []
        if len(claims) > CLAIMS_MAX:
            raise ValueError(f"{len(claims)} claims in one call; at most {CLAIMS_MAX}")
        for claim in claims:
            if len(claim.claim_id) != CLAIM_ID_BYTES:
                raise ValueError(f"a claim_id of {len(claim.claim_id)} bytes")
        decisions: list[Decision] = await self._claims.call(
            "claim_batch", self._named(window), gen, tuple(claims), deadline_ms=deadline_ms
        )
        return decisions

    async def batch(self, window: str, batch: str) -> list[Winner]:
        """See `gala.ports.Ledger.batch`."""
        winners: list[Winner]
        winners = await self._claims.call("batch_read", self._named(window), batch)
        return winners

    def _named(self, window: str) -> str:
        """Return the name. Raises `ValueError` when it cannot be part of a key."""
        self._keys.window(window, 0)
        return window


async def journal(
    calls: Calls, window: str, page: int, deadline_ms: int
) -> list[tuple[str, Given]]:
    """Read a window's journal to its end, page by page. Raises `StoreDown`."""
    entries: list[tuple[str, Given]] = []
    after = "0"
    while True:
        more: list[tuple[str, Given]] = await calls.call(
            "journal_read", window, after, page, deadline_ms=deadline_ms
        )
        entries += more
        if len(more) < page:
            return entries
        after = more[-1][0]


class ModelArchive:
    """`gala.ports.Archive` without the process: the trees are built here, from the journal."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
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
                entries = await journal(self._calls, tree.window, PAGE, ARCHIVE_DEADLINE_MS)
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
