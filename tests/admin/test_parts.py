"""Several roles of one process, answered for together."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from gala.admin.families import Families
from gala.admin.parts import Part, Parts


class Role(Collector):
    """A role whose word and figure are set by hand."""

    def __init__(self, name: str, word: str | None = None) -> None:
        self.word = word
        self.looked = 0
        self.part = Part(name, lambda: self.word, self, self.look)

    def collect(self) -> Iterator[Metric]:
        """How often it was looked at."""
        yield Families(f"gala_{self.part.role}").gauge("looked", "How often.", self.looked)

    async def look(self) -> None:
        """Count."""
        self.looked += 1


async def test_one_says_its_word() -> None:
    parts, role = Parts(), Role("edge", "stale")
    assert await parts.problem() == "starting", "nobody is there yet"
    parts.add(role.part)
    assert await parts.problem() == "stale"
    role.word = None
    assert await parts.problem() is None


async def test_several_are_ready_when_all_are() -> None:
    parts, edge, console = Parts(2), Role("edge"), Role("console", "stale")
    parts.add(edge.part)
    assert await parts.problem() == "starting", "one of them is still to come"
    parts.add(console.part)
    assert await parts.problem() == "console stale"
    console.word = None
    assert await parts.answers.problem() is None
    edge.word = "draining"
    assert await parts.problem() == "edge draining"


async def test_figures_in_one_text() -> None:
    parts, roles = Parts(2), [Role("edge"), Role("console")]
    for role in roles:
        parts.add(role.part)
    await parts.figures()
    text = (await parts.answers.figures()).decode()
    assert "gala_edge_looked 2.0\n" in text, "each is looked at before it is read"
    assert "gala_console_looked 2.0\n" in text


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
async def test_memory() -> None:
    (line,) = [
        line
        for line in (await Parts().figures()).decode().splitlines()
        if line.startswith("process_resident_memory_bytes ")
    ]
    assert float(line.split()[1]) > 10_000_000
