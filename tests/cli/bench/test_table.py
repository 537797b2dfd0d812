from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
import typer

from gala.cli.bench.table import Row, at_least, at_most, conclude, progressing
from gala.cli.failure import Failure
from gala.ports import StoreDown


@dataclass(frozen=True, slots=True)
class Found:
    ratio: float


def test_what_a_figure_must_be() -> None:
    assert at_least("a", 4_100.4, 4_000, 5_500) == Row("a", "4,100", ">= 4,000", ">= 5,500", True)
    assert not at_least("a", 3_999.9, 4_000, 5_500).held
    assert at_most("b", 1.16, 1.15, 1.05, digits=2) == Row("b", "1.16", "<= 1.15", "<= 1.05", False)
    assert at_most("c", 50, 50, 20, " ms") == Row("c", "50 ms", "<= 50 ms", "<= 20 ms", True)


@pytest.mark.parametrize(("ratio", "code"), [(1.0, 0), (1.2, 1)])
def test_a_table_and_its_exit(ratio: float, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended:
        conclude(
            "5 viewers",
            [at_most("ratio", ratio, 1.1, 1.0, digits=1)],
            "so",
            False,
            found=Found(ratio),
        )
    assert ended.value.exit_code == code
    told = capsys.readouterr().out
    assert all(text in told for text in ("5 viewers", "ratio", f"{ratio}", "<= 1.1", "so"))


def test_over_tls_figures_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [at_most("ratio", 1.2, 1.1, 1.0, digits=1)]
    with pytest.raises(typer.Exit) as ended:
        conclude("5 viewers", rows, "so", False, True, found=Found(1.2))
    assert ended.value.exit_code == 0
    told = capsys.readouterr().out
    assert all(text in told for text in ("5 viewers; over TLS", "1.2", "reported"))
    assert "<=" not in told


def test_programs_get_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        conclude("t", [], "c", True, found=Found(1.5))
    assert json.loads(capsys.readouterr().out) == {"ratio": 1.5}
    with pytest.raises(typer.Exit):
        conclude("t", [], "c", True, one=Found(1.5), two=Found(2.5))
    assert json.loads(capsys.readouterr().out) == {"one": {"ratio": 1.5}, "two": {"ratio": 2.5}}


@pytest.mark.parametrize("error", [ValueError("too many"), StoreDown("too many")])
def test_what_cannot_be_measured_here_is_told(error: Exception) -> None:
    with pytest.raises(Failure, match="too many"), progressing():
        raise error
