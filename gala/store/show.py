"""Everything that one process needs of the store for one show."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from gala.core.seckill import Winner
from gala.proof.promise import Promise
from gala.store import clocks, functions, promise
from gala.store.alerts import StoreAlerts
from gala.store.clock import Sample, StoreClock
from gala.store.commands import StoreCommands
from gala.store.connection import Connections
from gala.store.counters import StoreCounters
from gala.store.cues import StoreCues
from gala.store.guarantees import StoreGuarantees
from gala.store.journal import claims_journal, receipts_kept
from gala.store.keys import SHOWS, ShowKeys
from gala.store.lease import StoreLease
from gala.store.ledger import StoreShards
from gala.store.log import StoreLog
from gala.store.orders import StoreOrders
from gala.store.platform import StorePlatform
from gala.store.sharded import ShardedLedger
from gala.store.watched import StoreViewers

CALLS_AT_ONCE = 8
CLAIM_CALLS_AT_ONCE = 8


class Store:
    """The ports of one show over one store; made by `open`, closed by `aclose` or `async with`."""

    def __init__(self, url: str, show: str) -> None:
        self.url = url
        self.show = show
        # The show's own clock, log and lease are one node's, whatever else a cluster has.
        self._calls = Connections(url, limit=CALLS_AT_ONCE, home=ShowKeys(show).log)
        nodes = self._calls.nodes
        self._claims = Connections(url, limit=CLAIM_CALLS_AT_ONCE, nodes=nodes)
        self._waits = Connections(url, nodes=nodes)
        self.clock = StoreClock(self._calls)
        self.log = StoreLog(self._calls, self._waits, show)
        self.lease = StoreLease(self._calls, show)
        self.cues = StoreCues(self._calls, self._waits, show)
        self.ledger = ShardedLedger(StoreShards(self._calls, self._claims, show))
        self.viewers = StoreViewers(self._calls, show, self.ledger.shards)
        self.guarantees = StoreGuarantees(self._calls, self._waits, show)
        self.alerts = StoreAlerts(self._calls, self._waits, show)
        self.platform = StorePlatform(self._calls, show)
        self.orders = StoreOrders(self._calls, show, self.ledger.shards)
        self.counters = StoreCounters(self._calls, show)
        self.commands = StoreCommands(self._calls, self._waits, show)

    @classmethod
    async def open(cls, url: str, show: str) -> Self:
        """Connect, see to the store's functions and set the clock.

        `url` is `redis://`, `rediss://` or `unix://`, of one server or of any node of a cluster
        (`gala.store.nodes`), or `redis+sentinel://` (`gala.store.sentinel`). Raises `StoreDown`
        when nobody answers, `StoreError` when the store is not fit (its nodes' clocks are too far
        apart, too) or refuses us, `ValueError` on an impossible show id.
        """
        store = cls(url, show)
        try:
            await functions.load(store._calls)
            await clocks.check(store._calls)
            await store.clock.start()
        except BaseException:
            await store.aclose()
            raise
        return store

    def wait_for(self, replicas: int) -> None:
        """Let writes count from now on when so many replicas have them (`gala.store.replicas`)."""
        self._calls.replicas = self._claims.replicas = replicas

    async def cut_into(self, shards: int, windows: Sequence[str]) -> None:
        """Have each of `windows` lie on so many shards, before the show is put into the store.

        What was said before stays. Raises `StoreDown`.
        """
        key = ShowKeys(self.show).shards
        for window in windows if shards > 1 else ():
            await self._calls.write("HSETNX", key, window, shards, key=key)

    async def promise(self, replicas: int) -> Promise:
        """Return what an answer means at the moment, counting up to `replicas`.

        Raises `StoreDown` when no write is taken.
        """
        return await promise.in_force(self._calls, ShowKeys(self.show).log, replicas)

    async def node_times(self) -> dict[str, Sample]:
        """Return how each node's clock stands to this machine's (`gala.store.clocks.times`).

        Raises `StoreDown`, `StoreError`.
        """
        return await clocks.times(self._calls)

    async def disk(self) -> str:
        """Return what an answer says of the store's disk (`gala.proof.promise.DISKS`).

        Raises `StoreDown`.
        """
        return await promise.disk(self._calls)

    async def replicas(self) -> int:
        """Return how many replicas the store has on line. Raises `StoreDown`."""
        return await promise.connected(self._calls)

    async def claims_journal(self, window: str) -> list[Winner]:
        """Return every winner of every opening of `window`. Raises `StoreDown`."""
        return await claims_journal(
            self._calls, self.show, window, await self.ledger.shards(window)
        )

    async def receipts_kept(self, window: str) -> int:
        """Return how many viewers have a receipt of `window`. Raises `StoreDown`."""
        shards = await self.ledger.shards(window)
        return await receipts_kept(self._calls, self.show, window, shards)

    async def shows(self) -> list[str]:
        """Return the ids of the shows that have a log in this store. Raises `StoreDown`."""
        return sorted(show.decode() for show in await self._calls.call("SMEMBERS", SHOWS))

    async def aclose(self) -> None:
        """Close everything; calls under way fail with `StoreDown`."""
        await self.clock.aclose()
        await self.counters.aclose()
        for connections in (self._calls, self._claims, self._waits):
            await connections.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()
