"""The least that an edge needs to run without a store: cues put in by hand, nothing else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from gala.core.feelings import Feelings
from gala.core.plan import OutletPlan, Plan
from gala.edge.edge import EdgeKeys, EdgePorts
from gala.edge.receipts import ReceiptKeys
from gala.ports import (
    Claim,
    CueRecord,
    Decision,
    EdgeReport,
    OutletTotals,
    OutletWindow,
    StoreDown,
    Winner,
)
from gala.proof.promise import UNSAID

SHOW, OUTLET = "bench", "app"
_OUT = "the bench has no ledger"


def bench_plan() -> Plan:
    """Return a show with one outlet and no segment."""
    title = ("台", "bench")
    outlet = OutletPlan(OUTLET, title, 0)
    return Plan(SHOW, title, 0, 0, 1000, "", (outlet,), (), ())


class BenchClock:
    """This machine's time."""

    error_ms = 0.0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep_until(self, at_ms: int) -> None:
        # A loop's clock and this one do not go alike: the last of it is slept again.
        while True:
            left_ms = at_ms - self.now_ms()
            if left_ms <= 0:
                return
            await asyncio.sleep(left_ms / 1000)


class BenchCues:
    """A stream of one reader: `put` wakes it at once."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[CueRecord] = asyncio.Queue()

    def put(self, *records: CueRecord) -> None:
        """Have the edge get `records`, all that it has not got yet at once."""
        for record in records:
            self._queue.put_nowait(record)

    async def publish(self, epoch: int, cues: Sequence[CueRecord]) -> None:
        self.put(*cues)

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[CueRecord]]:
        try:
            records = [await asyncio.wait_for(self._queue.get(), timeout_ms / 1000)]
        except TimeoutError:
            return cursor, []
        while not self._queue.empty():
            records.append(self._queue.get_nowait())
        return cursor, records


class BenchLedger:
    """None."""

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        raise StoreDown(_OUT)

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        raise StoreDown(_OUT)

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        raise StoreDown(_OUT)

    async def shards(self, window: str) -> int:
        raise StoreDown(_OUT)

    async def supply(
        self, epoch: int, window: str, gen: int, stock: Sequence[tuple[str, int]]
    ) -> None:
        raise StoreDown(_OUT)

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        raise StoreDown(_OUT)

    async def batch(self, window: str, batch: str) -> list[Winner]:
        raise StoreDown(_OUT)

    async def claim(self, window: str, gen: int, claims: Sequence[Claim]) -> list[Decision]:
        raise StoreDown(_OUT)


class BenchCounters:
    """Takes reports, has no ticks."""

    async def report(self, report: EdgeReport) -> None:
        """Throw it away."""

    async def reports(self) -> list[EdgeReport]:
        return []

    async def count(self, who: str, feelings: Feelings) -> None:
        """Throw it away."""

    async def counted(self) -> list[Feelings]:
        return []

    async def publish_tick(self, tick: bytes) -> None:
        """Throw it away."""

    async def next_tick(self, timeout_ms: int) -> bytes | None:
        await asyncio.sleep(timeout_ms / 1000)
        return None


def bench_keys() -> EdgeKeys:
    """Return keys for receipts that nobody gets here."""
    return EdgeKeys(bytes(32), ReceiptKeys(bytes(32), "gala/bench/" + "0" * 64, UNSAID))


def bench_ports(cues: BenchCues) -> EdgePorts:
    """Return the ports of an edge that follows `cues`."""
    return EdgePorts(BenchClock(), cues, BenchLedger(), BenchCounters())
