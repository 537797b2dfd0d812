"""Claims decided and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gala.core.seckill import Claim, Decision, OutletTotals, OutletWindow, Winner


class Ledger(Protocol):
    """Claims decided and kept, by window. Nothing is ever given beyond a window's stock."""

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        """Set up opening `gen` of `window`; it opens and closes by the store's clock alone.

        The same `gen` again changes nothing, an older one is ignored. Units are numbered on from
        the openings before. Raises `Fenced`, `StoreDown`.
        """

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """End opening `gen` for good, whatever the time, and return its totals.

        Idempotent: later calls return the same totals. Raises `Fenced`, `StoreDown`.
        """

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        """Refuse `open_window` and `close_window` of lesser epochs on `windows` from now on.

        Raises `Fenced` when a newer epoch already has, `StoreDown`.
        """

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        """Return the present opening's `gen` (0: none yet) and its totals so far.

        They stand on the replicas too, so what is sold stays sold. Raises `StoreDown`.
        """

    async def shards(self, window: str) -> int:
        """Return into how many shards `window` is cut: the same for ever. Raises `StoreDown`."""

    async def supply(
        self, epoch: int, window: str, gen: int, stock: Sequence[tuple[str, int]]
    ) -> None:
        """Move units between the shards of opening `gen` where some run dry (`gala.core.supply`).

        `stock` is `(outlet, units)` of the opening; call it again and again while it is open.
        Raises `Fenced`, `StoreDown`.
        """

    async def batch(self, window: str, batch: str) -> list[Winner]:
        """Return what was given together under `Won.batch`, in order; empty when there is none.

        Raises `StoreDown`.
        """

    async def claim(self, window: str, gen: int, claims: Sequence[Claim]) -> list[Decision]:
        """Decide `claims` in their order, in one step; durable before it returns.

        Per claim: an earlier `Won` of the viewer in this window is returned again, whatever `gen`;
        else `unknown` without such a window, `closed` when `gen` is not the present one or the
        outlet's part has ended (or the outlet has none), `too_early` before it opens, `sold_out`
        when less than the claim's quantity is left, or `pending` when it may be elsewhere or its
        shard does not answer, else `Won`. A viewer may appear twice in
        `claims`. Raises `StoreDown`: then nobody was told anything, and the same claims may be sent
        again.
        """
