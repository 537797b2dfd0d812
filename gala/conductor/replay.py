"""Replaying a record: the log through the rules again, and the units recounted against it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gala.conductor.record import CLAIMS, LOG, claim_line
from gala.core.events import WindowSettled
from gala.core.log import LogReader
from gala.core.seckill import Winner, Won
from gala.core.state import Show

LINE_BYTES_MAX = 8 * 1024 * 1024


class RecordError(Exception):
    """A file of the record is not there or cannot be read; the text says which and what to do."""


class ClaimError(Exception):
    """A line of `claims.jsonl` does not agree with the log. `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"{CLAIMS} line {line}: {message}")


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a whole replay found: all as recorded."""

    show: Show
    entries: int
    units: int


def replay(folder: Path) -> Replayed:
    """Replay the record in `folder`.

    Raises `RecordError` when it cannot be read, `OtherRules` when this program has not the rules,
    `LogError` or `ClaimError` at the first place that is not as it should be.
    """
    lines = _lines(folder / LOG)
    reader = LogReader(next(lines, b""))
    settled: dict[tuple[str, int, str], int] = {}
    for line in lines:
        event = reader.feed(line).event
        if isinstance(event, WindowSettled):
            for outlet, units in event.sold:
                settled[event.window, event.gen, outlet] = units
    units = _recount(folder, reader.show, settled)
    return Replayed(reader.show, reader.index, units)


def _recount(folder: Path, show: Show, settled: dict[tuple[str, int, str], int]) -> int:
    """Hold every unit given against what the log settled."""
    counted: dict[tuple[str, int, str], int] = defaultdict(int)
    last_unit: dict[tuple[str, str], int] = defaultdict(int)
    holders: set[tuple[str, str]] = set()
    number = 0
    for number, line in enumerate(_lines(folder / CLAIMS), 1):
        window, winner = _claim(number, line)
        key = (window, winner.won.gen, winner.outlet)
        if key not in settled and show.finished:
            raise ClaimError(number, f"the log settled no opening {winner.won.gen} of {window}")
        if (window, winner.viewer) in holders:
            raise ClaimError(number, f"{winner.viewer} has a unit of {window} already")
        holders.add((window, winner.viewer))
        last_unit[window, winner.outlet] += 1
        if winner.won.unit != last_unit[window, winner.outlet]:
            raise ClaimError(
                number,
                f"unit {winner.won.unit} of {window} on {winner.outlet} is not the next one, "
                f"{last_unit[window, winner.outlet]}",
            )
        counted[key] += 1
        if key in settled and counted[key] > settled[key]:
            raise ClaimError(number, f"the log settled only {settled[key]} units here")
    for (window, gen, outlet), units in settled.items():
        if counted[window, gen, outlet] != units:
            raise ClaimError(
                number + 1,
                f"opening {gen} of {window} on {outlet}: the log settled {units} units, "
                f"{counted[window, gen, outlet]} are recorded",
            )
    return number


def _claim(number: int, line: bytes) -> tuple[str, Winner]:
    try:
        fields = json.loads(line)
        winner = Winner(
            fields["viewer"],
            fields["outlet"],
            Won(
                fields["gen"],
                bytes.fromhex(fields["claim_id"]),
                fields["unit"],
                fields["price_fen"],
                fields["at_ms"],
            ),
        )
        if claim_line(fields["window"], winner) != line:
            raise ValueError("not written as it should be")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ClaimError(number, "it is not a claim as gala writes it") from None
    return fields["window"], winner


def _lines(path: Path) -> Iterator[bytes]:
    """Yield a file's lines without their ends; the last must have one too."""
    try:
        with path.open("rb") as file:
            while line := file.readline(LINE_BYTES_MAX):
                if not line.endswith(b"\n"):
                    raise RecordError(f"{path}: the last line is cut off")
                yield line[:-1]
    except FileNotFoundError:
        raise RecordError(
            f"{path} is not there: name the folder that `gala show --out` wrote"
        ) from None
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}") from None
