"""The bench runs; what it finds belongs to a machine that is at rest."""

from __future__ import annotations

import statistics
from pathlib import Path

from gala.store.bench import claims
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore


async def test_a_small_run() -> None:
    lines: list[str] = []
    report = await claims.run(5, 3, lines.append)
    assert (report.batch, report.claims, len(report.rounds_per_s)) == (64, 320, 3)
    assert report.median_per_s == statistics.median(report.rounds_per_s)
    assert report.best_per_s == max(report.rounds_per_s) > 0
    assert min(report.bare_per_s, report.ratio) > 0
    assert lines[-1] == "store: round 4 of 4"


async def test_cpu_time_grows_with_work(tmp_path: Path) -> None:
    async with EmbeddedStore(tmp_path) as store:
        calls = Connections(store.url)
        before_s = await claims.used_cpu_s(calls)
        for _ in range(200):
            await calls.call("PING")
        assert await claims.used_cpu_s(calls) > before_s > 0
        await calls.aclose()
