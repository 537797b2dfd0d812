"""Replaying a record: the log through the rules again, and the units recounted against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gala.conductor.record import CLAIMS, LOG, NO_CLAIM, claim_line
from gala.core.books import Counted, Logged
from gala.core.log import LogReader, Written
from gala.core.seckill import Winner, Won
from gala.core.state import Show
from gala.proof.errors import ProofError

LINE_BYTES_MAX = 8 * 1024 * 1024


class RecordError(Exception):
    """A file of the record is not there or cannot be read; the text says which and what to do."""


class ClaimError(Exception):
    """A line of `claims.jsonl` does not agree with the log. `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"{CLAIMS} line {line}: {message}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a whole replay found: all as recorded."""

    show: Show
    entries: int
    claims: int


def replay(folder: Path) -> Replayed:
    """Replay the record in `folder`.

    Raises `RecordError` when it cannot be read, `OtherRules` when this program has not the rules,
    `LogError` or `ClaimError` at the first place that is not as it should be.
    """
    reader, entries = read_log(folder)
    logged = Logged()
    for written in entries:
        logged.take(written)
    return Replayed(reader.show, reader.index, _recount(folder, logged))


def read_log(folder: Path) -> tuple[LogReader, Iterator[Written]]:
    """Return a reader at the log's first line, and what takes it through the others.

    Raises `RecordError`, `OtherRules` and `LogError`, here or on the way.
    """
    lines = _lines(folder / LOG)
    reader = LogReader(next(lines, b""))
    return reader, (reader.feed(line) for line in lines)


def read_claims(folder: Path) -> Iterator[tuple[int, str, Winner]]:
    """Yield each claim's line (from 1), window and winner. Raises `RecordError`, `ClaimError`."""
    prev = NO_CLAIM
    for number, line in enumerate(_lines(folder / CLAIMS), 1):
        window, winner, prev = _claim(number, line, prev)
        yield number, window, winner


def _recount(folder: Path, logged: Logged) -> int:
    """Hold every unit given against what the log offered and settled; return how many there are."""
    counted = Counted(logged)
    number = 0
    for number, window, winner in read_claims(folder):
        wrong = counted.give(window, winner)
        if wrong is not None:
            raise ClaimError(number, wrong)
    for wrong in counted.missing():
        raise ClaimError(number + 1, wrong)
    return number


def _claim(number: int, line: bytes, prev: str) -> tuple[str, Winner, str]:
    """Return a line's window, its winner and its hash."""
    try:
        fields = json.loads(line)
        won = Won(
            fields["gen"],
            bytes.fromhex(fields["claim_id"]),
            fields["unit"],
            fields["price_fen"],
            fields["at_ms"],
            fields["quantity"],
            fields["batch"],
            fields["index"],
        )
        winner = Winner(fields["pseudonym"], fields["outlet"], won)
        texts = (fields["window"], winner.viewer, winner.outlet, won.batch, fields["prev"])
        numbers = (won.gen, won.unit, won.price_fen, won.at_ms, won.quantity, won.index)
        if {*map(type, texts)} != {str} or {*map(type, numbers)} != {int}:
            raise ValueError("not what it should hold")
        if claim_line(fields["window"], winner, fields["prev"]) != line:
            raise ValueError("not written as it should be, or not what was hashed")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ProofError):
        raise ClaimError(number, "it is not a claim as gala wrote it") from None
    if fields["prev"] != prev:
        raise ClaimError(number, "it does not continue the line before it: one is missing")
    return fields["window"], winner, fields["hash"]


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
