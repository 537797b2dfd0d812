"""The bench runs; what it finds belongs to a machine that is at rest."""

from __future__ import annotations

import statistics

import pytest

from gala.edge.bench import claims


async def test_a_small_run() -> None:
    lines: list[str] = []
    report = await claims.run(20, 3, lines.append, paced_s=0.3)
    assert (report.viewers, len(report.rounds_per_s)) == (20, 3)
    assert report.median_per_s == statistics.median(report.rounds_per_s)
    assert report.best_per_s == max(report.rounds_per_s) > 0
    assert report.paced_per_s == pytest.approx(report.limit_per_s / 2, abs=0.1)
    assert 0 < report.p50_ms <= report.p99_ms <= report.worst_ms
    assert min(report.bare_per_s, report.ratio) > 0
    assert (report.closed_operations, report.empty_operations) == (0, 0)
    assert lines[-2:] == ["edge: closed-0", "edge: empty-0"]


async def test_more_viewers_than_files() -> None:
    with pytest.raises(ValueError, match="at most"):
        await claims.run(10_000_000, 1, lambda _: None)
