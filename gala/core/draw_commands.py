"""What people may ask of a draw. Whatever changes who wins takes two of them."""

from __future__ import annotations

from collections.abc import Callable

from gala.core import events as e
from gala.core.commands import Command, Decision
from gala.core.committing import can_commit, committed, under_way
from gala.core.draw_steps import round_at_ms
from gala.core.draws import CALLED_OFF, DrawRun
from gala.core.refusals import refusal
from gala.core.state import Show
from gala.core.tables import DrawState, Phase, SegmentState
from gala.core.two_seats import reason_of, two
from gala.proof.chain import margin_ms

_TO_COME = (SegmentState.PENDING, SegmentState.READY, SegmentState.TAKING)

HALL_CHARS_MAX = 64


def _draw(show: Show, command: Command) -> Decision:
    if show.phase is Phase.PANIC:
        return refusal("panic")
    segment = command.segment or show.current
    if segment is None:
        return refusal("not_on_air")
    plan = show.segment(segment)
    if plan.lot is None:
        return refusal("no_draw")
    if show.frozen_of(plan.lot.window) is None:
        return refusal("not_frozen")
    if plan.window is None and show.run(segment).state in _TO_COME:
        return refusal("not_on_air")
    other = under_way(show, plan.lot.window)
    if other is not None and other.segment != segment:
        return refusal("too_soon_to_draw")
    if not can_commit(show, plan):
        return refusal("already")

    def carry_out(by: str) -> tuple[e.Event, ...]:
        return (committed(show, segment, command.at_ms, by, command.by),)

    return two(show, command, f"draw {segment}", carry_out)


def _call_off(show: Show, command: Command) -> Decision:
    draw = _named(show, command)
    if draw is None or draw.state is not DrawState.COMMITTED:
        return refusal("no_draw")
    if draw.manifest.round and command.at_ms >= round_at_ms(draw):
        return refusal("no_return")
    if draw.hall:
        return refusal("no_return")

    def carry_out(by: str) -> tuple[e.Event, ...]:
        return (e.DrawVoided(command.at_ms, draw.number, CALLED_OFF, by, command.by),)

    return two(show, command, f"call_off {draw.number}", carry_out)


def _hall(show: Show, command: Command) -> Decision:
    draw = _named(show, command)
    if draw is None or draw.state is not DrawState.COMMITTED:
        return refusal("no_draw")
    beacon = draw.manifest.beacon
    if beacon.chain.kind != "hall" or draw.hall:
        return refusal("no_draw")
    if command.at_ms < draw.committed_ms + margin_ms(beacon, draw.kind):
        return refusal("too_soon_to_draw")
    value = command.text or ""
    if not value.isascii() or not value.isprintable() or not 1 <= len(value) <= HALL_CHARS_MAX:
        return refusal("bad_value")

    def carry_out(by: str) -> tuple[e.Event, ...]:
        return (e.HallDrawn(command.at_ms, draw.number, value, by, command.by),)

    return two(show, command, f"hall {draw.number} {value}", carry_out)


def _pass_over(show: Show, command: Command) -> Decision:
    draw = _named(show, command)
    if draw is None or draw.kind != "draw" or draw.opened_ms is None:
        return refusal("no_draw")
    place, reason = command.place, reason_of(command)
    if place is None or not draw.may_pass_over(place):
        return refusal("no_winner")
    if reason is None:
        return refusal("no_reason")

    def carry_out(by: str) -> tuple[e.Event, ...]:
        passed = e.WinnerPassedOver(command.at_ms, draw.number, place, reason, by, command.by)
        return (passed,)

    return two(show, command, f"pass_over {draw.number} {place} {reason}", carry_out)


def _announce(show: Show, command: Command) -> Decision:
    draw = _named(show, command)
    if draw is None or draw.kind != "draw" or draw.opened_ms is None:
        return refusal("no_draw")
    if draw.state is not DrawState.OPENED:
        return refusal("already")
    return (e.DrawAnnounced(command.at_ms, draw.number, command.by),)


def _named(show: Show, command: Command) -> DrawRun | None:
    """Return the draw that a command names; without a number the latest."""
    number = len(show.draws) if command.number is None else command.number
    return show.draws[number - 1] if 1 <= number <= len(show.draws) else None


DRAW_RULES: dict[str, Callable[[Show, Command], Decision]] = {
    "draw": _draw,
    "call_off": _call_off,
    "hall": _hall,
    "pass_over": _pass_over,
    "announce": _announce,
}
