from __future__ import annotations

from dataclasses import replace

import pytest

from gala.edge.bench import slow

from .found import over_tls, run

FOUND = slow.Report(80, 20, 2_000_000, 15.0, 50_000.0, 45_000.0, 60.0, 70.0)


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ("50,000", {"bytes_each": 140_000.0}),
        ("70 to 60 ms", {"p99_beside_ms": 91.0}),
    ],
)
def test_what_must_hold(told: str, bad: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    good = run("slow", monkeypatch, (slow, FOUND))
    assert good.exit_code == 0, good.output
    assert told in good.stdout
    worse = replace(FOUND, **bad)  # type: ignore[arg-type]
    assert run("slow", monkeypatch, (slow, worse)).exit_code == 1


def test_over_tls_it_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    said = over_tls("slow", monkeypatch, slow, replace(FOUND, p99_beside_ms=200.0))
    assert "200 to 60 ms" in said
