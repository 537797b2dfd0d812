"""Replaying a record: the log through the rules again, and the units recounted against it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gala.conductor.record import CLAIMS, LOG, NO_CLAIM, claim_line
from gala.core.effects import OpenWindow
from gala.core.events import WindowSettled
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


_Part = tuple[str, int, str]


class _Offer(NamedTuple):
    price_fen: int
    opens_at_ms: int
    closes_at_ms: int


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
    lines = _lines(folder / LOG)
    reader = LogReader(next(lines, b""))
    logged = _Logged()
    for line in lines:
        logged.take(reader.feed(line))
    return Replayed(reader.show, reader.index, _recount(folder, logged))


@dataclass(slots=True)
class _Logged:
    """What the log says of each outlet's part of each opening: `(window, gen, outlet)`."""

    offers: dict[_Part, _Offer] = field(default_factory=dict)
    settled: dict[_Part, int] = field(default_factory=dict)

    def take(self, written: Written) -> None:
        for effect in written.effects:
            if isinstance(effect, OpenWindow):
                for outlet, opens_at_ms, closes_at_ms, _ in effect.rows:
                    offer = _Offer(effect.price_fen, opens_at_ms, closes_at_ms)
                    self.offers[effect.window, effect.gen, outlet] = offer
        if isinstance(written.event, WindowSettled):
            for outlet, units in written.event.sold:
                self.settled[written.event.window, written.event.gen, outlet] = units


def _recount(folder: Path, logged: _Logged) -> int:
    """Hold every unit given against what the log offered and settled; return how many there are."""
    counted: Counter[_Part] = Counter()
    units: Counter[tuple[str, str]] = Counter()
    holders: set[tuple[str, str]] = set()
    number, prev = 0, NO_CLAIM
    for number, line in enumerate(_lines(folder / CLAIMS), 1):
        window, winner, prev = _claim(number, line, prev)
        won, outlet = winner.won, winner.outlet
        part = (window, won.gen, outlet)
        offer = logged.offers.get(part)
        if offer is None:
            raise ClaimError(number, f"the log has no opening {won.gen} of {window} on {outlet}")
        if won.price_fen != offer.price_fen:
            raise ClaimError(number, f"the price is {offer.price_fen} fen, not {won.price_fen}")
        if not offer.opens_at_ms <= won.at_ms < offer.closes_at_ms:
            raise ClaimError(number, f"{window} was not open on {outlet} at {won.at_ms}")
        if (window, winner.viewer) in holders:
            raise ClaimError(number, f"{winner.viewer} has a unit of {window} already")
        holders.add((window, winner.viewer))
        following = units[window, outlet] + 1
        if won.unit != following:
            raise ClaimError(
                number, f"unit {won.unit} of {window} on {outlet} is not the next one, {following}"
            )
        units[window, outlet] += won.quantity
        counted[part] += won.quantity
        if counted[part] > logged.settled.get(part, counted[part]):
            raise ClaimError(number, f"the log settled only {logged.settled[part]} units here")
    for part, sold in logged.settled.items():
        if counted[part] != sold:
            window, gen, outlet = part
            raise ClaimError(
                number + 1,
                f"opening {gen} of {window} on {outlet}: the log settled {sold} units, "
                f"{counted[part]} are recorded",
            )
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
