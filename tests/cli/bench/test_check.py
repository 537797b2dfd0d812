from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gala.cli.bench import app, check
from run_sheet import parse

SHOWS = Path(__file__).parents[3] / "run_sheet" / "shows"
TOUR = SHOWS / "616-tour.yaml"
FOUND = check.Report(10_000, 70.0, 20.0, 2_800.0, 1_000.0)


@pytest.mark.parametrize("bad", [{"night_ms": 301.0}, {"long_ms": 5_001.0}])
def test_what_must_hold(bad: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    for found, code in ((FOUND, 0), (replace(FOUND, **bad), 1)):  # type: ignore[arg-type]
        monkeypatch.setattr(check, "run", lambda *_, found=found: found)
        done = CliRunner().invoke(app, ["check", str(TOUR)])
        assert done.exit_code == code, done.output
        assert "10000 segments" in done.stdout


def test_it_measures() -> None:
    done = CliRunner().invoke(app, ["check", str(TOUR), "--segments", "25", "--json"])
    told = json.loads(done.stdout)
    assert told["segments"] == 25
    assert 0 < told["night_yaml_ms"] < told["night_ms"]


def test_a_long_sheet_goes_on_air_with_each_segment_under_an_id_of_its_own() -> None:
    night = (SHOWS / "616.yaml").read_text(encoding="utf-8")
    parsed = parse(check.long_sheet(night, 10_000))
    assert parsed.sheet is not None, parsed.report()[:500]
    assert len(parsed.sheet.segments) == 10_000


def test_a_long_sheet_of_loops_is_written_out() -> None:
    head = (SHOWS / "616.yaml").read_text(encoding="utf-8").partition("\nsegments:\n")[0]
    loop = "  - repeat: 7\n    segments: [{id: talk, kind: host, title: Talk, length: 1m}]\n"
    parsed = parse(check.long_sheet(f"{head}\nsegments:\n{loop}", 20))
    assert parsed.sheet is not None, parsed.report()[:500]
    assert len({each.id for each in parsed.sheet.segments}) == 20


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["check", str(tmp_path / "none.yaml")])
    assert done.exit_code != 0
    assert "there is no such file" in str(done.exception)
