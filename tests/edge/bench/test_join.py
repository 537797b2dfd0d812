from __future__ import annotations

from pathlib import Path

import pytest

from gala.edge.bench import join


def test_a_small_run() -> None:
    report = join.run(viewers=20, rounds=3)
    assert report.viewers == 20
    assert report.told_bytes > 1_000  # the welcome, and a snapshot with its windows
    assert len(report.rounds_per_s) == 3
    assert max(report.rounds_per_s) == report.best_per_s >= report.median_per_s > 0
    assert report.ratio == pytest.approx(report.bare_per_s / report.median_per_s, rel=0.01)


def test_a_small_run_over_tls(certified: list[Path]) -> None:
    report = join.run(viewers=10, rounds=1, tls=True)
    assert report.told_bytes == join.run(viewers=10, rounds=1).told_bytes
    assert min(report.best_per_s, report.bare_per_s) > 0
    assert len(certified) == 1
