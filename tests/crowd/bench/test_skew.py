from __future__ import annotations

from pathlib import Path

import pytest

from gala.crowd.bench import skew
from gala.edge.bench.tls import certify


async def test_a_small_run() -> None:
    lines: list[str] = []
    report = await skew.run(viewers=20, seconds=2.0, progress=lines.append)
    assert (report.viewers, report.takes, report.missing) == (20, 2, 0)
    assert report.p50_ms <= report.p99_ms <= report.worst_ms
    assert 0 < report.error_ms < 1_000
    assert report.messages_per_s > 1
    assert lines


async def test_a_small_run_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    certified = []

    def made(folder: Path) -> tuple[Path, Path]:
        certified.append(folder)
        return certify(folder)

    monkeypatch.setattr(skew, "certify", made)
    report = await skew.run(viewers=10, seconds=1.0, tls=True)
    assert (report.viewers, report.takes, report.missing) == (10, 1, 0)
    assert [folder.exists() for folder in certified] == [False]


async def test_more_viewers_than_files() -> None:
    with pytest.raises(ValueError, match="too few files"):
        await skew.run(viewers=10_000_000)
