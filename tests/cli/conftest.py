"""The command line in this process, quick; processes.py has it as it is started by people."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gala.cli import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command ended with, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def printed(self) -> str:
        """Everything, in no order."""
        return self.out + self.err


Gala = Callable[..., Outcome]


@pytest.fixture
def gala(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Gala:
    """`gala("check", path)`: run a command; it never ends with a traceback."""
    monkeypatch.setenv("GALA_HOME", str(tmp_path / "home"))

    def run(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["gala", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        code = ended.value.code
        assert isinstance(code, int)
        return Outcome(code, printed.out, printed.err)

    return run
