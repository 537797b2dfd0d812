"""Claims decided by the store's functions, shard by shard: the rules are `gala.core.seckill`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gala.core.seckill import Winner
from gala.core.supply import Level, Move
from gala.ports import Claim, Decision, OutletTotals, OutletWindow, Refused, Won
from gala.proof.batches import Batch
from gala.store import functions
from gala.store.connection import Argument, Connections
from gala.store.keys import ShowKeys
from gala.store.sharded import CLAIM_ID_BYTES, Place, State

_REFUSED = {
    ord("S"): Refused("sold_out"),
    ord("C"): Refused("closed"),
    ord("U"): Refused("unknown"),
    ord("P"): Refused("pending"),
}
_TOO_EARLY = ord("E")


class StoreShards:
    """`gala.store.sharded.Shards` in the store.

    `claims` are connections of its own: a burst of claims never keeps the conductor waiting.
    """

    def __init__(self, calls: Connections, claims: Connections, show: str) -> None:
        self._calls = calls
        self._claims = claims
        self._keys = ShowKeys(show)

    async def counts(self) -> Mapping[str, int]:
        """See `Shards.counts`."""
        fields = _fields(await self._calls.call("HGETALL", self._keys.shards))
        return {window.decode(): int(shards) for window, shards in fields.items()}

    async def open(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow],
        place: Place,
    ) -> None:  # fmt: skip
        """See `Shards.open`."""
        args: list[Argument] = [epoch, gen, price_fen, *place]
        for row in rows:
            args += (row.outlet, row.opens_at_ms, row.closes_at_ms, row.stock, int(row.more))
        await functions.call(self._calls, "window_open", (self._state(window, place[0]),), *args)

    async def close(
        self, epoch: int, window: str, gen: int, shard: int
    ) -> tuple[OutletTotals, ...]:
        """See `Shards.close`."""
        keys = (self._state(window, shard),)
        state = await functions.call(self._calls, "window_close", keys, epoch, gen)
        rows = _rows(_fields(state), gen)
        return tuple(OutletTotals(outlet, row.sold, away) for outlet, (row, away) in rows.items())

    async def fence(self, epoch: int, window: str, shard: int) -> None:
        """See `Shards.fence`."""
        await functions.call(self._calls, "window_fence", (self._state(window, shard),), epoch)

    async def state(self, window: str, shard: int) -> State:
        """See `Shards.state`."""
        key = self._state(window, shard)
        fields = _fields(await self._calls.write("HGETALL", key, key=key))
        gen = int(fields.get(b"gen", 0))
        return gen, _rows(fields, gen)

    async def grant(self, epoch: int, window: str, gen: int, outlet: str, move: Move) -> None:
        """See `Shards.grant`."""
        args = (epoch, gen, outlet, move.here, move.there, int(move.more))
        keys = (self._state(window, move.shard),)
        await functions.call(self._calls, "window_grant", keys, *args)

    async def claim(
        self, window: str, gen: int, claims: Sequence[Claim], place: Place, deadline_ms: int
    ) -> list[Decision]:
        """See `Shards.claim`."""
        shard, shards = place
        args: list[Argument] = [gen, shards]
        for claim in claims:
            args += (claim.viewer, claim.quantity)
            args.append(claim.claim_id + claim.outlet.encode())
        at = self._keys.window(window, shard)
        keys = (at.state, at.receipts, at.journal)
        answers = await functions.call(
            self._claims, "claim_batch", keys, *args, deadline_ms=deadline_ms
        )
        names: dict[bytes, str] = {}
        return [_decision(answer, place, names) for answer in answers]

    async def batch(self, window: str, batch: Batch) -> list[Winner]:
        """See `Shards.batch`."""
        journal, name = self._keys.window(window, batch.shard).journal, batch.entry_id
        for _, pairs in await self._claims.call("XRANGE", journal, name, name):
            return entry(batch.name(), pairs)
        return []

    def _state(self, window: str, shard: int) -> str:
        return self._keys.window(window, shard).state


def journalled(batch: str, index: int, size: int, record: bytes) -> Won:
    """Return what a journal's record says."""
    unit, quantity, gen, price_fen, at_ms, rest = record.split(b" ", 5)
    return Won(
        int(gen), rest[:CLAIM_ID_BYTES], int(unit), int(price_fen), int(at_ms), int(quantity),
        batch, index, size, rest[CLAIM_ID_BYTES:].decode(),
    )  # fmt: skip


def entry(name: str, pairs: Sequence[bytes]) -> list[Winner]:
    """Return the winners of batch `name`: an entry has viewers and records in turns."""
    size = len(pairs) // 2
    winners = []
    for index in range(size):
        won = journalled(name, index, size, pairs[2 * index + 1])
        winners.append(Winner(pairs[2 * index].decode(), won.outlet, won))
    return winners


def _decision(answer: bytes, place: Place, names: dict[bytes, str]) -> Decision:
    """Return what an answer says; `names` are those of batches that were seen in this call."""
    refused = _REFUSED.get(answer[0])
    if refused is not None:
        return refused
    if answer[0] == _TOO_EARLY:
        return Refused("too_early", int(answer[1:]))
    batch, index, size, record = answer.split(b" ", 3)
    name = names.get(batch)
    if name is None:
        name = names[batch] = Batch(batch.decode(), *place).name()
    return journalled(name, int(index), int(size), record)


def _fields(state: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return what HGETALL gives, by field."""
    return dict(zip(state[::2], state[1::2], strict=True))


def _rows(fields: dict[bytes, bytes], gen: int) -> dict[str, tuple[Level, int]]:
    """Return by outlet what stands of opening `gen`, and how many were turned away."""
    prefix = f"row:{gen}:".encode()
    rows = {}
    for field, value in fields.items():
        if field.startswith(prefix):
            _, _, stock, sold, turned_away, more, wanted = map(int, value.split())
            level = Level(stock, sold, bool(more), wanted)
            rows[field.removeprefix(prefix).decode()] = level, turned_away
    return rows
