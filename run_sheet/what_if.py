"""A sheet as it would be with some changes of its times: nothing is written, all is values."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import count

from .durations import DAY_MS, format_duration
from .instants import next_time_of_day, parse_instant, parse_time_of_day
from .kinds import AnySegment, Break
from .model import SEGMENTS_MAX, RunSheet
from .said import Said
from .text import Text

INSERTED = Text(zh="插入", en="Inserted")


class WhatIfError(Exception):
    """A change that cannot be made; `said` tells why, in both languages."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.en)
        self.said = said


@dataclass(frozen=True, slots=True)
class Lengthen:
    """A segment is so much longer; shorter when `by_ms` is negative."""

    segment: str
    by_ms: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A segment begins at a time of day or an instant, in place of any other time of its own."""

    segment: str
    at: str


@dataclass(frozen=True, slots=True)
class Skip:
    """A segment is left out."""

    segment: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A break of this length comes after a segment."""

    after: str
    length_ms: int


Edit = Lengthen | Fix | Skip | Insert


def edited(sheet: RunSheet, edits: Iterable[Edit]) -> RunSheet:
    """Return the sheet with these changes, in their order; it need not be one that may go on air.

    Raises `WhatIfError`.
    """
    for edit in edits:
        segments = list(sheet.segments)
        match edit:
            case Lengthen(segment=name):
                place = _place(segments, name)
                segments[place] = _lengthened(segments[place], edit.by_ms)
            case Fix(segment=name):
                place = _place(segments, name)
                segments[place] = _fixed(sheet, segments[place], edit.at)
            case Skip(segment=name):
                del segments[_place(segments, name)]
            case Insert(after=name):
                made = _inserted(segment_ids(sheet), edit.length_ms)
                segments.insert(_place(segments, name) + 1, made)
        if not 1 <= len(segments) <= SEGMENTS_MAX:
            raise WhatIfError(
                Said(
                    f"流程单要有 1 到 {SEGMENTS_MAX:,} 个环节",
                    f"a sheet has from 1 to {SEGMENTS_MAX:,} segments",
                )
            )
        sheet = sheet.model_copy(update={"segments": tuple(segments)})
    return sheet


def _place(segments: list[AnySegment], name: str) -> int:
    for place, segment in enumerate(segments):
        if segment.id == name:
            return place
    raise WhatIfError(Said(f"没有环节 `{name}`", f"there is no segment `{name}`"))


def _lengthened(segment: AnySegment, by_ms: int) -> AnySegment:
    length_ms = segment.length_ms + by_ms
    _check_length(segment.id, length_ms)
    return segment.model_copy(update={"length_ms": length_ms})


def _check_length(name: str, length_ms: int) -> None:
    if length_ms < 1:
        raise WhatIfError(
            Said(f"`{name}` 就一点时长也没有了", f"nothing would be left of `{name}`")
        )
    if length_ms > DAY_MS:
        longest = format_duration(DAY_MS)
        raise WhatIfError(
            Said(f"`{name}` 就超过 {longest} 了", f"`{name}` would be longer than {longest}")
        )


def _fixed(sheet: RunSheet, segment: AnySegment, at: str) -> AnySegment:
    of_day_ms, instant = parse_time_of_day(at), parse_instant(at)
    if of_day_ms is None and instant is None:
        raise WhatIfError(
            Said(
                f"`{at[:40]}` 不是钟点：写成 21:05:00 这样",
                f"`{at[:40]}` is no time of day: write it like 21:05:00",
            )
        )
    if of_day_ms is not None:
        at_ms = next_time_of_day(of_day_ms, sheet.start)
    else:
        assert instant is not None
        at_ms = instant.unix_ms
    return segment.model_copy(update={"at_ms": at_ms, "ends_ms": None, "back_timed": None})


def _inserted(taken: Container[str], length_ms: int) -> AnySegment:
    name = new_id(taken)
    _check_length(name, length_ms)
    made = {"id": name, "kind": "break", "title": INSERTED, "length": format_duration(length_ms)}
    return Break.model_validate(made)


def segment_ids(sheet: RunSheet) -> frozenset[str]:
    """Return the ids of all segments, those of the rooms among them: they share one space."""
    in_rooms = (one.id for room in sheet.rooms for one in room.segments or ())
    return frozenset((*(one.id for one in sheet.segments), *in_rooms))


def new_id(taken: Container[str]) -> str:
    """Return the id of what is inserted next."""
    return next(name for n in count(1) if (name := f"insert-{n}") not in taken)
