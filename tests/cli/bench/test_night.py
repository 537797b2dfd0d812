from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gala.cli.bench import app
from gala.crowd.bench import night

TOUR = Path(__file__).parents[3] / "run_sheet" / "shows" / "616-tour.yaml"

FOUND = night.Report(
    viewers=10,
    came=10,
    at_start=9,
    at_end=10,
    dropped=0,
    cues=310,
    missed=0,
    covered=0,
    messages=900,
    takes=100,
    late_takes=0,
    claims=6,
    answers={"receipt": 5, "sold_out": 1, "pending": 2},
    edge_cpu_s=3.0,
    edge_bytes=200_000_000,
    shed_level=0,
    restarts=0,
    problems=[],
    crowd={"complete": True},
)


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({}, True),
        ({"dropped": 1}, False),
        ({"missed": 1}, False),
        ({"at_end": 9}, False),
        ({"crowd": {"complete": False}}, False),
    ],
)
def test_what_must_hold(
    change: dict[str, object], held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows: list[night.Show] = []

    async def found(show: night.Show, *_: object) -> night.Report:
        shows.append(show)
        return replace(FOUND, **change)  # type: ignore[arg-type]

    monkeypatch.setattr(night, "run", found)
    result = CliRunner().invoke(app, ["night", str(TOUR), "--pace", "10"], env={"COLUMNS": "200"})
    assert result.exit_code == (0 if held else 1), result.output
    assert "6 of 6 claims answered" in " ".join(result.stdout.split())
    assert shows == [night.Show(TOUR, "616-tour", ("app", "lite", "donghai"), 30_000, 10_000)]


def test_no_such_sheet() -> None:
    result = CliRunner().invoke(app, ["night", "nowhere.yaml"])
    assert result.exit_code != 0
    assert "no such file" in str(result.exception) + result.output
