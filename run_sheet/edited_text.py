"""Changes of a sheet's times in its very text: all other lines, and the comments, stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from .compose import Document, compose
from .durations import format_duration, parse_duration
from .said import Said
from .what_if import INSERTED, Edit, Fix, Insert, Lengthen, Skip, WhatIfError, new_id
from .writing import text_value

_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,\]}#][^\s,\]}]*")


def edited_text(text: str, edits: Iterable[Edit], ids: Iterable[str] = ()) -> str:
    """Return the text of a sheet with these changes, in their order.

    `ids` are those of segments that this text does not show: of rooms, loops and other files.

    Raises `WhatIfError` where a segment does not stand in this text as a whole: it may come from
    another file, a template or a loop. That the text means what it should is the caller's to see.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff").replace("\r\n", "\n")
    hidden = frozenset(ids)
    for edit in edits:
        body = "\n".join(_Text(body, hidden).with_edit(edit))
    return mark + body.replace("\n", end)


class _Text:
    """A sheet's lines, and where its segments stand in them."""

    def __init__(self, text: str, ids: frozenset[str]) -> None:
        self._ids = ids
        self._document: Document = compose(text)
        self._lines = text.split("\n")
        data = self._document.data
        segments = data.get("segments") if isinstance(data, dict) else None
        self._segments: list[Any] = segments if isinstance(segments, list) else []

    def with_edit(self, edit: Edit) -> list[str]:
        """Return the lines with a change."""
        match edit:
            case Lengthen(segment=name):
                place = self._place(name)
                written = self._segments[place].get("length")
                length_ms = parse_duration(written) if isinstance(written, str) else None
                if length_ms is None:
                    raise _elsewhere(name)
                self._set(place, "length", "length", format_duration(length_ms + edit.by_ms))
            case Fix(segment=name):
                self._fix(self._place(name), edit.at)
            case Skip(segment=name):
                start, stop, _ = self._block(self._place(name))
                del self._lines[start:stop]
            case Insert(after=name):
                _, stop, indent = self._block(self._place(name))
                shown = {str(one.get("id")) for one in self._segments if isinstance(one, dict)}
                self._lines.insert(
                    stop,
                    f"{indent}- {{id: {new_id(shown | self._ids)}, kind: break, title: "
                    f"{text_value(INSERTED)}, length: {format_duration(edit.length_ms)}}}",
                )
        return self._lines

    def _place(self, name: str) -> int:
        for place, segment in enumerate(self._segments):
            if isinstance(segment, dict) and segment.get("id") == name:
                return place
        raise _elsewhere(name)

    def _fix(self, place: int, at: str) -> None:
        for key in ("at", "ends", "back_timed"):
            if key in self._segments[place]:
                self._set(place, key, "at", f'"{at}"')
                return
        line, column = self._document.places.find(("segments", place, "length"), on_key=True)
        row = self._lines[line - 1]
        value_line, value = self._value(place, "length")
        if value_line != line - 1:
            raise _elsewhere(self._segments[place]["id"])
        if row[: column - 1].strip(" -"):
            self._lines[value_line] = f'{row[: value.end()]}, at: "{at}"{row[value.end() :]}'
        else:
            self._lines.insert(line, f'{" " * (column - 1)}at: "{at}"')

    def _set(self, place: int, key: str, new_key: str, value: str) -> None:
        """Give a key another value, and maybe another name."""
        at, found = self._value(place, key)
        row = self._lines[at]
        self._lines[at] = row[: found.start()] + value + row[found.end() :]
        if new_key != key:
            line, column = self._document.places.find(("segments", place, key), on_key=True)
            row = self._lines[line - 1]
            self._lines[line - 1] = row[: column - 1] + row[column - 1 :].replace(key, new_key, 1)

    def _value(self, place: int, key: str) -> tuple[int, re.Match[str]]:
        """Return the line, from 0, in which a key's value stands, and the value there."""
        path = ("segments", place, key)
        line, column = self._document.places.find(path)
        found = _VALUE.match(self._lines[line - 1], column - 1)
        if key not in self._segments[place] or found is None:
            raise _elsewhere(self._segments[place]["id"])
        return line - 1, found

    def _block(self, place: int) -> tuple[int, int, str]:
        """Return the lines of a segment as a slice, and what stands before its dash."""
        start = self._dash(place)
        stop = self._dash(place + 1) if place + 1 < len(self._segments) else self._end(start)
        while stop > start + 1 and _is_empty(self._lines[stop - 1]):
            stop -= 1
        row = self._lines[start]
        return start, stop, row[: len(row) - len(row.lstrip())]

    def _dash(self, place: int) -> int:
        line = self._document.places.find(("segments", place))[0] - 1
        while line >= 0 and not self._lines[line].lstrip().startswith("-"):
            if self._lines[line].strip() and not _is_empty(self._lines[line]):
                raise WhatIfError(
                    Said(
                        "环节写在同一行里：每个环节各占一行，写在 `- ` 后面",
                        "segments share a line: write each on a line of its own, after `- `",
                    )
                )
            line -= 1
        return line

    def _end(self, start: int) -> int:
        """Return where the last segment's lines end: before the next key of the sheet, if any."""
        for line in range(start + 1, len(self._lines)):
            row = self._lines[line]
            if row[:1].strip() and not row.startswith(("#", "-")):
                return line
        return len(self._lines)


def _is_empty(row: str) -> bool:
    return not row.strip() or row.lstrip().startswith("#")


def _elsewhere(name: str) -> WhatIfError:
    return WhatIfError(
        Said(
            f"`{name}` 不在这份文件里写着：它来自别的文件、模板或循环，请到那里改",
            f"`{name}` is not written in this file as it is: it comes from another file, a "
            "template or a loop; change it there",
        )
    )
