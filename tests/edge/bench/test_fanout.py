"""The bench runs; what it finds belongs to a machine that is at rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from gala.edge.bench import fanout


def test_a_small_run() -> None:
    lines: list[str] = []
    report = fanout.run(viewers=30, payload_bytes=200, rounds=3, progress=lines.append)
    assert (report.viewers, report.payload_bytes, report.rounds) == (30, 200, 3)
    for side in (report.edge, report.bare, report.merged):
        assert 0 < side.best_us <= side.median_us <= side.worst_us
    edge, bare = report.edge, report.bare
    assert edge.best_us / bare.worst_us <= report.ratio <= edge.worst_us / bare.best_us
    assert report.merged_ratio == pytest.approx(report.merged.median_us / report.edge.median_us)
    assert lines[-1] == "round 5 of 5"


def test_a_small_run_over_tls(certified: list[Path]) -> None:
    report = fanout.run(viewers=10, rounds=1, tls=True)
    assert (report.viewers, report.rounds) == (10, 1)
    assert report.ratio == pytest.approx(report.edge.median_us / report.bare.median_us)
    assert min(report.ratio, report.merged_ratio) > 0
    [folder] = certified
    assert not folder.exists()


def test_more_viewers_than_files() -> None:
    with pytest.raises(ValueError, match="at most"):
        fanout.run(viewers=10_000_000)
