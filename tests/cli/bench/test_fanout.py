from __future__ import annotations

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from gala.cli.bench import app
from gala.cli.failure import Failure
from gala.edge.bench import fanout
from gala.edge.bench.stand import Side

from .found import over_tls, run

FOUND = fanout.Report(
    *(5, 200, 2, Side(10.0, 9.0, 11.0), Side(9.5, 9.0, 9.9), 1.05),
    *(Side(0.7, 0.6, 0.8), 0.07),
)


@pytest.mark.parametrize(
    ("told", "bad"),
    [
        ("1.050", {"ratio": 1.151}),
        ("0.070", {"merged_ratio": 0.11}),
        ("edge 10.00 (9.00 to 11.00)", {"ratio": 2.0}),
    ],
)
def test_what_must_hold(told: str, bad: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    good = run("fanout", monkeypatch, (fanout, FOUND))
    assert good.exit_code == 0, good.output
    assert told in good.stdout
    worse = replace(FOUND, **bad)  # type: ignore[arg-type]
    assert run("fanout", monkeypatch, (fanout, worse)).exit_code == 1


def test_too_many_for_this_machine() -> None:
    result = CliRunner().invoke(app, ["fanout", "--viewers", "10000000"])
    assert isinstance(result.exception, Failure)
    assert "at most" in str(result.exception)


def test_over_tls_it_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    said = over_tls("fanout", monkeypatch, fanout, replace(FOUND, ratio=2.0))
    assert "a bare socket.send loop's without TLS" in said
    assert "bare loop without TLS 9.50" in said
