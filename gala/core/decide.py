"""From what a person asks to what happens: `decide(show, command) -> events | refusal`.

Only accepted facts are logged. One function a command, found by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gala.core import events as e
from gala.core.breaker import is_held
from gala.core.commands import Command, Decision
from gala.core.draw_commands import DRAW_RULES
from gala.core.editing import edit
from gala.core.outlets import trim
from gala.core.refusals import Refusal, refusal
from gala.core.room_commands import room_go
from gala.core.schedule import next_segment
from gala.core.shedding import LEVEL_MAX
from gala.core.state import Show
from gala.core.tables import Mode, Phase, SegmentState
from gala.core.window_commands import WINDOW_RULES

GO_GAP_MS = 500
"""The least time between two takes by hand."""

EXTEND_MS_MAX = 4 * 3_600_000


def decide(show: Show, command: Command) -> Decision:
    """Return the events that carry out `command`, or why not. An unknown name is `bad_value`."""
    rule = _RULES.get(command.name)
    if rule is None:
        return refusal("bad_value")
    if show.phase is Phase.OVER and command.name not in _AFTER_THE_END:
        return refusal("over")
    if command.checked and command.name in _CHECKED and command.on_air != show.current:
        return refusal("stale")
    if command.segment is not None and command.segment not in (run.id for run in show.runs):
        return refusal("unknown_segment")
    return rule(show, command)


def _stopped(show: Show) -> Refusal | None:
    """Return why nothing may be taken now, if so."""
    if show.phase is Phase.HELD:
        return refusal("held")
    if show.phase is Phase.PANIC:
        return refusal("panic")
    return None


def _ready(show: Show, command: Command) -> Decision:
    following = next_segment(show)
    segment = command.segment or (following.id if following else None)
    if segment is None:
        return refusal("nothing_next")
    state = show.run(segment).state
    if state is SegmentState.READY:
        return refusal("already")
    if state is not SegmentState.PENDING:
        return refusal("bad_value")
    return (e.SegmentReadied(command.at_ms, segment, command.by),)


def _go(show: Show, command: Command) -> Decision:
    """Take what comes next; where the breaker holds, that is to go on, by whoever says so."""
    resumed: tuple[e.Event, ...] = ()
    if is_held(show):
        resumed = (e.ClockResumed(command.at_ms, command.by),)
    elif stopped := _stopped(show):
        return stopped
    if show.last_go_ms and command.at_ms - show.last_go_ms < GO_GAP_MS:
        return refusal("too_soon")
    present_at_ms = command.at_ms + command.lead_ms
    if show.taking:
        if show.taking.by != e.AUTO or show.taking.present_at_ms <= present_at_ms:
            return refusal("already")
        return (e.TakeRetimed(command.at_ms, present_at_ms, command.by),)
    segment = next_segment(show)
    if segment is None:
        return refusal("nothing_next")
    return (*resumed, e.TakeScheduled(command.at_ms, segment.id, present_at_ms, command.by))


def _hold(show: Show, command: Command) -> Decision:
    if show.phase is Phase.HELD:
        return refusal("already")
    if show.phase is Phase.PANIC:
        return refusal("panic")
    if show.on_air is None:
        return refusal("waiting")
    return (*_cancelled(show, command), e.ClockHeld(command.at_ms, command.by))


def _resume(show: Show, command: Command) -> Decision:
    if show.phase is Phase.PANIC:
        return refusal("panic")
    if show.phase is not Phase.HELD:
        return refusal("already")
    return (e.ClockResumed(command.at_ms, command.by),)


def _skip(show: Show, command: Command) -> Decision:
    cancelled = _cancelled(show, command) if show.taking and show.taking.by == e.AUTO else ()
    if command.segment is not None:
        segment = command.segment
    elif cancelled and show.taking:
        segment = show.taking.segment
    else:
        following = next_segment(show)
        if following is None:
            return refusal("nothing_next")
        segment = following.id
    announced = show.taking is not None and show.taking.segment == segment
    state = show.run(segment).state
    if state is SegmentState.SKIPPED:
        return refusal("already")
    if state not in (SegmentState.PENDING, SegmentState.READY) and not (announced and cancelled):
        return refusal("bad_value")
    skipped = e.SegmentSkipped(command.at_ms, segment, command.by)
    return (*(cancelled if announced else ()), skipped)


def _extend(show: Show, command: Command) -> Decision:
    if command.by_ms is None or command.by_ms == 0 or abs(command.by_ms) > EXTEND_MS_MAX:
        return refusal("bad_value")
    if show.on_air is None:
        return refusal("not_on_air")
    if show.taking and show.taking.by != e.AUTO:
        return refusal("stale")
    held_ms = command.at_ms - show.held_at_ms if show.held_at_ms is not None else 0
    if show.on_air.ends_at_ms + held_ms + command.by_ms < command.at_ms + command.lead_ms:
        return refusal("no_room_left")
    extended = e.SegmentExtended(command.at_ms, show.on_air.segment, command.by_ms, command.by)
    return (*_cancelled(show, command), extended)


def _jump(show: Show, command: Command) -> Decision:
    if stopped := _stopped(show):
        return stopped
    if command.segment is None:
        return refusal("bad_value")
    if command.segment == show.current:
        return refusal("already")
    if show.last_go_ms and command.at_ms - show.last_go_ms < GO_GAP_MS:
        return refusal("too_soon")
    if show.on_air and show.on_air.segment == command.segment:
        return _cancelled(show, command)
    return (
        *_cancelled(show, command),
        e.Jumped(command.at_ms, command.segment, command.by),
        e.TakeScheduled(
            command.at_ms, command.segment, command.at_ms + command.lead_ms, command.by
        ),
    )


def _plan_b(show: Show, command: Command) -> Decision:
    """Take the Plan B of the named segment; without a name, of what comes or of what is on air."""
    following = next_segment(show)
    fillers = {one.filler_for: one.id for one in show.plan.segments if one.filler_for is not None}
    named = (command.segment,) if command.segment else (following and following.id, show.current)
    for segment in named:
        if segment in fillers:
            return _jump(show, replace(command, segment=fillers[segment]))
    return refusal("no_plan_b")


def _panic(show: Show, command: Command) -> Decision:
    if show.phase is Phase.PANIC:
        return refusal("already")
    return (*_cancelled(show, command), e.Panicked(command.at_ms, command.by))


def _clear(show: Show, command: Command) -> Decision:
    if show.phase is not Phase.PANIC:
        return refusal("already")
    return (e.PanicCleared(command.at_ms, command.by),)


def _auto(show: Show, command: Command) -> Decision:
    if show.mode is Mode.AUTO:
        return refusal("already")
    if show.phase is Phase.PANIC:
        return refusal("panic")
    return (e.ModeSet(command.at_ms, str(Mode.AUTO), command.by),)


def _manual(show: Show, command: Command) -> Decision:
    if show.mode is Mode.MANUAL:
        return refusal("already")
    cancelled = _cancelled(show, command) if show.taking and show.taking.by == e.AUTO else ()
    return (*cancelled, e.ModeSet(command.at_ms, str(Mode.MANUAL), command.by))


def _shed(show: Show, command: Command) -> Decision:
    level = command.number
    if level is None or not 0 <= level <= LEVEL_MAX:
        return refusal("bad_value")
    if level == show.shedding:
        return refusal("already")
    return (e.SheddingSet(command.at_ms, level, command.by),)


def _end(show: Show, command: Command) -> Decision:
    return (e.ShowEnded(command.at_ms, command.by),)


def _cancelled(show: Show, command: Command) -> tuple[e.Event, ...]:
    return (e.TakeCancelled(command.at_ms, command.by),) if show.taking else ()


_CHECKED = frozenset({"ready", "go", "skip", "extend", "jump", "plan_b", "end"})
"""Commands that refer to what is on air; the others must work whatever one believed."""

_AFTER_THE_END = frozenset({"announce", "hall", "pass_over", "revoke"})
"""Draws that were committed to go on to their end, and a mistake may be seen late."""

_RULES: dict[str, Callable[[Show, Command], Decision]] = {
    "ready": _ready,
    "go": _go,
    "hold": _hold,
    "resume": _resume,
    "skip": _skip,
    "extend": _extend,
    "jump": _jump,
    "plan_b": _plan_b,
    "panic": _panic,
    "clear": _clear,
    "auto": _auto,
    "manual": _manual,
    "shed": _shed,
    "delay": trim,
    "edit": edit,
    "room_go": room_go,
    "end": _end,
    **DRAW_RULES,
    **WINDOW_RULES,
}

COMMANDS = frozenset(_RULES)
