from __future__ import annotations

from dataclasses import replace

import pytest

from gala.edge.bench import claims as edge_claims
from gala.store.bench import claims as store_claims

from .found import run

STORE = store_claims.Report(64, 64_000, (150e3,), 150e3, 150e3, 9e5, 1.5)
EDGE = edge_claims.Report(
    *(9, (21e3,), 21e3, 21e3, 9e4, 4.0, 12e3, 6e3, 0),
    *(5.0, 49.0, 60.0, 0, 0),
)


@pytest.mark.parametrize(
    ("store", "edge", "code"),
    [
        (STORE, EDGE, 0),
        (replace(STORE, best_per_s=139_000.0), EDGE, 1),
        (STORE, replace(EDGE, best_per_s=19_000.0), 1),
        (STORE, replace(EDGE, p99_ms=50.1), 1),
        (STORE, replace(EDGE, closed_operations=1), 1),
        (STORE, replace(EDGE, empty_operations=1), 1),
    ],
)
def test_claims_are_held_against_what_must_be(
    store: store_claims.Report,
    edge: edge_claims.Report,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = run("claims", monkeypatch, (store_claims, store), (edge_claims, edge))
    assert result.exit_code == code
    for text in (">= 140,000", ">= 200,000", ">= 20,000", "<= 50.0 ms"):
        assert text in result.stdout
