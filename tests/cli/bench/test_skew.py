from __future__ import annotations

from dataclasses import replace

import pytest

from gala.crowd.bench import skew

from .found import over_tls, run

FOUND = skew.Report(10, 20, 320, 3.0, 15.0, 19.0, 2.0, 0, 0, 5e4)


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ("15.0 ms", {"p99_ms": 50.1}),
        ("20 takes", {"missing": 1}),
    ],
)
def test_what_must_hold(told: str, bad: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    good = run("skew", monkeypatch, (skew, FOUND))
    assert good.exit_code == 0, good.output
    assert told in good.stdout
    worse = replace(FOUND, **bad)  # type: ignore[arg-type]
    assert run("skew", monkeypatch, (skew, worse)).exit_code == 1


def test_over_tls_it_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    said = over_tls("skew", monkeypatch, skew, replace(FOUND, p99_ms=80.0, missing=1))
    assert "80.0 ms" in said
