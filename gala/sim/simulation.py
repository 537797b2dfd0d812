"""One run: a seed, and everything that follows from it, put together."""

from __future__ import annotations

from collections.abc import Coroutine
from contextlib import ExitStack
from random import Random
from types import TracebackType
from typing import Any, TypeVar

from .calls import Calls
from .clocks import EPOCH_MS, MachineClock
from .errors import Failure
from .faults import Faults
from .hosts import Host
from .loop import SimLoop
from .network import Network
from .surroundings import surroundings
from .trace import Trace

T = TypeVar("T")


class Failed(AssertionError):
    """Something failed in the code under simulation, and nobody was told. Names the seed."""


class Simulation:
    """Use it as a context manager, and `run` coroutines in it, from outside every host.

        with Simulation(seed) as sim:
            edge = sim.host("edge")
            sim.run(scenario(sim, edge))

    Everything is a function of `seed`; `trace.digest` says whether two runs were the same.
    """

    def __init__(
        self, seed: int, *, steps_max: int | None = None, epoch_ms: int = EPOCH_MS
    ) -> None:
        self.seed = seed
        self.trace = Trace()
        self.loop = SimLoop(seed, self.trace, steps_max)
        self.network = Network(self.loop, self.random("network"))
        self.faults = Faults(self.network)
        self.calls = Calls(self.network)
        self.clock = MachineClock(self.loop, epoch_ms=epoch_ms)
        """The true time: what a clock tells that nothing is wrong with."""
        self.hosts: dict[str, Host] = {}
        self._epoch_ms = epoch_ms
        self._stack = ExitStack()

    def random(self, purpose: str) -> Random:
        """Return chance for one purpose: what one draws does not move what another gets."""
        return Random(f"{self.seed}/{purpose}")

    def host(self, name: str, *, off_ms: float = 0.0, drift_ppm: float = 0.0) -> Host:
        """Switch on a host, whose wall clock is off by `off_ms`."""
        clock = MachineClock(self.loop, epoch_ms=self._epoch_ms, off_ms=off_ms, drift_ppm=drift_ppm)
        host = self.hosts[name] = Host(self.network, name, clock)
        return host

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """Run `main` to its end. Raises what it raises, and `Failed` when anything else failed."""
        result = self.loop.run_until_complete(main)
        self.check()
        return result

    @property
    def failures(self) -> list[Failure]:
        """What failed and would only have been logged; empty it to let it pass."""
        return self.loop.failures

    def check(self) -> None:
        """Raise `Failed` if anything has failed in a callback or in a task."""
        if self.failures:
            first = self.failures[0]
            lines = "\n  ".join(map(str, self.failures[:10]))
            raise Failed(f"seed {self.seed}: {len(self.failures)} failed\n  {lines}") from (
                first.exception
            )

    def __enter__(self) -> Simulation:
        self._stack.enter_context(
            surroundings(self.network, self.random("surroundings"), self.clock)
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self.loop.close()
        finally:
            self._stack.close()
        if error is not None:
            error.add_note(f"seed {self.seed}, at {self.loop.time():.6f} s of virtual time")
