from __future__ import annotations

from typer.testing import CliRunner

from gala.cli.bench import app


def test_a_small_freeze() -> None:
    result = CliRunner().invoke(app, ["freeze", "--entries", "100"], env={"COLUMNS": "200"})
    assert "100 entries frozen" in result.stdout
    assert "an entry's proof has" in result.stdout
