"""The facts of windows: what the clock brings, what the ledger counts, what people do by hand.

`gen` is the opening that the fact is about, from 1; a window that was never opened has 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gala.core.event import Event


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
class WindowPaused(Event):
    """Opening `gen` was ended, to go on as the next one when somebody says so."""

    name: ClassVar[str] = "window_paused"
    window: str
    gen: int
    by: str


@dataclass(frozen=True, slots=True)
class WindowResumed(Event):
    """A window goes on as opening `gen`, from `opens_at_ms` (before outlets' delays)."""

    name: ClassVar[str] = "window_resumed"
    window: str
    gen: int
    opens_at_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class WindowToppedUp(Event):
    """An outlet got `units` more, for the public `reason`; opening `gen` was the present one."""

    name: ClassVar[str] = "window_topped_up"
    window: str
    gen: int
    outlet: str
    units: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class WindowEnded(Event):
    """Somebody closed opening `gen` before its time, for good."""

    name: ClassVar[str] = "window_ended"
    window: str
    gen: int
    by: str


@dataclass(frozen=True, slots=True)
class WindowRevoked(Event):
    """What opening `gen` gave is void, for the public `reason`, and the window has ended."""

    name: ClassVar[str] = "window_revoked"
    window: str
    gen: int
    reason: str
    by: str
    second: str
