"""What people may ask of a window: pause, resume, more stock, an early end, its results withdrawn.

Each request names the opening (`gen`) that its sender saw: when the window has gone on since, it is
`stale_window` and nothing happens. What changes who has what for good takes two people.
"""

from __future__ import annotations

from collections.abc import Callable

from gala.core import events as e
from gala.core.commands import Command, Decision
from gala.core.refusals import Refusal, refusal
from gala.core.schedule import ARM_LEAD_MS, has_its_segment
from gala.core.state import Show
from gala.core.tables import Phase, WindowState
from gala.core.two_seats import reason_of, two
from gala.core.window_run import WindowRun
from gala.core.window_steps import LIVE

TOP_UP_UNITS_MAX = 1_000_000
"""In one request: more is a slip of the keys."""

_Rule = Callable[[Show, Command, WindowRun], Decision]


def _pause(show: Show, command: Command, window: WindowRun) -> Decision:
    if show.phase is Phase.PANIC:
        return refusal("panic")
    if window.paused is not None:
        return refusal("already" if window.paused.by_hand else "counting")
    if window.state not in LIVE:
        return _not_live(window)
    if not has_its_segment(show, window):
        return refusal("off_air")
    return (e.WindowPaused(command.at_ms, window.id, window.gen, command.by),)


def _resume(show: Show, command: Command, window: WindowRun) -> Decision:
    if show.phase is Phase.PANIC:
        return refusal("panic")
    if window.paused is None or not window.paused.by_hand:
        return refusal("not_paused")
    if not has_its_segment(show, window):
        return refusal("off_air")
    if show.phase is Phase.HELD and not window.opened:
        return refusal("held")  # what has not opened yet waits for the programme's clock
    if not window.is_counted:
        return refusal("counting")
    opens_at_ms = command.at_ms + max(ARM_LEAD_MS, command.lead_ms)
    resumed = e.WindowResumed(command.at_ms, window.id, window.gen + 1, opens_at_ms, command.by)
    return (resumed,)


def _top_up(show: Show, command: Command, window: WindowRun) -> Decision:
    plan = show.window_plan(window.id)
    outlet, units, reason = command.outlet, command.units, reason_of(command)
    if not plan.stocked:
        return refusal("no_stock")
    if show.phase is Phase.PANIC:
        return refusal("panic")
    # What has been frozen says how much there was: it gets no more.
    to_come = window.state is WindowState.PLANNED and window.gen == 0
    if window.state not in (*LIVE, WindowState.PAUSED) and not to_come:
        return _not_live(window)
    if window.state in LIVE and window.closes_at_ms <= command.at_ms + ARM_LEAD_MS:
        return refusal("window_over")
    if outlet not in dict(plan.stock):
        return refusal("no_units")
    if units is None or not 1 <= units <= TOP_UP_UNITS_MAX:
        return refusal("no_units")
    if reason is None:
        return refusal("no_reason")

    def carry_out(by: str) -> tuple[e.Event, ...]:
        at_ms, gen = command.at_ms, window.gen
        return (
            e.WindowToppedUp(at_ms, window.id, gen, outlet, units, reason, by, command.by),
        )  # fmt: skip

    key = f"top_up {window.id} {window.gen} {outlet} {units} {reason}"
    return two(show, command, key, carry_out)


def _close(show: Show, command: Command, window: WindowRun) -> Decision:
    if window.state in (*LIVE, WindowState.PAUSED):
        return (e.WindowEnded(command.at_ms, window.id, window.gen, command.by),)
    return _not_live(window)


def _revoke(show: Show, command: Command, window: WindowRun) -> Decision:
    opening = window.gen if command.number is None else command.number
    reason = reason_of(command)
    plan = show.window_plan(window.id)
    if not plan.stocked and not plan.orders_by_lot:
        return refusal("no_stock")
    if not 1 <= opening <= window.gen:
        return refusal("not_open")
    if window.is_revoked(opening):
        return refusal("already")
    if reason is None:
        return refusal("no_reason")

    def carry_out(by: str) -> tuple[e.Event, ...]:
        return (e.WindowRevoked(command.at_ms, window.id, opening, reason, by, command.by),)

    return two(show, command, f"revoke {window.id} {opening} {reason}", carry_out)


def _not_live(window: WindowRun) -> Refusal:
    return refusal("not_open" if window.state is WindowState.PLANNED else "window_over")


def _seen(rule: _Rule) -> Callable[[Show, Command], Decision]:
    """Return `rule` for a window that is there and still as the sender saw it."""

    def checked(show: Show, command: Command) -> Decision:
        window = next((one for one in show.windows if one.id == command.window), None)
        if window is None:
            return refusal("no_window")
        if command.gen != window.gen:
            return refusal("stale_window")
        return rule(show, command, window)

    return checked


WINDOW_RULES: dict[str, Callable[[Show, Command], Decision]] = {
    "pause_window": _seen(_pause),
    "resume_window": _seen(_resume),
    "top_up": _seen(_top_up),
    "close_window": _seen(_close),
    "revoke": _seen(_revoke),
}
