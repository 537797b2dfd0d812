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

        async def later(*_: object, report: Any = report) -> Any:
            return report

        def now(*_: object, report: Any = report) -> Any:
            return report

        waits = inspect.iscoroutinefunction(module.run)
        monkeypatch.setattr(module, "run", later if waits else now)
    return CliRunner().invoke(app, [name], env={"COLUMNS": "200"})
