"""The facts of rooms that have a running order of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gala.core.event import Event


@dataclass(frozen=True, slots=True)
class RoomTaken(Event):
    """A room's segment was announced for `present_at_ms`: from then on it is on there."""

    name: ClassVar[str] = "room_taken"
    room: str
    segment: str
    present_at_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class RoomRested(Event):
    """It was announced that from `present_at_ms` on nothing is on in a room, for the time being."""

    name: ClassVar[str] = "room_rested"
    room: str
    present_at_ms: int
