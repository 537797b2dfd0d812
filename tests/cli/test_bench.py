"""What `gala bench` prints."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from gala.cli.bench import app
from gala.cli.failure import Failure
from gala.edge.bench import claims as edge_claims
from gala.edge.bench import fanout
from gala.edge.bench.claims import Report as EdgeClaims
from gala.edge.bench.fanout import Report, Side
from gala.store.bench import claims as store_claims
from gala.store.bench.claims import Report as StoreClaims


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


def answer_claims(monkeypatch: pytest.MonkeyPatch, store_per_s: float, operations: int) -> None:
    async def store(batches: int, rounds: int, progress: Callable[[str], None]) -> StoreClaims:
        progress("half way")
        one = (store_per_s,) * rounds
        return StoreClaims(64, batches * 64, one, store_per_s, store_per_s, 9e5, 1.5)

    async def edge(
        viewers: int, rounds: int, progress: Callable[[str], None], paced_s: float
    ) -> EdgeClaims:
        if viewers > 1000:
            raise ValueError("at most 1000 viewers")
        one = (21_000.0,) * rounds
        return EdgeClaims(
            *(viewers, one, 21_000.0, 21_000.0, 9e4, 4.0, 12_000.0, 6_000.0, 0),
            *(5.0, 49.0, 60.0, operations, 0),
        )

    monkeypatch.setattr(store_claims, "run", store)
    monkeypatch.setattr(edge_claims, "run", edge)


def test_claims_are_held_against_what_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_claims(monkeypatch, 150_000.0, 0)
    result = CliRunner().invoke(app, ["claims", "--viewers", "7"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    for text in ("150,000", ">= 140,000", ">= 200,000", "21,000", "49.0 ms", "<= 50 ms"):
        assert text in result.stdout


@pytest.mark.parametrize(("store_per_s", "operations"), [(139_000.0, 0), (150_000.0, 1)])
def test_a_claim_that_costs_too_much(
    monkeypatch: pytest.MonkeyPatch, store_per_s: float, operations: int
) -> None:
    answer_claims(monkeypatch, store_per_s, operations)
    result = CliRunner().invoke(app, ["claims", "--rounds", "2", "--json"])
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["store"]["rounds_per_s"] == [store_per_s] * 2
    assert told["edge"]["closed_operations"] == operations


def test_too_many_who_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_claims(monkeypatch, 150_000.0, 0)
    result = CliRunner().invoke(app, ["claims", "--viewers", "5000"])
    assert isinstance(result.exception, Failure)
