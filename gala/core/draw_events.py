"""The facts of draws and rains: entries are frozen, a round is committed to, and what comes of it.

`number` is the draw's, from 1 through the night. `second` is the other person where it takes two,
else empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gala.core.event import Event


@dataclass(frozen=True, slots=True)
class EntriesFrozen(Event):
    """The tree over a window's leaves stands; `outlets` are `(outlet, declared, given)`."""

    name: ClassVar[str] = "entries_frozen"
    window: str
    gen: int
    root: str
    entries: int
    outlets: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class DrawCommitted(Event):
    """A draw has its number, its entries and its round; `manifest` says it all."""

    name: ClassVar[str] = "draw_committed"
    number: int
    manifest: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class HallDrawn(Event):
    """What was drawn on stage, typed in by two people."""

    name: ClassVar[str] = "hall_drawn"
    number: int
    value: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class DrawOpened(Event):
    """The round came; `places` are `(index, leaf, path)`, winners first, then alternates."""

    name: ClassVar[str] = "draw_opened"
    number: int
    signature: str
    proof: str
    places: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class RainOpened(Event):
    """The round came and the pool is split; `root` is the packet tree's, `packets` are paid."""

    name: ClassVar[str] = "rain_opened"
    number: int
    signature: str
    proof: str
    root: str
    packets: int
    paid_fen: int
    returned_fen: int


@dataclass(frozen=True, slots=True)
class DrawVoided(Event):
    """The draw came to nothing: its round was `late`, or two people called it off."""

    name: ClassVar[str] = "draw_voided"
    number: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class WinnerPassedOver(Event):
    """The one in `place` (from 0) may not have a prize: it goes to the next without one."""

    name: ClassVar[str] = "winner_passed_over"
    number: int
    place: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class DrawAnnounced(Event):
    """The host opened the envelope."""

    name: ClassVar[str] = "draw_announced"
    number: int
    by: str


@dataclass(frozen=True, slots=True)
class DrawGivenUp(Event):
    """Nothing more is drawn for a segment: `empty`, `late` or `over`. A rain's pool is returned."""

    name: ClassVar[str] = "draw_given_up"
    segment: str
    reason: str
