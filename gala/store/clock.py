"""The show's time: the store's clock, carried forward by this machine's steady clock.

Each exchange with the store says, within half its round trip, how far the two are apart; the one
with the smallest round trip of the last few is believed. Small corrections are slewed, so that time
runs a little faster or slower for a while and never back.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from gala.ports import StoreDown
from gala.store.connection import Connections

SAMPLES_KEPT = 8
SAMPLE_EVERY_S = 2.0
FIRST_SAMPLES = 5

SLEW = 0.1
"""Seconds of correction in a second, at most."""

STEP_S = 1.0
"""A store that is further ahead than this was set, or this machine slept: then time jumps on."""

_NAP_S = 0.5


class Sample(NamedTuple):
    """One exchange: the store's clock minus ours, sure to within half of `round_trip_s`."""

    offset_s: float
    round_trip_s: float


class SteadyClock:
    """`gala.ports.Clock` without the exchanges: `observe` is given them."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Stand at 0 until the first sample; `monotonic` is the steady clock, in seconds."""
        self._monotonic = monotonic
        self._samples: deque[Sample] = deque(maxlen=SAMPLES_KEPT)
        self._base = monotonic()
        self._shown = 0.0
        self._wanted_offset = 0.0

    def observe(self, sample: Sample) -> None:
        """Take one exchange into account."""
        best = self._best()
        if best is None:
            self._base = self._monotonic()
            self._shown = self._base + sample.offset_s
        elif abs(sample.offset_s - best.offset_s) > (sample.round_trip_s + best.round_trip_s):
            # They cannot both be true: a clock was set, so what came before says nothing more.
            self._samples.clear()
        self._samples.append(sample)
        self._wanted_offset = min(self._samples, key=lambda one: one.round_trip_s).offset_s

    def begin(self, samples: list[Sample]) -> None:
        """Take the first exchanges into account, the best one first.

        Time is shown from then on, and an error of the first could only be slewed away.
        """
        for sample in sorted(samples, key=lambda one: one.round_trip_s):
            self.observe(sample)

    def now_ms(self) -> int:
        """See `gala.ports.Clock.now_ms`."""
        return int(self._advance() * 1_000)

    @property
    def behind_ms(self) -> float:
        """How far the store's clock is ahead of `now_ms`; negative when it was set back."""
        return (self._monotonic() + self._wanted_offset - self._advance()) * 1_000

    @property
    def error_ms(self) -> float:
        """See `gala.ports.BoundedClock.error_ms`: what is still to be slewed away counts too."""
        best = self._best()
        return math.inf if best is None else best.round_trip_s * 500 + abs(self.behind_ms)

    async def sleep_until(self, at_ms: int) -> None:
        """See `gala.ports.Clock.sleep_until`."""
        # In naps: corrections move the instant, and a machine that slept wakes up late.
        while True:
            left_ms = at_ms - self.now_ms()
            if left_ms <= 0:
                return
            await asyncio.sleep(min(left_ms / 1_000, _NAP_S))

    def _advance(self) -> float:
        """Move time on to now, and return it in seconds."""
        if not self._samples:
            return self._shown
        now = self._monotonic()
        passed = now - self._base
        error = now + self._wanted_offset - (self._shown + passed)
        if error <= STEP_S:
            error = max(-SLEW * passed, min(SLEW * passed, error))
        self._base = now
        self._shown += passed + error
        return self._shown

    def _best(self) -> Sample | None:
        return min(self._samples, key=lambda one: one.round_trip_s, default=None)


class StoreClock(SteadyClock):
    """`gala.ports.Clock` that asks the store every two seconds while it is running."""

    def __init__(self, connections: Connections) -> None:
        super().__init__()
        self._connections = connections
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Ask the store a few times, then go on in the background. Raises `StoreDown`."""
        self.begin([await measured(self._time) for _ in range(FIRST_SAMPLES)])
        self._task = asyncio.create_task(self._keep_asking(), name="store clock")

    async def aclose(self) -> None:
        """Stop asking; the clock goes on by what it knows."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _keep_asking(self) -> None:
        while True:
            await asyncio.sleep(SAMPLE_EVERY_S)
            # The steady clock carries on alone for as long as the store is away.
            with contextlib.suppress(StoreDown):
                self.observe(await measured(self._time))

    def _time(self) -> Awaitable[list[bytes]]:
        return self._connections.call("TIME")


async def measured(ask: Callable[[], Awaitable[list[bytes]]]) -> Sample:
    """Make one exchange with what answers as TIME does: seconds and microseconds."""
    sent = time.monotonic()
    seconds, micros = await ask()
    received = time.monotonic()
    store_s = int(seconds) + int(micros) / 1_000_000
    return Sample(store_s - (sent + received) / 2, received - sent)
