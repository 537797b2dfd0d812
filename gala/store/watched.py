"""What the store knows of viewers, for the rules on who may take part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from gala.ports import Stretch
from gala.store import functions
from gala.store.connection import Argument, Connections
from gala.store.keys import ShowKeys, shard_of
from gala.store.ledger import journalled

STRETCHES_MAX = 500
VIEWERS_MAX = 1_000
"""In one call: Lua hands so many values to a command, and the store serves nobody else."""


class StoreViewers:
    """`gala.ports.ViewerFacts` in the store: one hash of watch times, and the windows' receipts."""

    def __init__(
        self, calls: Connections, show: str, shards: Callable[[str], Awaitable[int]]
    ) -> None:
        """`shards` says into how many shards a window is cut."""
        self._calls = calls
        self._shards = shards
        self._keys = ShowKeys(show)

    async def watched(self, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
        """See `gala.ports.ViewerFacts.watched`."""
        told: list[tuple[int, int]] = []
        for start in range(0, len(stretches), STRETCHES_MAX):
            args: list[Argument] = []
            for one in stretches[start : start + STRETCHES_MAX]:
                args += (one.viewer, one.from_s, one.to_s)
            answers = await functions.call(self._calls, "watch_add", (self._keys.watched,), *args)
            for answer in answers:
                total_s, until_s = answer.split()
                told.append((int(total_s), int(until_s)))
        return told

    async def bought(self, window: str, viewers: Sequence[str]) -> list[int]:
        """See `gala.ports.ViewerFacts.bought`."""
        shards = await self._shards(window)
        parts: dict[int, list[str]] = {}
        for viewer in viewers:
            parts.setdefault(shard_of(viewer, shards), []).append(viewer)
        gens: dict[str, int] = {}
        for shard, there in parts.items():
            receipts = self._keys.window(window, shard).receipts
            for start in range(0, len(there), VIEWERS_MAX):
                part = there[start : start + VIEWERS_MAX]
                kept = await self._calls.call("HMGET", receipts, *part)
                gens |= {viewer: _gen(one) for viewer, one in zip(part, kept, strict=True)}
        return [gens[viewer] for viewer in viewers]


def _gen(receipt: bytes | None) -> int:
    """Return the opening of a receipt as `claim_batch.lua` keeps it."""
    if receipt is None:
        return 0
    batch, index, size, record = receipt.split(b" ", 3)
    return journalled(batch.decode(), int(index), int(size), record).gen
