"""The ports of one process over the simulated store: a `gala.conductor.world.World`, and an edge's.

They raise what the real ones raise, and wait as long; what they answer is `store_model.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from gala.core.feelings import Feelings
from gala.ports import (
    BoundedClock,
    CommandEnvelope,
    CueRecord,
    EdgeReport,
    LeaseState,
    Winner,
)
from gala.proof.promise import Promise
from gala.sim.store_calls import Calls, Way
from gala.sim.store_connections import ModelConnections
from gala.sim.store_ledger import (
    JOURNAL_DEADLINE_MS,
    JOURNAL_PAGE,
    ModelArchive,
    ModelShards,
    journal,
)
from gala.store.clock import Sample
from gala.store.commands import ANSWER_KEPT_MS, COMMANDS_KEPT
from gala.store.connection import Connections
from gala.store.guarantees import StoreGuarantees
from gala.store.keys import ShowKeys
from gala.store.orders import StoreOrders
from gala.store.platform import StorePlatform
from gala.store.sharded import ShardedLedger
from gala.store.show import CALLS_AT_ONCE, CLAIM_CALLS_AT_ONCE

PAGE = 500
COMMANDS_PAGE = 100
LOG_DEADLINE_MS = 5_000


class StorePorts:
    """What `gala.store.show.Store` is to the real store; `name` is this process's own.

    `wait_replicas` is how many replicas must have a write before it counts as done; with 0 a
    failover can lose what was acknowledged.
    """

    def __init__(
        self,
        way: Way,
        show: str,
        name: str,
        clock: BoundedClock,
        *,
        wait_replicas: int = 0,
        shards: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        ShowKeys(show)
        self.show = show
        self.clock = clock
        calls = Calls(way, limit=CALLS_AT_ONCE, replicas=wait_replicas)
        claims = Calls(way, limit=CLAIM_CALLS_AT_ONCE, replicas=wait_replicas)
        waits = Calls(way)
        self._calls = calls
        self._all = (calls, claims, waits)
        self.log = ModelLog(calls, waits, show)
        self.lease = ModelLease(calls)
        self.cues = ModelCues(calls, waits)
        self.ledger = ShardedLedger(ModelShards(calls, claims, show, shards))
        self._shards = shards
        self.counters = ModelCounters(calls, waits, name)
        self.commands = ModelCommands(calls, waits)
        asked = cast("Connections", ModelConnections(calls))
        self.orders = StoreOrders(asked, show, self.ledger.shards)
        self.platform = StorePlatform(asked, show)
        self.guarantees = StoreGuarantees(asked, asked, show)
        # The real archive is a process of its own, so it has a connection of its own.
        self.archive = ModelArchive(Calls(way), shards)

    async def promise(self, replicas: int) -> Promise:
        """See `gala.store.show.Store.promise`; that the replicas have it is not measured."""
        disk = str(await self._calls.call("durability"))
        return Promise("no" if disk == "none" else disk, replicas)

    async def node_times(self) -> dict[str, Sample]:
        """See `gala.store.show.Store.node_times`: there is one node, and nobody compares it."""
        return {}

    async def claims_journal(self, window: str) -> list[Winner]:
        """See `gala.store.show.Store.claims_journal`."""
        entries = await journal(
            self._calls, window, self._shards.get(window, 1), JOURNAL_PAGE, JOURNAL_DEADLINE_MS
        )
        return [winner for _, given in entries for winner in given]

    async def shows(self) -> list[str]:
        """See `gala.store.show.Store.shows`."""
        shows: list[str] = await self._calls.call("shows")
        return shows

    async def aclose(self) -> None:
        """Let later calls fail with `StoreDown`."""
        for calls in self._all:
            calls.close()


class ModelLog:
    """`gala.ports.Log`."""

    def __init__(self, calls: Calls, waits: Calls, show: str) -> None:
        self._calls = calls
        self._waits = waits
        self._show = show

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        """See `gala.ports.Log.append`."""
        await self._calls.call("log_append", epoch, index, line, not_after_ms)
        if index == 0:
            await self._calls.call("show_listed", self._show)

    async def read(self, start: int) -> list[bytes]:
        """See `gala.ports.Log.read`. Raises `StoreDown`."""
        lines: list[bytes] = []
        while True:
            at = start + len(lines)
            page = await self._calls.call("log_read", at, PAGE, deadline_ms=LOG_DEADLINE_MS)
            lines += page
            if len(page) < PAGE:
                return lines

    async def wait(self, start: int, timeout_ms: int) -> list[bytes]:
        """See `gala.ports.Log.wait`."""
        lines: list[bytes]
        lines = await self._waits.wait("log_read", start, PAGE, timeout_ms=timeout_ms)
        return lines


class ModelLease:
    """`gala.ports.Lease`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def take(self, holder: str, ttl_ms: int) -> LeaseState:
        """See `gala.ports.Lease.take`."""
        if not holder:
            raise ValueError("a holder needs a name: the empty one means that nobody holds")
        state: LeaseState = await self._calls.call("lease_take", holder, ttl_ms)
        return state

    async def renew(self, holder: str, epoch: int, ttl_ms: int) -> bool:
        """See `gala.ports.Lease.renew`."""
        return bool(await self._calls.call("lease_renew", holder, epoch, ttl_ms))

    async def release(self, holder: str, epoch: int) -> None:
        """See `gala.ports.Lease.release`. Raises `StoreDown`."""
        await self._calls.call("lease_release", holder, epoch)


class ModelCues:
    """`gala.ports.CueStream`."""

    def __init__(self, calls: Calls, waits: Calls) -> None:
        self._calls = calls
        self._waits = waits
        self._told = (0, 0)

    async def publish(self, epoch: int, cues: Sequence[CueRecord]) -> None:
        """See `gala.ports.CueStream.publish`."""
        in_epoch, told = self._told
        told = told if epoch == in_epoch else 0
        self._told = (epoch, await self._calls.call("cue_publish", epoch, told, tuple(cues)))

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[CueRecord]]:
        """See `gala.ports.CueStream.wait`."""
        found = await self._waits.wait("cues_read", cursor, PAGE, timeout_ms=timeout_ms)
        return (found[-1][0], [cue for _, cue in found]) if found else (cursor, [])


class ModelCounters:
    """`gala.ports.Counters`; at most one task at a time waits for ticks."""

    def __init__(self, calls: Calls, waits: Calls, name: str) -> None:
        self._calls = calls
        self._waits = waits
        self._name = name
        self._connection = 0
        self._subscribed = False

    async def report(self, report: EdgeReport) -> None:
        """See `gala.ports.Counters.report`."""
        await self._calls.call("edge_report", report)

    async def reports(self) -> list[EdgeReport]:
        """See `gala.ports.Counters.reports`."""
        reports: list[EdgeReport] = await self._calls.call("edge_reports")
        return reports

    async def count(self, who: str, feelings: Feelings) -> None:
        """See `gala.ports.Counters.count`."""
        await self._calls.call("feelings_count", who, feelings)

    async def counted(self) -> list[Feelings]:
        """See `gala.ports.Counters.counted`."""
        counted: list[Feelings] = await self._calls.call("feelings_counted")
        return counted

    async def publish_tick(self, tick: bytes) -> None:
        """See `gala.ports.Counters.publish_tick`."""
        await self._calls.call("tick_publish", tick)

    async def next_tick(self, timeout_ms: int) -> bytes | None:
        """See `gala.ports.Counters.next_tick`; the first call begins to listen."""
        try:
            tick: bytes | None = await self._waits.wait(
                *("tick_next", self._name, self._connection, not self._subscribed),
                timeout_ms=timeout_ms,
            )
        except BaseException:
            # Late, broken or cancelled: what still comes over this connection belongs to no one.
            self._connection += 1
            self._subscribed = False
            raise
        self._subscribed = True
        return tick


class ModelCommands:
    """`gala.ports.CommandInbox`."""

    def __init__(self, calls: Calls, waits: Calls) -> None:
        self._calls = calls
        self._waits = waits

    async def send(self, envelope: CommandEnvelope, timeout_ms: int) -> bytes | None:
        """See `gala.ports.CommandInbox.send`."""
        await self._calls.call("command_send", envelope, COMMANDS_KEPT)
        body: bytes | None
        body = await self._waits.wait("answer_read", envelope.id, timeout_ms=timeout_ms)
        return body

    async def receive(self, cursor: str, timeout_ms: int) -> tuple[str, list[CommandEnvelope]]:
        """See `gala.ports.CommandInbox.receive`."""
        if cursor == "$":
            cursor = await self._calls.call("commands_newest")
        found = await self._waits.wait(
            "commands_read", cursor, COMMANDS_PAGE, timeout_ms=timeout_ms
        )
        return (found[-1][0], [one for _, one in found]) if found else (cursor, [])

    async def answer(self, command_id: str, body: bytes) -> None:
        """See `gala.ports.CommandInbox.answer`. The first answer stays."""
        await self._calls.call("command_answer", command_id, body, ANSWER_KEPT_MS)
