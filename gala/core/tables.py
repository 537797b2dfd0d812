"""Which states follow which. A change that is not in these tables is a defect and raises.

show      waiting ──▶ on_air ◀──▶ held          any but over ──▶ panic ──▶ on_air
             ▲           └──────▶ over
             └── breaker tripped ──▶ held
segment   pending ◀──▶ ready ──▶ taking ──▶ on_air ──▶ done
             └──▶ skipped          └──▶ pending (cancelled)
window    planned ──▶ armed ──▶ open ──▶ closed ──▶ settled
                        │ └── closed early ──▶ closed ──▶ planned
                        └──────┴──▶ paused ──▶ armed | closed | settled | planned
draw      committed ──▶ opened ──▶ announced
              └──▶ void
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar


class Phase(StrEnum):
    """Where the show as a whole stands."""

    WAITING = "waiting"
    ON_AIR = "on_air"
    HELD = "held"
    PANIC = "panic"
    OVER = "over"


class Mode(StrEnum):
    """Who drives: the sheet's times, or a person's GO."""

    AUTO = "auto"
    MANUAL = "manual"


class SegmentState(StrEnum):
    """Where one segment stands."""

    PENDING = "pending"
    READY = "ready"
    TAKING = "taking"
    ON_AIR = "on_air"
    DONE = "done"
    SKIPPED = "skipped"


class WindowState(StrEnum):
    """Where one window stands."""

    PLANNED = "planned"
    ARMED = "armed"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SETTLED = "settled"


class DrawState(StrEnum):
    """Where one draw stands."""

    COMMITTED = "committed"
    OPENED = "opened"
    ANNOUNCED = "announced"
    VOID = "void"


PHASES: dict[Phase, frozenset[Phase]] = {
    Phase.WAITING: frozenset({Phase.ON_AIR, Phase.HELD, Phase.PANIC, Phase.OVER}),
    Phase.ON_AIR: frozenset({Phase.HELD, Phase.PANIC, Phase.OVER}),
    Phase.HELD: frozenset({Phase.ON_AIR, Phase.WAITING, Phase.PANIC, Phase.OVER}),
    Phase.PANIC: frozenset({Phase.ON_AIR, Phase.WAITING, Phase.OVER}),
    Phase.OVER: frozenset(),
}

SEGMENTS: dict[SegmentState, frozenset[SegmentState]] = {
    SegmentState.PENDING: frozenset(
        {SegmentState.READY, SegmentState.TAKING, SegmentState.SKIPPED}
    ),
    SegmentState.READY: frozenset(
        {SegmentState.PENDING, SegmentState.TAKING, SegmentState.SKIPPED}
    ),
    SegmentState.TAKING: frozenset({SegmentState.ON_AIR, SegmentState.PENDING}),
    SegmentState.ON_AIR: frozenset({SegmentState.DONE, SegmentState.PENDING}),
    SegmentState.DONE: frozenset({SegmentState.PENDING}),
    SegmentState.SKIPPED: frozenset({SegmentState.PENDING}),
}

WINDOWS: dict[WindowState, frozenset[WindowState]] = {
    WindowState.PLANNED: frozenset({WindowState.ARMED}),
    WindowState.ARMED: frozenset({WindowState.OPEN, WindowState.PAUSED, WindowState.CLOSED}),
    WindowState.OPEN: frozenset({WindowState.PAUSED, WindowState.CLOSED}),
    WindowState.PAUSED: frozenset(
        {WindowState.ARMED, WindowState.CLOSED, WindowState.SETTLED, WindowState.PLANNED}
    ),
    WindowState.CLOSED: frozenset({WindowState.SETTLED, WindowState.PLANNED}),
    WindowState.SETTLED: frozenset({WindowState.PLANNED}),
}

DRAWS: dict[DrawState, frozenset[DrawState]] = {
    DrawState.COMMITTED: frozenset({DrawState.OPENED, DrawState.VOID}),
    DrawState.OPENED: frozenset({DrawState.ANNOUNCED}),
    DrawState.ANNOUNCED: frozenset(),
    DrawState.VOID: frozenset(),
}

_S = TypeVar("_S", bound=StrEnum)


class BadTransition(Exception):
    """An event asked for a change that the tables do not have."""


def check(table: dict[_S, frozenset[_S]], old: _S, new: _S, what: str) -> _S:
    """Return `new` when `table` lets it follow `old`; raise `BadTransition` otherwise."""
    if new not in table[old]:
        raise BadTransition(f"{what} cannot go from {old} to {new}")
    return new
