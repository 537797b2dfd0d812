"""From what a sheet's text says to its meaning: includes, templates and loops written out.

Works on plain values, before anything is validated, and keeps where each part is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .compose import Document
from .includes import Files, Joined, join
from .instants import parse_instant
from .loops import is_loop, rounds
from .origins import File, Origins
from .problem import Finding, Problem
from .sizes import values_in
from .templates import Piece, Templates


@dataclass(frozen=True, slots=True)
class Expanded:
    """A sheet's plain values with nothing but its meaning in them.

    `findings` may be set or waived as those of other rules; `problems` may not. `repeats` are the
    ids of segments that only repeat others. Where it `is_broken`, parts are missing, and what
    refers to them cannot be judged. `text` is the sheet with its included files, when it has any.
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
    data = joined.data
    segments = data.get("segments")
    if "templates" not in data and not (isinstance(segments, list) and any(map(_stands, segments))):
        return _made(joined, data, joined.origins, [], [])
    templates = Templates(joined)
    pieces = _pieces(joined, templates) if isinstance(segments, list) else []
    origins = joined.origins.without("segments")
    for index, piece in enumerate(pieces):
        path = ("segments", index)
        origins.copy(path, piece.path, joined.origins)
        for key, written in piece.keys.items():
            origins.copy((*path, key), written, joined.origins)
        if piece.told:
            origins.mute(path)
    findings = list(templates.unused())
    made = {key: value for key, value in data.items() if key != "templates"}
    if isinstance(segments, list):
        made["segments"] = [piece.value for piece in pieces]
    return _made(joined, made, origins, findings, pieces)


def _pieces(joined: Joined, templates: Templates) -> list[Piece]:
    """The segments in their order, those of loops round after round."""
    start_text = joined.data.get("start")
    start = parse_instant(start_text) if isinstance(start_text, str) else None
    pieces: list[Piece] = []
    values = 0
    for index, entry in enumerate(joined.data["segments"]):
        path = ("segments", index)
        if is_loop(entry):
            inside = entry.get("segments")
            body = [
                templates.merged(Piece(inner, (*path, "segments", place)))
                for place, inner in enumerate(inside if isinstance(inside, list) else ())
            ]
            made = rounds(joined, entry, path, body, start, (len(pieces), values))
        else:
            made = [templates.merged(Piece(entry, path))]
        values += sum(values_in(piece.value) for piece in made)
        pieces += made
    return pieces


def _made(
    joined: Joined,
    data: dict[str, Any],
    origins: Origins,
    findings: list[Finding],
    pieces: list[Piece],
) -> Expanded:
    if joined.is_broken:
        # How many there would be is not known.
        origins.mute(("segments",), alone=True)
    repeats = frozenset(
        piece.value["id"]
        for piece in pieces
        if piece.later and isinstance(piece.value, dict) and isinstance(piece.value.get("id"), str)
    )
    return Expanded(
        data, origins, joined.problems, findings, repeats, joined.is_broken, joined.text
    )


def _stands(entry: object) -> bool:
    """Whether an entry is more than the segment that it is written as."""
    return isinstance(entry, dict) and ("repeat" in entry or "template" in entry)
