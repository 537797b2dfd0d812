"""Clocks: a machine's, which drifts and is set by people, and the show's over it.

True time is the loop's. A run begins at `EPOCH_MS` of true Unix time unless it says otherwise.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from gala.ports import StoreDown
from gala.store.clock import FIRST_SAMPLES, SAMPLE_EVERY_S, Sample, SteadyClock

from .scheduling import Scheduler

EPOCH_MS = 1_750_000_000_000

_NS = 1_000_000_000
_NAP_S = 0.5


class MachineClock:
    """What a machine's processes are told of the time."""

    def __init__(
        self,
        loop: Scheduler,
        *,
        epoch_ms: int = EPOCH_MS,
        off_ms: float = 0.0,
        drift_ppm: float = 0.0,
    ) -> None:
        """`off_ms`: how wrong the wall clock is at first; `drift_ppm`: too fast by so much."""
        self._loop = loop
        self._epoch_ns = epoch_ms * 1_000_000
        self._off_ns = round(off_ms * 1e6)
        self._rate = 1 + drift_ppm / 1e6
        self._since_s = loop.time()
        self._before_s = self._since_s

    def steady_s(self) -> float:
        """Return the steady clock in seconds: it drifts, and nobody sets it."""
        return self._before_s + (self._loop.time() - self._since_s) * self._rate

    def steady_ns(self) -> int:
        """Return the same in nanoseconds."""
        return int(self.steady_s() * _NS)

    def wall_ns(self) -> int:
        """Return the Unix time that this machine believes."""
        return self._epoch_ns + self._off_ns + self.steady_ns()

    def wall_ms(self) -> int:
        """Return the same in milliseconds."""
        return self.wall_ns() // 1_000_000

    def true_ms(self) -> int:
        """Return what no machine knows: the true Unix time."""
        return self._epoch_ns // 1_000_000 + int(self._loop.time() * 1_000)

    def step(self, ms: float) -> None:
        """Set the wall clock forward, or back. The steady clock does not notice."""
        self._off_ns += round(ms * 1e6)

    def drift(self, ppm: float) -> None:
        """Run too fast by `ppm` from now on (too slow when negative), both clocks."""
        self._before_s = self.steady_s()
        self._since_s = self._loop.time()
        self._rate = 1 + ppm / 1e6


class SimClock:
    """`gala.ports.Clock` over a machine's wall clock alone, as if that were the store's.

    It keeps the port's promise whatever the machine does: it stands while the wall clock is behind
    what it has shown.
    """

    error_ms = 0.0

    def __init__(self, machine: MachineClock) -> None:
        self._machine = machine
        self._shown_ms = 0

    def now_ms(self) -> int:
        """See `gala.ports.Clock.now_ms`."""
        self._shown_ms = max(self._shown_ms, self._machine.wall_ms())
        return self._shown_ms

    async def sleep_until(self, at_ms: int) -> None:
        """See `gala.ports.Clock.sleep_until`."""
        # In naps, as the real one: the machine's clock may be set meanwhile.
        while (left_ms := at_ms - self.now_ms()) > 0:  # noqa: ASYNC110 - no event tells of that
            await asyncio.sleep(min(left_ms / 1_000, _NAP_S))


class FollowingClock(SteadyClock):
    """The real `gala.store.clock`, which asks the store every two seconds, on a machine's clock.

    `ask` is the store's TIME over the network: (seconds, microseconds). It raises `StoreDown`.
    """

    def __init__(
        self, machine: MachineClock, ask: Callable[[], Awaitable[tuple[int, int]]]
    ) -> None:
        super().__init__(machine.steady_s)
        self._machine = machine
        self._ask = ask

    async def start(self) -> None:
        """Ask a few times, then go on in the background. Raises `StoreDown`."""
        self.begin([await self._sample() for _ in range(FIRST_SAMPLES)])
        self._task = asyncio.create_task(self._keep_asking(), name="store clock")

    async def _keep_asking(self) -> None:
        while True:
            await asyncio.sleep(SAMPLE_EVERY_S)
            with suppress(StoreDown):
                self.observe(await self._sample())

    async def _sample(self) -> Sample:
        sent_s = self._machine.steady_s()
        seconds, micros = await self._ask()
        received_s = self._machine.steady_s()
        store_s = seconds + micros / 1e6
        return Sample(store_s - (sent_s + received_s) / 2, received_s - sent_s)
