"""The facts of a night: what the log holds. Each is small, flat and carries its own instant.

`at_ms` is when it happened, or, for what was due by the clock, when it was *due*. `by` is the seat
of the person who asked for it, or `auto`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, cast

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Event:
    """What all facts have."""

    name: ClassVar[str]
    at_ms: int


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
class WindowArmed(Event):
    """A window will open at `opens_at_ms` (before outlets' delays)."""

    name: ClassVar[str] = "window_armed"
    window: str
    opens_at_ms: int


@dataclass(frozen=True, slots=True)
class WindowOpened(Event):
    """A window's first outlet opened."""

    name: ClassVar[str] = "window_opened"
    window: str


@dataclass(frozen=True, slots=True)
class WindowClosed(Event):
    """A window closed for all outlets: in time, or `early`."""

    name: ClassVar[str] = "window_closed"
    window: str
    early: bool


@dataclass(frozen=True, slots=True)
class WindowSettled(Event):
    """The ledger counted opening `gen`: units sold per outlet, claims turned away."""

    name: ClassVar[str] = "window_settled"
    window: str
    gen: int
    sold: tuple[tuple[str, int], ...]
    turned_away: int


@dataclass(frozen=True, slots=True)
class ViewersCounted(Event):
    """How many viewers there are, per outlet; logged once a second when it changed."""

    name: ClassVar[str] = "viewers_counted"
    viewers: tuple[tuple[str, int], ...]


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
        ViewersCounted,
        ShowEnded,
    )
}

_TYPES = {"int": int, "str": str, "bool": bool, "tuple[tuple[str, int], ...]": tuple}


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
        if type(value) is not _TYPES[cast(str, field.type)]:
            raise ValueError(f"{row[0]}.{field.name} is a {field.type}, not {value!r}")
        values[field.name] = value
    return kind(**values)


def _tuples(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(_tuples(item) for item in value)
    return value
