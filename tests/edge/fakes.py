"""Ports in memory, as small as the edge's tests need them. The store itself is tested for real."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from gala.core.feelings import Feelings
from gala.core.plan import OutletPlan, Plan, RoomPlan, SegmentPlan, WindowPlan
from gala.ports import (
    Claim,
    CueRecord,
    Decision,
    EdgeReport,
    OutletTotals,
    OutletWindow,
    Refused,
    StoreDown,
    Winner,
    Won,
)
from gala.wire import messages

SHOW = "test"
TEXT = ("真心夜", "True Heart Night")


def plan(app_delay_ms: int = 0, tv_delay_ms: int = 0) -> Plan:
    """A show with two outlets, two rooms and one window, `lipstick`."""
    window = WindowPlan("lipstick", TEXT, 1, 0, 60_000, (("app", 100), ("tv", 100)))
    segment = SegmentPlan("s1", "seckill", TEXT, (), None, 60_000, None, (), window)
    return Plan(
        show=SHOW,
        title=TEXT,
        start_ms=0,
        utc_offset_min=480,
        pace_milli=1000,
        digest="",
        outlets=(OutletPlan("app", TEXT, app_delay_ms), OutletPlan("tv", TEXT, tv_delay_ms)),
        rooms=(RoomPlan("fashion", TEXT, 1_000), RoomPlan("home", TEXT, 1_000)),
        segments=(segment,),
    )


class Gate:
    """Faults of a port: `down` raises, `hung` never answers."""

    def __init__(self) -> None:
        self.down = False
        self._go = asyncio.Event()
        self._go.set()

    def hang(self) -> None:
        """Answer nothing until `go`."""
        self._go.clear()

    def go(self) -> None:
        """Answer again."""
        self._go.set()

    async def passed(self) -> None:
        """Wait, or raise, as told."""
        await self._go.wait()
        if self.down:
            raise StoreDown("down")


class Clock:
    """This machine's time, moved at will by `ahead_ms`; `error_ms` is what it says of itself."""

    def __init__(self) -> None:
        self.ahead_ms = 0
        self.error_ms = 0.0

    def now_ms(self) -> int:
        """The present instant."""
        return int(time.time() * 1000) + self.ahead_ms

    async def sleep_until(self, at_ms: int) -> None:
        """Wait for an instant."""
        while (left := at_ms - self.now_ms()) > 0:  # noqa: ASYNC110 - the clock may be moved
            await asyncio.sleep(left / 1000)


class Cues:
    """The stream; the cursor is how many were read."""

    def __init__(self) -> None:
        self.gate = Gate()
        self.records: list[CueRecord] = []
        self._more = asyncio.Condition()
        self._seqs: dict[str, int] = {}

    async def publish(self, epoch: int, cues: Sequence[CueRecord]) -> None:
        """Append."""
        async with self._more:
            self.records += cues
            self._more.notify_all()

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[CueRecord]]:
        """What came after `cursor`."""
        await self.gate.passed()
        start = int(cursor)
        try:
            async with asyncio.timeout(timeout_ms / 1000), self._more:
                await self._more.wait_for(lambda: len(self.records) > start)
        except TimeoutError:
            pass
        await self.gate.passed()
        return str(len(self.records)), self.records[start:]

    async def say(
        self,
        kind: str,
        *body: object,
        channel: str = "main",
        at_ms: int = 0,
        epoch: int = 1,
        times: int = 1,
    ) -> None:
        """Publish `times` cues of one kind in one go, with the channel's next seqs."""
        made = []
        for _ in range(times):
            seq = self._seqs[channel] = self._seqs.get(channel, 0) + 1
            frame = messages.cue(channel, epoch, seq, at_ms, kind, body)
            made.append(CueRecord(channel, epoch, seq, frame))
        await self.publish(epoch, made)


class Ledger:
    """Gives `stock` units a window, in order, one to a viewer; `calls` holds every batch."""

    def __init__(self) -> None:
        self.gate = Gate()
        self.stock = 1000
        self.refuse: list[Refused] = []
        self.calls: list[tuple[str, int, Sequence[Claim]]] = []
        self._won: dict[tuple[str, str], Won] = {}

    async def claim(self, window: str, gen: int, claims: Sequence[Claim]) -> list[Decision]:
        """Decide; `refuse` holds what the next claims are told in place of a decision."""
        self.calls.append((window, gen, claims))
        await self.gate.passed()
        return [self._decide(window, gen, claim) for claim in claims]

    def _decide(self, window: str, gen: int, claim: Claim) -> Decision:
        key = (window, claim.viewer)
        if self.refuse:
            return self.refuse.pop(0)
        if key not in self._won:
            if len(self._won) >= self.stock:
                return Refused("sold_out")
            unit = len(self._won) + 1
            self._won[key] = Won(
                gen, claim.claim_id, unit, 1, 1_623_762_091_532, claim.quantity,
                f"{unit}-0", 0, 1, claim.outlet,
            )  # fmt: skip
        return self._won[key]

    async def batch(self, window: str, batch: str) -> list[Winner]:
        """Each is a batch of its own."""
        return [
            Winner(viewer, won.outlet, won)
            for (name, viewer), won in self._won.items()
            if name == window and won.batch == batch
        ]

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        """Not an edge's business."""
        raise NotImplementedError

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """Not an edge's business."""
        raise NotImplementedError

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        """Not an edge's business."""
        raise NotImplementedError

    async def shards(self, window: str) -> int:
        """Not an edge's business."""
        raise NotImplementedError

    async def supply(
        self, epoch: int, window: str, gen: int, stock: Sequence[tuple[str, int]]
    ) -> None:
        """Not an edge's business."""
        raise NotImplementedError

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        """Not an edge's business."""
        raise NotImplementedError


class Counters:
    """Reports and ticks."""

    def __init__(self) -> None:
        self.gate = Gate()
        self.made: list[EdgeReport] = []
        self.lives: dict[str, Feelings] = {}
        self._ticks: asyncio.Queue[bytes] = asyncio.Queue()

    async def report(self, report: EdgeReport) -> None:
        """Keep it."""
        await self.gate.passed()
        self.made.append(report)

    async def reports(self) -> list[EdgeReport]:
        """The newest."""
        return self.made[-1:]

    async def count(self, who: str, feelings: Feelings) -> None:
        """Keep it."""
        await self.gate.passed()
        self.lives[who] = feelings

    async def counted(self) -> list[Feelings]:
        """What each life has counted."""
        return list(self.lives.values())

    async def publish_tick(self, tick: bytes) -> None:
        """Pass it on."""
        self._ticks.put_nowait(tick)

    async def next_tick(self, timeout_ms: int) -> bytes | None:
        """The next one."""
        await self.gate.passed()
        try:
            return await asyncio.wait_for(self._ticks.get(), timeout_ms / 1000)
        except TimeoutError:
            return None
