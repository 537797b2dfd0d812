"""`gala bench check`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Annotated, Any

import typer

from gala.cli import sheets

from .table import Json, at_most, conclude, progressing

NIGHT_MS, NIGHT_AIM_MS = 300.0, 100.0
LONG_MS, LONG_AIM_MS = 5_000.0, 3_000.0
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Report:
    """CPU milliseconds of a check after import, and those of its YAML alone: medians of one run."""

    segments: int
    night_ms: float
    night_yaml_ms: float
    long_ms: float
    long_yaml_ms: float


def command(
    sheet: Annotated[Path, typer.Argument(help="The night: a run sheet.")],
    segments: Annotated[
        int, typer.Option(min=1, max=10_000, help="Segments of the long sheet.")
    ] = 10_000,
    as_json: Json = False,
) -> None:
    """Measure what `gala check` takes for a night, and for its segments over and over.

    Example: gala bench check run_sheet/shows/616.yaml --segments 10000
    """
    night_text = sheets.load(sheet).text
    with progressing() as progress:
        report = run(night_text, segments, progress)
    night, long = report.night_ms / report.night_yaml_ms, report.long_ms / report.long_yaml_ms
    conclude(
        f"{sheet.name}, and {segments} segments of it",
        [
            at_most("CPU ms, the night", report.night_ms, NIGHT_MS, NIGHT_AIM_MS),
            at_most(f"CPU ms, {segments} segments", report.long_ms, LONG_MS, LONG_AIM_MS),
        ],
        f"to reading the YAML alone: {night:.1f} and {long:.1f} times",
        as_json,
        check=report,
    )


def run(night: str, segments: int, progress: Callable[[str], None]) -> Report:
    """Check both sheets so many rounds. Raises `ValueError` when one cannot go on air."""
    _took_ms(night)
    long = long_sheet(night, segments)
    rounds = []
    for number in range(ROUNDS):
        progress(f"round {number + 1} of {ROUNDS}")
        rounds.append((*_took_ms(night), *_took_ms(long)))
    return Report(segments, *(median(column) for column in zip(*rounds, strict=True)))


def _took_ms(text: str) -> tuple[float, float]:
    """Return the CPU time of a check and of its YAML."""
    from run_sheet import parse
    from run_sheet.compose import compose

    began_ns = process_time_ns()
    parsed = parse(text)
    checked_ns = process_time_ns()
    compose(text)
    read_ns = process_time_ns()
    if parsed.sheet is None:
        raise ValueError(f"a sheet that is measured cannot go on air:\n{parsed.report()[:500]}")
    return (checked_ns - began_ns) / 1e6, (read_ns - checked_ns) / 1e6


def long_sheet(text: str, segments: int) -> str:
    """Return a sheet whose segments follow each other again and again, until there are so many.

    Each time under other ids; fixed starts follow on instead.
    """
    from run_sheet.compose import compose
    from run_sheet.expand import expand

    data = expand(compose(text), {}).data
    once = data.pop("segments")
    ids = {segment["id"] for segment in once}
    rounds = range(-(-segments // len(once)))
    again = [_renamed(segment, ids, number) for number in rounds for segment in once]
    for segment in again:
        segment.pop("at", None)
    head = "".join(f"{key}: {_written(value)}\n" for key, value in data.items())
    return f"{head}segments:\n" + "".join(f"  - {_written(one)}\n" for one in again[:segments])


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _renamed(value: Any, ids: set[str], number: int) -> Any:
    if isinstance(value, str):
        return f"{value}-{number}" if value in ids else value
    if isinstance(value, list):
        return [_renamed(one, ids, number) for one in value]
    if isinstance(value, dict):
        return {
            key: one if key == "kind" else _renamed(one, ids, number) for key, one in value.items()
        }
    return value
