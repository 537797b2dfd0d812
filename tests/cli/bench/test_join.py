from __future__ import annotations

from dataclasses import replace

import pytest

from gala.edge.bench import join

from .found import over_tls, run

FOUND = join.Report(5, 1_200, (4_100.0, 4_300.0), 4_200.0, 4_300.0, 30_000.0, 7.1)


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ("4,300", {"best_per_s": 3_999.0}),
        (">= 5,500", {"best_per_s": 0.0}),
    ],
)
def test_what_must_hold(told: str, bad: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    good = run("join", monkeypatch, (join, FOUND))
    assert good.exit_code == 0, good.output
    assert told in good.stdout
    worse = replace(FOUND, **bad)  # type: ignore[arg-type]
    assert run("join", monkeypatch, (join, worse)).exit_code == 1


def test_over_tls_it_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    said = over_tls("join", monkeypatch, join, replace(FOUND, best_per_s=1_500.0))
    assert "a bare protocol over TLS that" in said
