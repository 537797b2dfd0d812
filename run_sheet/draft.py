"""A sheet as far as it is valid: what the cross checks look at, so that all errors show at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from .instants import Start, parse_instant
from .kinds import AnySegment, Declared, Draw, Seckill, Segment, WindowSegment
from .model import Good, Room, RunSheet, resolve_times_in_rooms, resolve_times_of_day
from .problem import Path
from .trust import Guarantee, Merchant, Tier
from .trust_checks import TrustDraft

Ids = tuple[tuple[Path, str], ...]
_Item = TypeVar("_Item", bound=BaseModel)
_SEGMENT: TypeAdapter[Segment] = TypeAdapter(AnySegment)
_GOOD = TypeAdapter(Good)
_ROOM = TypeAdapter(Room)
_MERCHANT = TypeAdapter(Merchant)
_GUARANTEE = TypeAdapter(Guarantee)
_TIER = TypeAdapter(Tier)
LISTS_WITH_IDS = (
    *("outlets", "rooms", "goods", "merchants", "guarantees", "tiers"),
    *("auditors", "promises", "segments"),
)


_STAND_INS: dict[str, object] = {
    "goods": "x",
    "length": "24h",
    "open_for": "1ms",
    "opens": "0s",
    "price_fen": 0,
    "prizes": [{"id": "x", "title": "x", "count": 1, "value_fen": 0}],
    "room": "x",
    "rooms": {"x": 1},
    "stock": {"x": 1},
    "title": "x",
}
"""Values that can take the place of broken ones without a finding about another key."""


_TIMES = frozenset(["length", "at", "ends", "back_timed"])


@dataclass(frozen=True, slots=True)
class Mended:
    """A segment as far as it is valid; `stand_ins` are the keys whose values are not its own."""

    segment: Segment
    stand_ins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """Ids as written, even of broken entries, and segments by position, None where broken.

    An entry with a broken price is still declared: a reference to it is not a second error.
    """

    start: Start | None
    ids: Mapping[str, Ids]
    declared: Declared
    segments: tuple[Mended | None, ...]
    trust: TrustDraft
    room_ids: Ids = ()
    in_rooms: tuple[tuple[Path, tuple[Mended | None, ...]], ...] = ()
    """Each room's own segments, by the room's path."""

    def timed(self) -> tuple[Segment | None, ...]:
        """The segments whose place in time is known."""
        return timed(self.segments)


def timed(segments: Iterable[Mended | None]) -> tuple[Segment | None, ...]:
    """The segments as they are planned, None where a place in time is not known."""
    return tuple(
        mended.segment if mended and not mended.stand_ins & _TIMES else None for mended in segments
    )


def draft_of(data: Mapping[str, Any], sheet: RunSheet | None) -> Draft:
    """The draft of a sheet's raw values; `sheet` is the model, if all of it is valid."""
    ids = {name: _ids(name, data.get(name)) for name in LISTS_WITH_IDS}
    if sheet is not None:
        start: Start | None = sheet.start
        goods: tuple[Good | None, ...] = sheet.goods
        rooms: tuple[Room | None, ...] = sheet.rooms
        segments: tuple[Mended | None, ...] = tuple(map(Mended, sheet.segments))
    else:
        text = data.get("start")
        start = parse_instant(text) if isinstance(text, str) else None
        goods = _valid(_GOOD, data.get("goods"))
        rooms = _valid(_ROOM, resolve_times_in_rooms(data.get("rooms"), start))
        raw = resolve_times_of_day(data.get("segments"), start)
        segments = tuple(map(_mended, raw)) if isinstance(raw, list) else ()
    declared = Declared(
        outlets=_names(ids["outlets"]),
        rooms=_names(ids["rooms"]),
        goods=_names(ids["goods"]),
        segments=_names(ids["segments"]),
        entries=tuple(
            mended.segment.id
            for mended in segments
            if mended and isinstance(mended.segment, Draw) and mended.segment.entries is None
        ),
        seckills=tuple(
            mended.segment.id
            for mended in segments
            if mended and isinstance(mended.segment, Seckill) and not mended.segment.by_lot
        ),
        lists=_lists(segments),
        price_fen_by_good={good.id: good.price_fen for good in goods if good is not None},
        capacity_by_room={room.id: room.capacity for room in rooms if room is not None},
    )
    trust = TrustDraft(
        start,
        goods,
        _valid(_MERCHANT, data.get("merchants")),
        _valid(_GUARANTEE, data.get("guarantees")),
        _valid(_TIER, data.get("tiers")),
        _names(ids["merchants"]),
        _names(ids["guarantees"]),
    )
    in_rooms = _in_rooms(data.get("rooms"), start) if sheet is None else _in_valid_rooms(sheet)
    return Draft(start, ids, declared, segments, trust, *in_rooms)


_InRooms = tuple[Ids, tuple[tuple[Path, tuple[Mended | None, ...]], ...]]


def _in_valid_rooms(sheet: RunSheet) -> _InRooms:
    ids: list[tuple[Path, str]] = []
    orders: list[tuple[Path, tuple[Mended | None, ...]]] = []
    for place, room in enumerate(sheet.rooms):
        if room.segments is not None:
            path = ("rooms", place)
            ids += [
                ((*path, "segments", index, "id"), segment.id)
                for index, segment in enumerate(room.segments)
            ]
            orders.append((path, tuple(map(Mended, room.segments))))
    return tuple(ids), tuple(orders)


def _in_rooms(rooms: object, start: Start | None) -> _InRooms:
    """The ids of the rooms' own segments, and the segments as far as they are valid."""
    ids: list[tuple[Path, str]] = []
    orders: list[tuple[Path, tuple[Mended | None, ...]]] = []
    raw = resolve_times_in_rooms(rooms, start)
    for index, room in enumerate(raw if isinstance(raw, list) else ()):
        own = room.get("segments") if isinstance(room, dict) else None
        if isinstance(own, list):
            path = ("rooms", index)
            ids += [((*path, *inner), name) for inner, name in _ids("segments", own)]
            orders.append((path, tuple(map(_mended, own))))
    return tuple(ids), tuple(orders)


def _lists(segments: Iterable[Mended | None]) -> dict[str, tuple[int, str]]:
    """The lists that are asked for, each as it is first named."""
    lists: dict[str, tuple[int, str]] = {}
    for mended in segments:
        segment = mended.segment if mended else None
        who = segment.who if isinstance(segment, WindowSegment | Draw) else None
        for condition in (who, *who.weights) if who else ():
            if condition.listed is not None:
                listed = condition.listed
                lists.setdefault(listed.id, (listed.count, listed.digest))
    return lists


def _mended(item: object) -> Mended | None:
    """The segment, with keys that are broken or unknown left out or stood in for."""
    try:
        return Mended(_SEGMENT.validate_python(item))
    except ValidationError as error:
        # A location begins with the kind; without a key after it, the kind itself is not known.
        broken = {str(each["loc"][1]) for each in error.errors() if len(each["loc"]) > 1}
    if not isinstance(item, dict) or not broken:
        return None
    whole = {key: value for key, value in item.items() if key not in broken}
    whole |= {key: value for key, value in _STAND_INS.items() if key in broken}
    try:
        return Mended(_SEGMENT.validate_python(whole), frozenset(broken))
    except ValidationError:
        return None


def _ids(name: str, items: object) -> Ids:
    if not isinstance(items, list):
        return ()
    return tuple(
        ((name, index, "id"), item["id"])
        for index, item in enumerate(items)
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    )


def _names(ids: Ids) -> tuple[str, ...]:
    return tuple(name for _, name in ids)


def _valid(adapter: TypeAdapter[_Item], items: object) -> tuple[_Item | None, ...]:
    if not isinstance(items, list):
        return ()
    return tuple(_valid_or_none(adapter, item) for item in items)


def _valid_or_none(adapter: TypeAdapter[_Item], item: object) -> _Item | None:
    try:
        return adapter.validate_python(item)
    except ValidationError:
        return None
