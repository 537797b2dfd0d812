"""Unnumbered figures: what each edge says of itself, and the ticks of the conductor."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from gala.core.feelings import Feelings
from gala.core.skew import Skew
from gala.core.visits import RoomCount
from gala.ports import EdgeReport
from gala.store.connection import Connections
from gala.store.keys import ShowKeys
from gala.store.subscription import Subscription


class StoreCounters:
    """`gala.ports.Counters` in the store; at most one task at a time waits for ticks."""

    def __init__(self, calls: Connections, show: str) -> None:
        self._calls = calls
        self._keys = ShowKeys(show)
        self._ticks = Subscription(calls.url, self._keys.ticks, calls.nodes)

    async def report(self, report: EdgeReport) -> None:
        """See `gala.ports.Counters.report`."""
        packed = json.dumps(asdict(report), separators=(",", ":"))
        await self._calls.call("HSET", self._keys.edges, report.edge, packed)

    async def reports(self) -> list[EdgeReport]:
        """See `gala.ports.Counters.reports`; in the order of the edges' names."""
        packed = await self._calls.call("HVALS", self._keys.edges)
        return sorted(map(_report, packed), key=lambda report: report.edge)

    async def count(self, who: str, feelings: Feelings) -> None:
        """See `gala.ports.Counters.count`.

        A figure that is set, not added to: HINCRBY counts twice when an answer is lost.
        """
        packed = json.dumps(feelings.fields(), separators=(",", ":"))
        await self._calls.call("HSET", self._keys.counters, who, packed)

    async def counted(self) -> list[Feelings]:
        """See `gala.ports.Counters.counted`."""
        packed = await self._calls.call("HVALS", self._keys.counters)
        return [Feelings(*map(_rows, json.loads(one))) for one in packed]

    async def publish_tick(self, tick: bytes) -> None:
        """See `gala.ports.Counters.publish_tick`."""
        await self._calls.call("SPUBLISH", self._keys.ticks, tick)

    async def next_tick(self, timeout_ms: int) -> bytes | None:
        """See `gala.ports.Counters.next_tick`; the first call begins to listen."""
        return await self._ticks.next(timeout_ms)

    async def aclose(self) -> None:
        """Stop listening."""
        await self._ticks.aclose()


def _report(packed: bytes) -> EdgeReport:
    fields = json.loads(packed)
    fields["viewers"] = tuple((outlet, count) for outlet, count in fields["viewers"])
    fields["skew"] = tuple(map(_skew, fields.get("skew", ())))
    fields["rooms"] = tuple(RoomCount(**room) for room in fields.get("rooms", ()))
    return EdgeReport(**fields)


def _rows(rows: list[list[Any]]) -> tuple[tuple[str, str, int], ...]:
    return tuple((one, other, count) for one, other, count in rows)


def _skew(fields: dict[str, Any]) -> Skew:
    fields["counts"] = tuple((bucket, viewers) for bucket, viewers in fields["counts"])
    return Skew(**fields)
