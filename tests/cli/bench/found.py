"""Benches that find at once what a test says."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from gala.cli.bench import app


def run(name: str, monkeypatch: pytest.MonkeyPatch, *found: tuple[ModuleType, Any]) -> Result:
    """Run `gala bench NAME` with what each module's `run` is to return."""
    for module, report in found:
        _find(module, report, monkeypatch)
    return _invoke(name)


def over_tls(name: str, monkeypatch: pytest.MonkeyPatch, module: ModuleType, report: Any) -> str:
    """Run `gala bench NAME --tls`; it holds nothing against what must be. Return what it says."""
    place = list(inspect.signature(module.run).parameters).index("tls")
    calls = _find(module, report, monkeypatch)
    result = _invoke(name, "--tls")
    assert [given[place] for given in calls] == [True]
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())  # titles are broken to the width of their table
    assert "over TLS" in said
    assert "reported" in said
    assert "=" not in said
    return said


def _find(module: ModuleType, report: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Have its `run` return `report`; return what it is given, call by call."""
    calls: list[Any] = []

    async def later(*given: object) -> Any:
        calls.append(given)
        return report

    def now(*given: object) -> Any:
        calls.append(given)
        return report

    monkeypatch.setattr(module, "run", later if inspect.iscoroutinefunction(module.run) else now)
    return calls


def _invoke(*words: str) -> Result:
    return CliRunner().invoke(app, words, env={"COLUMNS": "200"})
