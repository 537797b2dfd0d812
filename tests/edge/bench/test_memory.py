from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gala.edge.bench import memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it")
@pytest.mark.parametrize(
    ("viewers", "how", "least", "most"), [(1_000, (), 100, 20_000), (100, ("--tls",), 20_000, 1e6)]
)
def test_a_small_run(viewers: int, how: tuple[str, ...], least: float, most: float) -> None:
    # A process of its own: what others have freed would be taken without growing.
    words = ("-m", "gala", "bench", "memory", "--viewers", str(viewers), "--json", *how)
    ended = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    report = json.loads(ended.stdout)
    assert report["viewers"] == viewers
    assert least < report["bytes_each"] < most


def test_where_nobody_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "_STATM", tmp_path / "none")
    with pytest.raises(ValueError, match="does not tell"):
        memory.run(10)
