"""The right to conduct: a hash that lapses by the store's clock, and an epoch that only grows."""

from __future__ import annotations

from gala.ports import LeaseState
from gala.store import functions
from gala.store.connection import Connections
from gala.store.keys import ShowKeys


class StoreLease:
    """`gala.ports.Lease` in the store."""

    def __init__(self, calls: Connections, show: str) -> None:
        self._calls = calls
        self._keys = (ShowKeys(show).lease,)

    async def take(self, holder: str, ttl_ms: int) -> LeaseState:
        """See `gala.ports.Lease.take`. `holder` is one process's own name, never used again."""
        if not holder:
            raise ValueError("a holder needs a name: the empty one means that nobody holds")
        reply = await functions.call(self._calls, "lease_take", self._keys, holder, ttl_ms)
        epoch, holds, until_ms, renewed_ms = reply
        return LeaseState(epoch, holds.decode(), until_ms, renewed_ms)

    async def renew(self, holder: str, epoch: int, ttl_ms: int) -> bool:
        """See `gala.ports.Lease.renew`."""
        reply = await functions.call(self._calls, "lease_renew", self._keys, holder, epoch, ttl_ms)
        return bool(reply)

    async def release(self, holder: str, epoch: int) -> None:
        """See `gala.ports.Lease.release`. Raises `StoreDown`: then it lapses by itself."""
        await functions.call(self._calls, "lease_release", self._keys, holder, epoch)
