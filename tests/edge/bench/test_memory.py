from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gala.edge.bench import memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it")
def test_a_small_run() -> None:
    lines: list[str] = []
    report = memory.run(viewers=1_000, progress=lines.append)
    assert report.viewers == 1_000
    assert 0 < report.bytes_each < 20_000
    assert lines


def test_where_nobody_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATM", tmp_path / "none")
    with pytest.raises(ValueError, match="does not tell"):
        memory.run(10)
