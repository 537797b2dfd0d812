"""A process that answers for its parts together: ready when all are, their figures in one text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.registry import Collector

from .server import Answers


async def _nothing() -> None:
    """Look at nothing: most figures are at hand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A role in this process.

    `problem` says in one word why it is not ready. `look` is called before `metrics` are read, for
    what has to be asked of somebody.
    """

    role: str
    problem: Callable[[], str | None]
    metrics: Collector
    look: Callable[[], Awaitable[None]] = _nothing


class Parts:
    """What there is to say of `count` parts, which come as they are started."""

    def __init__(self, count: int = 1) -> None:
        self._count = count
        self._parts: list[Part] = []
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)  # memory, CPU, files: where there is a /proc
        self.answers = Answers(self.problem, self.figures)

    def add(self, part: Part) -> None:
        """Answer for this one too, from now on."""
        self._parts.append(part)
        self._registry.register(part.metrics)

    async def problem(self) -> str | None:
        """Return the first part's word that has one, behind its role where there are several."""
        if len(self._parts) < self._count:
            return "starting"
        for part in self._parts:
            word = part.problem()
            if word is not None:
                return word if self._count == 1 else f"{part.role} {word}"
        return None

    async def figures(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        for part in self._parts:
            await part.look()
        return generate_latest(self._registry)
