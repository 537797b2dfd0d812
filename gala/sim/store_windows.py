"""The shards of windows as the store keeps them, pure: the rules are `gala.core.seckill`'s.

Added here is what the rules leave to the store: receipts by viewer, the journal with a batch's id,
and the instants at which claims count (`claim_batch.lua`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gala.core import seckill
from gala.core.seckill import Claim, Decision, OutletTotals, OutletWindow, Shard, Winner, Won
from gala.ports import Fenced, StoreError
from gala.proof.batches import Batch
from gala.sim.store_stream import Stream
from gala.store.sharded import Place

Given = tuple[Winner, ...]
"""What one call gave: an entry of the journal."""


def shard_name(window: str, shard: int) -> str:
    """Return the name under which the model has a shard of a window."""
    return f"{window}#{shard}" if shard else window


@dataclass(slots=True)
class _Window:
    shard: Shard = field(default_factory=Shard)
    receipts: dict[str, Won] = field(default_factory=dict)
    journal: Stream[Given] = field(default_factory=Stream)


class WindowsModel:
    """All shards of the windows of a show, by `shard_name`."""

    __slots__ = ("_windows",)

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}

    def open(
        self, _now_ms: int, epoch: int, window: str, gen: int, price_fen: int,
        rows: Sequence[OutletWindow], place: Place = (0, 1),
    ) -> None:  # fmt: skip
        """See `gala.store.sharded.Shards.open`."""
        at = self._fenced(epoch, window)
        at.shard = seckill.open_window(at.shard, epoch, gen, price_fen, rows, place)

    def grant(
        self, _now_ms: int, epoch: int, window: str, gen: int, outlet: str,
        change: tuple[int, int], more: bool,
    ) -> bool:  # fmt: skip
        """See `gala.store.sharded.Shards.grant`."""
        at = self._fenced(epoch, window)
        at.shard, granted = seckill.grant(at.shard, epoch, gen, outlet, change, more)
        return granted

    def close(self, _now_ms: int, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """See `gala.store.sharded.Shards.close`."""
        at = self._fenced(epoch, window)
        at.shard, totals = seckill.close_window(at.shard, epoch, gen)
        return totals

    def fence(self, _now_ms: int, epoch: int, window: str) -> None:
        """See `gala.store.sharded.Shards.fence`."""
        at = self._fenced(epoch, window)
        at.shard = seckill.fence(at.shard, epoch)

    def state(self, _now_ms: int, window: str) -> Shard:
        """Return what stands there."""
        at = self._windows.get(window)
        return at.shard if at else Shard()

    def claim(
        self, now_ms: int, window: str, gen: int, claims: Sequence[Claim], shards: int = 1
    ) -> list[Decision]:
        """See `gala.store.sharded.Shards.claim`."""
        at = self._window(window)
        if at.shard.gen and at.shard.shards != shards:
            raise StoreError(f"the window has {at.shard.shards} shards, {shards} came")
        done = seckill.apply_batch(at.shard, at.receipts, now_ms, gen, claims)
        at.shard = done.shard
        if not done.winners:
            return list(done.decisions)
        named = Batch(at.journal.next_id(now_ms), at.shard.shard, at.shard.shards)
        batch = named.name()
        size = len(done.winners)
        given = tuple(
            replace(one, won=replace(one.won, batch=batch, index=index, size=size))
            for index, one in enumerate(done.winners)
        )
        at.journal.add(now_ms, given)
        fresh = {one.viewer: one.won for one in given}
        at.receipts.update(fresh)
        return [
            fresh.get(claim.viewer, decision) if isinstance(decision, Won) else decision
            for claim, decision in zip(claims, done.decisions, strict=True)
        ]

    def batch(self, _now_ms: int, window: str, batch: str) -> list[Winner]:
        """See `gala.store.sharded.Shards.batch`."""
        return list(self._window(window).journal.at(batch) or ())

    def journal(self, _now_ms: int, window: str, after: str, count: int) -> list[tuple[str, Given]]:
        """Return up to `count` entries of a window's journal after `after` ("0": all)."""
        return self._window(window).journal.after(after, count)

    def copy(self) -> WindowsModel:
        """Return one that goes its own way from here."""
        other = WindowsModel()
        other._windows = {
            name: _Window(one.shard, dict(one.receipts), one.journal.copy())
            for name, one in self._windows.items()
        }
        return other

    def _window(self, window: str) -> _Window:
        at = self._windows.get(window)
        if at is None:
            at = self._windows[window] = _Window()
        return at

    def _fenced(self, epoch: int, window: str) -> _Window:
        """Return a window on which `epoch` may act. Raises `Fenced`."""
        at = self._window(window)
        if epoch < at.shard.epoch:
            raise Fenced(f"epoch {at.shard.epoch} has come, {epoch} came")
        return at
