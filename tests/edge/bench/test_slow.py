from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gala.edge.bench import slow


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it")
@pytest.mark.parametrize("tls", [False, True])
def test_a_small_run(tls: bool, certified: list[Path]) -> None:
    report = slow.run(readers=4, deaf=2, bytes_per_s=200_000, seconds=1.0, tls=tls)
    assert len(certified) == tls
    assert (report.readers, report.deaf, report.bytes_per_s) == (4, 2, 200_000)
    # The others have read it all, so it is those two who have something with the kernel.
    assert report.kernel_bytes_each > 1_000
    assert report.p99_alone_ms > 0
    assert report.p99_beside_ms > 0


def test_where_nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(ValueError, match="does not tell"):
        slow.run()
