"""What the tests of the simulated store share: virtual time, a store in it, and a process's ports.

The loop here only skips the waiting. The simulator's own is tested by itself.
"""

import asyncio
import functools
import heapq
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec

from gala.ports import Claim, CueRecord, OutletWindow
from gala.sim.store_disk import Durability
from gala.sim.store_faults import FaultyStore
from gala.sim.store_ports import StorePorts

P = ParamSpec("P")

START_MS = 1_700_000_000_000
HOUR_MS = 3_600_000


class SkippingLoop(asyncio.SelectorEventLoop):
    """A loop that never sleeps: with nothing to do it is the next timer's time."""

    _now_s = 0.0
    _ready: Any
    _scheduled: Any
    _timer_cancelled_count: int

    def time(self) -> float:
        return self._now_s

    def _run_once(self) -> None:
        while self._scheduled and self._scheduled[0].cancelled():
            heapq.heappop(self._scheduled)._scheduled = False
            self._timer_cancelled_count -= 1
        if not self._ready and self._scheduled:
            self._now_s = max(self._now_s, self._scheduled[0]._when)
        super()._run_once()  # type: ignore[misc]


def in_virtual_time(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test on a loop of its own, which skips all waiting."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with asyncio.Runner(loop_factory=SkippingLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run


class LoopClock:
    """`gala.ports.Clock` and the store's clock, both by the loop."""

    error_ms = 0.0

    def now_us(self) -> int:
        return START_MS * 1_000 + round(asyncio.get_running_loop().time() * 1e6)

    def now_ms(self) -> int:
        return self.now_us() // 1_000

    async def sleep_until(self, at_ms: int) -> None:
        await asyncio.sleep((at_ms - self.now_ms()) / 1_000)


CLOCK = LoopClock()


def faulty(*replicas: str, durability: Durability = "always") -> FaultyStore:
    """A store in the loop's time."""
    return FaultyStore(CLOCK.now_us, replicas=replicas, durability=durability)


def ports_to(server: FaultyStore, name: str = "here", wait_replicas: int = 0) -> StorePorts:
    """The ports of a process that has a perfect way to the store."""
    return StorePorts(server, "616", name, CLOCK, wait_replicas=wait_replicas)


def row(stock: int = 9, outlet: str = "app") -> OutletWindow:
    """A part that is open for an hour either way."""
    now_ms = CLOCK.now_ms()
    return OutletWindow(outlet, now_ms - HOUR_MS, now_ms + HOUR_MS, stock)


def claim(viewer: str, quantity: int = 1) -> Claim:
    """A viewer's claim, always the same."""
    return Claim(viewer, "app", viewer.encode().rjust(16), quantity)


def cue(seq: int, epoch: int = 1, channel: str = "main") -> CueRecord:
    """A numbered cue."""
    return CueRecord(channel, epoch, seq, b"frame %d" % seq)


async def taking_ms(call: Awaitable[object]) -> tuple[int, object]:
    """How long a call took in the loop's time, and what it returned or raised."""
    loop = asyncio.get_running_loop()
    begun_s = loop.time()
    result: object
    try:
        result = await call
    except Exception as error:
        result = error
    return round((loop.time() - begun_s) * 1_000), result
