"""The bench runs; what it finds belongs to a machine that is at rest."""

from __future__ import annotations

from gala.store.bench import freeze


async def test_a_small_run() -> None:
    lines: list[str] = []
    report = await freeze.run(1_000, lines.append)
    assert report.entries == 1_000
    assert min(report.freeze_s, report.hashing_s, report.draw_s) > 0
    assert report.proof_bytes > 500
    assert report.lag_ms >= 0
    assert lines == ["writing a journal of 1000 entries …", "freezing …"]


def test_the_ratio_is_of_cpu_time() -> None:
    report = freeze.Report(1, 9.0, 3.0, 2.0, 1.0, 1, 1.0)
    assert report.ratio == 1.5
