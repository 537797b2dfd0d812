"""Loops: segments that come several times, each round with ids and a number of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from .compose import VALUES_MAX
from .entries import explained
from .includes import Joined, is_loop
from .instants import Start, format_instant
from .model import resolve_times_of_day
from .problem import Finding, Path
from .rules import Rule
from .said import Said
from .sizes import values_in
from .templates import Piece
from .written import NUMBER, Loop

REFERENCES = frozenset({"bought", "entries"})
"""The keys that name other segments: inside a loop they lead to those of the same round."""

_FIXED = ("at", "ends")


class Left(NamedTuple):
    """How many segments there may be in a running order, and what is left of them and of values."""

    most: int
    segments: int
    values: int


def rounds(
    joined: Joined,
    entry: dict[str, Any],
    path: Path,
    body: list[Piece],
    start: Start | None,
    left: Left,
) -> list[Piece]:
    """Return the segments of all rounds of a loop; `body` are those of one.

    One round only comes of a loop with a mistake, which is told.
    """
    loop = _loop(joined, entry, path, start)
    ids = {
        piece.value["id"]
        for piece in body
        if isinstance(piece.value, dict) and isinstance(piece.value.get("id"), str)
    }
    for finding in _misplaced(body):
        joined.tell(finding, lacking=False)
    body = [_without_fixed(piece) for piece in body]
    if loop is not None:
        for finding in _too_much(loop, path, body, left):
            joined.tell(finding)
            loop = None
    made: list[Piece] = []
    for number in range(1, (loop.repeat if loop else 1) + 1):
        names = {name: _name(name, number) for name in ids}
        numbered = [_numbered(piece, number, names) for piece in body]
        if loop is not None and loop.at_ms is not None and (number == 1 or loop.every_ms):
            at_ms = loop.at_ms + (number - 1) * (loop.every_ms or 0)
            at = format_instant(at_ms, start.utc_offset_min if start else 0)
            key = (*path, "at" if number == 1 else "every")
            numbered[0] = _at(numbered[0], at, key)
        made += numbered
    return made


def _loop(joined: Joined, entry: dict[str, Any], path: Path, start: Start | None) -> Loop | None:
    """The loop, or None where something is wrong with it, which is told."""
    if joined.lacks_files and entry.get("segments") == []:
        # They would have come from a file that is missing.
        return None
    resolved: Any = resolve_times_of_day([entry], start)
    try:
        loop = Loop.model_validate(resolved[0])
    except ValidationError as error:
        joined.is_broken = True
        if not joined.is_enough:
            for finding in explained(error, "repeat", entry, path, joined.origins.path):
                joined.tell(finding)
        return None
    if loop.every_ms is not None and "at" not in entry:
        joined.tell(
            Finding(
                Rule.BAD_LOOP,
                (*path, "every"),
                Said("没有说第一轮几点开始", "nothing says when the first round starts"),
                Said(
                    '补上 `at`，例如 `at: "20:30:00"`；要一轮接一轮，就删掉 `every`',
                    'add `at`, like `at: "20:30:00"`; for rounds that follow each other leave out '
                    "`every`",
                ),
            )
        )
        return None
    return loop


def _misplaced(body: list[Piece]) -> Iterator[Finding]:
    """What cannot stand in a loop."""
    for piece in body:
        if is_loop(piece.value):
            yield Finding(
                Rule.BAD_LOOP,
                (*piece.path, "repeat"),
                Said("循环里不能再有循环", "a loop cannot hold another"),
                Said("写成两个循环，一个接一个", "write two loops, one after the other"),
                on_key=True,
            )
        for key in _FIXED:
            if isinstance(piece.value, dict) and key in piece.value:
                yield Finding(
                    Rule.BAD_LOOP,
                    piece.keys.get(key, (*piece.path, key)),
                    Said(
                        f"循环里的环节不能有 `{key}`：每一轮都会定在同一刻",
                        f"a segment of a loop has no `{key}`: every round would have the same",
                    ),
                    Said(
                        "把 `at` 写在循环上，每轮的间隔写成 `every`",
                        "write `at` on the loop, and `every` for the time from round to round",
                    ),
                    on_key=True,
                )


def _without_fixed(piece: Piece) -> Piece:
    """The piece without what is told to be wrong: a loop in it has nothing left."""
    if is_loop(piece.value):
        return replace(piece, told=True)
    if not isinstance(piece.value, dict) or not any(key in piece.value for key in _FIXED):
        return piece
    kept = {key: inner for key, inner in piece.value.items() if key not in _FIXED}
    return replace(piece, value=kept)


def _too_much(loop: Loop, path: Path, body: list[Piece], left: Left) -> Iterator[Finding]:
    """More than a sheet may have, found before it is made."""
    place = (*path, "repeat")
    segments = loop.repeat * len(body)
    values = loop.repeat * sum(values_in(piece.value) for piece in body)
    if segments > left.segments:
        yield Finding(
            Rule.BAD_COUNT,
            place,
            Said(
                f"循环有 {segments:,} 个环节；一共最多 {left.most:,} 个",
                f"the loop has {segments:,} segments; there may be {left.most:,} in all",
            ),
            Said("少几轮，或分成几份流程单", "fewer rounds, or make several sheets of it"),
        )
    elif values > left.values:
        yield Finding(
            Rule.TOO_MANY_VALUES,
            place,
            Said(
                f"循环有 {values:,} 个值；流程单最多 {VALUES_MAX:,} 个",
                f"the loop has {values:,} values; a sheet has at most {VALUES_MAX:,}",
            ),
            Said("少几轮，或分成几份流程单", "fewer rounds, or make several sheets of it"),
        )


def _name(name: str, number: int) -> str:
    """The id of a segment in a round."""
    return name.replace(NUMBER, str(number)) if NUMBER in name else f"{name}-{number}"


def _numbered(piece: Piece, number: int, names: Mapping[str, str]) -> Piece:
    value = _filled(piece.value, number, names, refers=False)
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        value["id"] = names[piece.value["id"]]
    return replace(piece, value=value, later=number > 1)


def _filled(value: Any, number: int, names: Mapping[str, str], *, refers: bool) -> Any:
    """The value with the number of the round in its words, and references to the same round."""
    if isinstance(value, dict):
        return {
            key: _filled(inner, number, names, refers=key in REFERENCES)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_filled(inner, number, names, refers=refers) for inner in value]
    if not isinstance(value, str):
        return value
    if refers and value in names:
        return names[value]
    return value.replace(NUMBER, str(number))


def _at(piece: Piece, at: str, path: Path) -> Piece:
    """The piece with a fixed start, which is written on its loop."""
    if not isinstance(piece.value, dict):
        return piece
    return replace(piece, value={**piece.value, "at": at}, keys={**piece.keys, "at": path})
