"""The journal of a window: every unit that was given, in order, for the record of the night."""

from __future__ import annotations

from gala.core.seckill import Winner
from gala.proof.batches import Batch
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.ledger import entry

_PAGE = 200
_READ_DEADLINE_MS = 5_000


async def claims_journal(calls: Connections, show: str, window: str, shards: int) -> list[Winner]:
    """Return the winners of all openings of `window`, shard by shard as they won.

    Raises `StoreDown`.
    """
    winners: list[Winner] = []
    for shard in range(shards):
        journal = ShowKeys(show).window(window, shard).journal
        after = "-"
        while True:
            page = await calls.call(
                *("XRANGE", journal, after, "+", "COUNT", _PAGE), deadline_ms=_READ_DEADLINE_MS
            )
            for batch, pairs in page:
                winners += entry(Batch(batch.decode(), shard, shards).name(), pairs)
            if len(page) < _PAGE:
                break
            after = f"({page[-1][0].decode()}"
    return winners


async def receipts_kept(calls: Connections, show: str, window: str, shards: int) -> int:
    """Return how many viewers have a receipt of `window` that a retry finds. Raises `StoreDown`."""
    keys = (ShowKeys(show).window(window, shard).receipts for shard in range(shards))
    return sum([int(await calls.call("HLEN", key)) for key in keys])
