from __future__ import annotations

from dataclasses import replace

import pytest

from gala.edge.bench import memory

from .found import over_tls, run

FOUND = memory.Report(5, 1_900.0)


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ("1,900", {"bytes_each": 2_501.0}),
    ],
)
def test_what_must_hold(told: str, bad: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    good = run("memory", monkeypatch, (memory, FOUND))
    assert good.exit_code == 0, good.output
    assert told in good.stdout
    worse = replace(FOUND, **bad)  # type: ignore[arg-type]
    assert run("memory", monkeypatch, (memory, worse)).exit_code == 1


def test_over_tls_it_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    said = over_tls("memory", monkeypatch, memory, replace(FOUND, bytes_each=49_000.0))
    assert "49,000" in said
