"""From what a sheet's text says to its meaning: includes, templates and loops written out.

Works on plain values, before anything is validated, and keeps where each part is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .compose import VALUES_MAX, Document
from .flat import flat
from .include_findings import in_room
from .includes import Files, Joined, is_inclusion, is_loop, join
from .instants import parse_instant
from .loops import Left, rounds
from .model import SEGMENTS_MAX
from .origins import File, Origins
from .problem import Finding, Path, Problem
from .room_segments import ROOM_SEGMENTS_MAX
from .rules import Rule
from .said import Said
from .sizes import values_in
from .source import SOURCE_BYTES_MAX
from .templates import Piece, Templates


@dataclass(frozen=True, slots=True)
class Expanded:
    """A sheet's plain values with nothing but its meaning in them.

    `findings` may be set or waived as those of other rules; `problems` may not. `repeats` are the
    ids of segments that only repeat others. Where it `is_broken`, parts are missing, and what
    refers to them cannot be judged. `text` is the sheet written out; None where it is already.
    """

    data: dict[str, Any]
    origins: Origins
    problems: list[Problem]
    findings: list[Finding]
    repeats: frozenset[str]
    is_broken: bool
    text: str | None


def expand(document: Document, files: Files) -> Expanded:
    """Write a sheet out. Never raises; what is wrong is told once, where it is written."""
    joined = join(File(None, document), document.data, files)
    orders = [order for order in _orders(joined.data) if any(map(_stands, order.entries))]
    findings: list[Finding] = []
    pieces: list[Piece] = []
    data, origins = joined.data, joined.origins
    if "templates" in data or orders:
        templates = Templates(joined)
        data = {key: value for key, value in data.items() if key != "templates"}
        origins = joined.origins.without([order.path for order in orders])
        for order in orders:
            made = _pieces(joined, templates, order, sum(values_in(each.value) for each in pieces))
            _note(origins, order.path, made, joined.origins)
            _put(data, order.path, [piece.value for piece in made])
            pieces += made
        findings = list(templates.unused())
    if joined.is_broken:
        # How many there would be is not known.
        for order in _orders(data):
            origins.mute(order.path, alone=True)
    text = None
    if data is not document.data and not joined.is_broken:
        text = flat(data)
        if len(text.encode("utf-8", "surrogatepass")) > SOURCE_BYTES_MAX:
            joined.tell(_too_large())
    return Expanded(
        data,
        origins,
        joined.problems,
        findings,
        frozenset(
            piece.value["id"]
            for piece in pieces
            if piece.later
            and isinstance(piece.value, dict)
            and isinstance(piece.value.get("id"), str)
        ),
        joined.is_broken,
        text,
    )


def _too_large() -> Finding:
    mib = SOURCE_BYTES_MAX // 2**20
    return Finding(
        Rule.TOO_LARGE,
        (),
        Said(f"展开后超过 {mib} MiB", f"written out, the sheet is larger than {mib} MiB"),
        Said(
            "少引用、少重复一些，或分成几份流程单", "include or repeat less, or make several sheets"
        ),
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """A running order as written: the stage's or a room's, and the most that it may hold."""

    path: Path
    entries: list[Any]
    most: int


def _orders(data: dict[str, Any]) -> Iterator[_Order]:
    if isinstance(data.get("segments"), list):
        yield _Order(("segments",), data["segments"], SEGMENTS_MAX)
    rooms = data.get("rooms")
    for index, room in enumerate(rooms if isinstance(rooms, list) else ()):
        if isinstance(room, dict) and isinstance(room.get("segments"), list):
            yield _Order(("rooms", index, "segments"), room["segments"], ROOM_SEGMENTS_MAX)


def _stands(entry: object) -> bool:
    """Whether an entry is more than the segment that it is written as."""
    keys = ("repeat", "template", "include")
    return isinstance(entry, dict) and any(key in entry for key in keys)


def _pieces(joined: Joined, templates: Templates, order: _Order, values: int) -> list[Piece]:
    """The segments in their order, those of loops round after round.

    `values` is how many there are in other orders.
    """
    start_text = joined.data.get("start")
    start = parse_instant(start_text) if isinstance(start_text, str) else None
    pieces: list[Piece] = []
    for index, entry in enumerate(order.entries):
        path = (*order.path, index)
        if is_loop(entry):
            inside = entry.get("segments")
            body = [
                _piece(joined, templates, inner, (*path, "segments", place))
                for place, inner in enumerate(inside if isinstance(inside, list) else ())
            ]
            left = Left(order.most, order.most - len(pieces), VALUES_MAX - values)
            made = rounds(joined, entry, path, body, start, left)
        else:
            made = [_piece(joined, templates, entry, path)]
        values += sum(values_in(piece.value) for piece in made)
        pieces += made
    return pieces


def _piece(joined: Joined, templates: Templates, entry: object, path: Path) -> Piece:
    if is_inclusion(entry):
        # Those of the stage are in their places already.
        joined.tell(in_room((*path, "include")))
        return Piece(entry, path, told=True)
    return templates.merged(Piece(entry, path))


def _note(origins: Origins, path: Path, pieces: list[Piece], written: Origins) -> None:
    """Note where each piece of a running order is written."""
    for index, piece in enumerate(pieces):
        place = (*path, index)
        origins.copy(place, piece.path, written)
        for key, other in piece.keys.items():
            origins.copy((*place, key), other, written)
        if piece.told:
            origins.mute(place)


def _put(data: dict[str, Any], path: Path, segments: list[Any]) -> None:
    """Put a running order into a sheet's values, of which only the mapping itself is changed."""
    match path:
        case ("rooms", int(index), _):
            rooms = list(data["rooms"])
            rooms[index] = {**rooms[index], "segments": segments}
            data["rooms"] = rooms
        case _:
            data["segments"] = segments
