"""The facts of a night: what the log holds. Each is small, flat and carries its own instant.

`at_ms` is when it happened, or, for what was due by the clock, when it was *due*. `by` is the seat
of the person who asked for it, or `auto`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, cast

from gala.core.breaker_events import BreakerTripped as BreakerTripped
from gala.core.draw_events import DrawAnnounced as DrawAnnounced
from gala.core.draw_events import DrawCommitted as DrawCommitted
from gala.core.draw_events import DrawGivenUp as DrawGivenUp
from gala.core.draw_events import DrawOpened as DrawOpened
from gala.core.draw_events import DrawVoided as DrawVoided
from gala.core.draw_events import EntriesFrozen as EntriesFrozen
from gala.core.draw_events import HallDrawn as HallDrawn
from gala.core.draw_events import RainOpened as RainOpened
from gala.core.draw_events import WinnerPassedOver as WinnerPassedOver
from gala.core.edit_events import SheetEdited as SheetEdited
from gala.core.event import Event as Event
from gala.core.feeling_events import FeelingsCounted as FeelingsCounted
from gala.core.feeling_events import SheddingSet as SheddingSet
from gala.core.room_events import RoomRested as RoomRested
from gala.core.room_events import RoomTaken as RoomTaken
from gala.core.window_events import WindowArmed as WindowArmed
from gala.core.window_events import WindowClosed as WindowClosed
from gala.core.window_events import WindowEnded as WindowEnded
from gala.core.window_events import WindowOpened as WindowOpened
from gala.core.window_events import WindowPaused as WindowPaused
from gala.core.window_events import WindowResumed as WindowResumed
from gala.core.window_events import WindowRevoked as WindowRevoked
from gala.core.window_events import WindowSettled as WindowSettled
from gala.core.window_events import WindowToppedUp as WindowToppedUp

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class EpochBegan(Event):
    """A conductor took the lease; nobody conducted for the `dark_ms` before."""

    name: ClassVar[str] = "epoch_began"
    epoch: int
    holder: str
    dark_ms: int


@dataclass(frozen=True, slots=True)
class SegmentReadied(Event):
    """A segment was loaded everywhere and is what GO takes."""

    name: ClassVar[str] = "segment_readied"
    segment: str
    by: str


@dataclass(frozen=True, slots=True)
class TakeScheduled(Event):
    """A take was announced for `present_at_ms`."""

    name: ClassVar[str] = "take_scheduled"
    segment: str
    present_at_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class TakeRetimed(Event):
    """The announced take happens at another instant."""

    name: ClassVar[str] = "take_retimed"
    present_at_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class TakeCancelled(Event):
    """The announced take does not happen."""

    name: ClassVar[str] = "take_cancelled"
    by: str


@dataclass(frozen=True, slots=True)
class SegmentStarted(Event):
    """The announced take's instant came: the segment is on air."""

    name: ClassVar[str] = "segment_started"
    segment: str


@dataclass(frozen=True, slots=True)
class SegmentSkipped(Event):
    """A segment was left out."""

    name: ClassVar[str] = "segment_skipped"
    segment: str
    by: str


@dataclass(frozen=True, slots=True)
class SegmentExtended(Event):
    """The end of the segment on air moved by `by_ms`."""

    name: ClassVar[str] = "segment_extended"
    segment: str
    by_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class Jumped(Event):
    """The order was changed: `segment` is next, what lies between skipped or pending again."""

    name: ClassVar[str] = "jumped"
    segment: str
    by: str


@dataclass(frozen=True, slots=True)
class ClockHeld(Event):
    """The programme's clock stands still."""

    name: ClassVar[str] = "clock_held"
    by: str


@dataclass(frozen=True, slots=True)
class ClockResumed(Event):
    """The programme's clock runs again."""

    name: ClassVar[str] = "clock_resumed"
    by: str


@dataclass(frozen=True, slots=True)
class Panicked(Event):
    """The standing-by card is everywhere; nothing goes on by itself."""

    name: ClassVar[str] = "panicked"
    by: str


@dataclass(frozen=True, slots=True)
class PanicCleared(Event):
    """The programme is back, driven by hand."""

    name: ClassVar[str] = "panic_cleared"
    by: str


@dataclass(frozen=True, slots=True)
class ModeSet(Event):
    """Who drives from now on (`auto` or `manual`)."""

    name: ClassVar[str] = "mode_set"
    mode: str
    by: str


@dataclass(frozen=True, slots=True)
class Proposed(Event):
    """A seat asked for what takes two; `key` says for what."""

    name: ClassVar[str] = "proposed"
    key: str
    by: str


@dataclass(frozen=True, slots=True)
class ViewersCounted(Event):
    """How many viewers there are, per outlet; logged once a second when it changed."""

    name: ClassVar[str] = "viewers_counted"
    viewers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OutletTrimmed(Event):
    """From now on an outlet is `delay_ms` behind the studio (`gala.core.outlets`)."""

    name: ClassVar[str] = "outlet_trimmed"
    outlet: str
    delay_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class VisitCounted(Event):
    """What came of the visit that began at `started_ms` (`gala.core.visits`).

    `rooms` are `(room, entered, peak, stayed, refused)`, all in viewers like `invited`.
    """

    name: ClassVar[str] = "visit_counted"
    segment: str
    started_ms: int
    invited: int
    rooms: tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class ShowEnded(Event):
    """The show is over."""

    name: ClassVar[str] = "show_ended"
    by: str


EVENTS: dict[str, type[Event]] = {
    kind.name: kind
    for kind in (
        EpochBegan,
        SegmentReadied,
        TakeScheduled,
        TakeRetimed,
        TakeCancelled,
        SegmentStarted,
        SegmentSkipped,
        SegmentExtended,
        Jumped,
        ClockHeld,
        ClockResumed,
        Panicked,
        PanicCleared,
        ModeSet,
        WindowArmed,
        WindowOpened,
        WindowClosed,
        WindowSettled,
        WindowPaused,
        WindowResumed,
        WindowToppedUp,
        WindowEnded,
        WindowRevoked,
        EntriesFrozen,
        Proposed,
        DrawCommitted,
        HallDrawn,
        DrawOpened,
        RainOpened,
        DrawVoided,
        WinnerPassedOver,
        DrawAnnounced,
        DrawGivenUp,
        ViewersCounted,
        VisitCounted,
        OutletTrimmed,
        FeelingsCounted,
        SheddingSet,
        SheetEdited,
        RoomTaken,
        RoomRested,
        BreakerTripped,
        ShowEnded,
    )
}

_TYPES = {"int": int, "str": str, "bool": bool}
_ROWS: dict[str, tuple[type, ...]] = {
    "tuple[tuple[str, int], ...]": (str, int),
    "tuple[tuple[str, int, int], ...]": (str, int, int),
    "tuple[tuple[str, str, int], ...]": (str, str, int),
    "tuple[tuple[str, int, int, int, int], ...]": (str, int, int, int, int),
    "tuple[tuple[int, str, str], ...]": (int, str, str),
    "tuple[tuple[str, str, str, str, str], ...]": (str, str, str, str, str),
}


def to_row(event: Event) -> tuple[object, ...]:
    """Return the event as `(name, field, …)`, in the order of its definition."""
    return (event.name, *(getattr(event, field.name) for field in fields(event)))


def from_row(row: object) -> Event:
    """Return the event of a row (lists or tuples). Raises `ValueError` saying what is wrong."""
    if not isinstance(row, list | tuple) or not row or not isinstance(row[0], str):
        raise ValueError("an event is a list that begins with its name")
    kind = EVENTS.get(row[0])
    if kind is None:
        raise ValueError(f"there is no event {row[0]!r}")
    wanted = fields(kind)
    if len(row) != len(wanted) + 1:
        raise ValueError(f"{row[0]} has {len(wanted)} fields, not {len(row) - 1}")
    values: dict[str, Any] = {}
    for field, value in zip(wanted, row[1:], strict=True):
        value = _tuples(value)
        if not _fits(value, cast(str, field.type)):
            raise ValueError(f"{row[0]}.{field.name} is a {field.type}, not {value!r}")
        values[field.name] = value
    return kind(**values)


def _fits(value: object, kind: str) -> bool:
    row = _ROWS.get(kind)
    if row is None:
        return type(value) is _TYPES[kind]
    return type(value) is tuple and all(
        type(one) is tuple and tuple(map(type, one)) == row for one in value
    )


def _tuples(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(_tuples(item) for item in value)
    return value
