"""What `gala bench` prints."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from gala.cli.bench import app
from gala.cli.failure import Failure
from gala.edge.bench import fanout
from gala.edge.bench.fanout import Report, Side


def answer(monkeypatch: pytest.MonkeyPatch, ratio: float) -> None:
    def run(
        viewers: int, payload_bytes: int, rounds: int, progress: Callable[[str], None]
    ) -> Report:
        if viewers > 1000:
            raise ValueError("at most 1000 viewers")
        progress("half way")
        side = Side(10.0, 9.0, 11.0)
        return Report(viewers, payload_bytes, rounds, side, side, ratio)

    monkeypatch.setattr(fanout, "run", run)


def test_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, 1.05)
    result = CliRunner().invoke(app, ["fanout", "--viewers", "7", "--bytes", "300"])
    assert result.exit_code == 0
    assert "gala edge" in result.stdout
    assert "ratio 1.050" in result.stdout


def test_json_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, 1.05)
    result = CliRunner().invoke(app, ["fanout", "--viewers", "7", "--rounds", "2", "--json"])
    report = json.loads(result.stdout)
    assert (report["viewers"], report["rounds"], report["ratio"]) == (7, 2, 1.05)


def test_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, 1.26)
    assert CliRunner().invoke(app, ["fanout", "--viewers", "7"]).exit_code == 1


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, 1.0)
    result = CliRunner().invoke(app, ["fanout", "--viewers", "5000"])
    assert isinstance(result.exception, Failure)
    assert "at most 1000" in str(result.exception)
