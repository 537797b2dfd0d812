"""What the facts of windows lead to: steps as in step.py, one function an event.

An opening is a `gen`. Whatever ends one ends it for good in the ledger; what goes on is the next
opening, with what all openings before have left: so no order of keys can give a unit twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gala.core import events as e
from gala.core.compile import OPEN_FOR_MS_MIN
from gala.core.cues import Stepped, one_cue, publish
from gala.core.effects import CloseWindow, Effect, FreezeEntries, OpenWindow, Publish, Row
from gala.core.state import Show
from gala.core.tables import BadTransition, WindowState
from gala.core.window_run import Pause, Revocation, TopUp, WindowRun

LIVE = (WindowState.ARMED, WindowState.OPEN)


def _armed(show: Show, event: e.WindowArmed) -> Stepped:
    window, plan = show.window(event.window), show.window_plan(event.window)
    rows = _with_stock(
        show,
        window,
        tuple(
            (outlet, begins_ms := event.opens_at_ms + delay_ms, begins_ms + plan.open_for_ms)
            for outlet, delay_ms in show.delays_ms.items()
        ),
    )  # fmt: skip
    window = replace(window, opened=False, ended=False)
    return _opening(show, window, rows)


def _resumed(show: Show, event: e.WindowResumed) -> Stepped:
    window = show.window(event.window)
    if event.gen != window.gen + 1 or window.paused is None or not window.is_counted:
        raise BadTransition(f"window {window.id} cannot go on as opening {event.gen}")
    instants = _as_it_was if not window.paused.by_hand else _with_time_left
    rows = _with_stock(show, window, instants(show, window, event.opens_at_ms))
    return _opening(show, replace(window, paused=None), rows)


_Instants = tuple[tuple[str, int, int], ...]


def _with_time_left(show: Show, window: WindowRun, opens_at_ms: int) -> _Instants:
    """Return each outlet's instants: open for as long as was left when the pause came.

    What was left is no shorter than a thumb needs; an outlet whose time was up stays closed.
    """
    assert window.paused is not None
    least_ms = min(show.window_plan(window.id).open_for_ms, OPEN_FOR_MS_MIN)
    delays_ms = show.delays_ms
    instants = []
    for outlet, opened_ms, closes_ms, _ in window.rows:
        left_ms = closes_ms - max(window.paused.at_ms, opened_ms)
        begins_ms = opens_at_ms + delays_ms[outlet]
        ends_ms = begins_ms + max(left_ms, least_ms) if left_ms > 0 else begins_ms
        instants.append((outlet, begins_ms, ends_ms))
    return tuple(instants)


def _as_it_was(show: Show, window: WindowRun, opens_at_ms: int) -> _Instants:
    """Return each outlet's instants: open again from `opens_at_ms` on, until the same end."""
    begins_ms = {row[0]: max(row[1], opens_at_ms) for row in window.rows}
    return tuple(
        (outlet, begins_ms[outlet], max(closes_ms, begins_ms[outlet]))
        for outlet, _, closes_ms, _ in window.rows
    )


def _with_stock(show: Show, window: WindowRun, instants: _Instants) -> tuple[Row, ...]:
    left = dict(window.left(show.window_plan(window.id)))
    return tuple((*instant, left[instant[0]]) for instant in instants)


def _opening(show: Show, window: WindowRun, rows: tuple[Row, ...]) -> Stepped:
    """Begin the next opening."""
    window = replace(window.to(WindowState.ARMED), gen=window.gen + 1, rows=rows)
    show, cue = _cue(show, window)
    price_fen = show.window_plan(window.id).price_fen
    return show, (OpenWindow(window.id, window.gen, price_fen, rows), cue)


def _opened(show: Show, event: e.WindowOpened) -> Stepped:
    window = replace(show.window(event.window).to(WindowState.OPEN), opened=True)
    show, cue = _cue(show, window)
    return show, (cue,)


def _closed(show: Show, event: e.WindowClosed) -> Stepped:
    return _shut(show, show.window(event.window))


def _ended(show: Show, event: e.WindowEnded) -> Stepped:
    window = _present(show, event.window, event.gen)
    return _shut(show, replace(window, ended=True))


def _paused(show: Show, event: e.WindowPaused) -> Stepped:
    window = _present(show, event.window, event.gen)
    return _pause(show, window, Pause(event.at_ms, by_hand=True))


def _topped_up(show: Show, event: e.WindowToppedUp) -> Stepped:
    window = _present(show, event.window, event.gen)
    _two_seats(event.by, event.second)
    if event.units < 1 or event.outlet not in dict(show.window_plan(window.id).stock):
        raise BadTransition(f"{event.units} units more on {event.outlet}")
    top_up = TopUp(
        event.gen, event.outlet, event.units, event.reason, event.by, event.second
    )  # fmt: skip
    window = replace(window, top_ups=(*window.top_ups, top_up))
    show = replace(show, proposal=None)
    if window.state in LIVE:
        return _pause(show, window, Pause(event.at_ms, by_hand=False))
    if window.state not in (WindowState.PLANNED, WindowState.PAUSED):
        raise BadTransition(f"window {window.id} is {window.state} and gets no more")
    return show.with_window(window), ()


def _revoked(show: Show, event: e.WindowRevoked) -> Stepped:
    window = show.window(event.window)
    _two_seats(event.by, event.second)
    if not 1 <= event.gen <= window.gen or window.is_revoked(event.gen):
        raise BadTransition(f"opening {event.gen} of {window.id} cannot be revoked")
    revocation = Revocation(event.gen, event.reason, event.by, event.second)
    window = replace(window, revoked=(*window.revoked, revocation))
    show = replace(show.with_window(window), proposal=None)
    effects: tuple[Effect, ...] = ()
    if window.state in (*LIVE, WindowState.PAUSED):
        show, effects = _shut(show, replace(window, ended=True))
    show, cue = publish(show, "window_revoked", (window.id, event.gen, event.reason))
    return show, (*effects, cue)


def _settled(show: Show, event: e.WindowSettled) -> Stepped:
    window = show.window(event.window)
    if event.gen != window.gen or not window.counting:
        raise BadTransition(f"window {window.id} settles opening {event.gen} of {window.gen}")
    now_sold = dict(event.sold)
    for outlet, _, _, stock in window.rows:
        if not 0 <= now_sold.get(outlet, 0) <= stock:
            raise ValueError(f"window {window.id} sold {now_sold[outlet]} of {stock} on {outlet}")
    counted = tuple((outlet, now_sold.get(outlet, 0)) for outlet, _ in window.sold)
    sold = tuple((outlet, units + now_sold.get(outlet, 0)) for outlet, units in window.sold)
    window = replace(window, sold=sold, counted=(*window.counted, (event.gen, counted)))
    if window.state is WindowState.PAUSED:
        return show.with_window(window), ()
    return _settle(show, window)


def freezing(show: Show, window: WindowRun) -> tuple[Effect, ...]:
    """Return the effect that freezes what a window gave, if it is still to come.

    A window that was closed before it opened again has given what it gave before.
    """
    gave = any(given for _, given in window.sold)
    settled = window.state is WindowState.SETTLED or (window.state is WindowState.PLANNED and gave)
    if not settled or show.frozen_of(window.id) is not None:
        return ()
    return (FreezeEntries(window.id, window.gen, declared_and_given(show, window)),)


def declared_and_given(show: Show, window: WindowRun) -> tuple[tuple[str, int, int], ...]:
    """Return what a window's frozen tree is over: `(outlet, declared, given)`."""
    plan = show.window_plan(window.id)
    declared = dict(window.declared(plan)) if plan.stocked else {}
    return tuple((outlet, declared.get(outlet, 0), given) for outlet, given in window.sold)


def _shut(show: Show, window: WindowRun) -> Stepped:
    """End the opening; one that was paused and counted has nothing more to wait for."""
    window = replace(window, paused=None)
    if window.is_counted:
        return _settle(show, window)
    window = window.to(WindowState.CLOSED)
    show, cue = _cue(show, window)
    return show, (CloseWindow(window.id, window.gen), cue)


def _pause(show: Show, window: WindowRun, pause: Pause) -> Stepped:
    window = replace(window.to(WindowState.PAUSED), paused=pause)
    show, cue = _cue(show, window)
    return show, (CloseWindow(window.id, window.gen), cue)


def _settle(show: Show, window: WindowRun) -> Stepped:
    """Say what the opening gave, which is counted."""
    done = window.opened or window.ended
    window = window.to(WindowState.SETTLED if done else WindowState.PLANNED)
    sold = dict(window.counted[-1][1])
    rows = tuple((*row, sold[row[0]]) for row in window.rows)
    show = show.with_window(window)
    show, cues = one_cue(show, "window", (window.id, window.gen, "settled", rows))
    return show, (*cues, *freezing(show, window))


def _cue(show: Show, window: WindowRun) -> tuple[Show, Publish]:
    show = show.with_window(window)
    return publish(show, "window", (window.id, window.gen, str(window.state), window.rows))


def _present(show: Show, window: str, gen: int) -> WindowRun:
    """Return a window of which `gen` is the present opening."""
    run = show.window(window)
    if run.gen != gen:
        raise BadTransition(f"opening {gen} of {window} is not the present one, {run.gen}")
    return run


def _two_seats(by: str, second: str) -> None:
    if by == second:
        raise BadTransition("it takes two people")


WINDOW_STEPS: dict[type[e.Event], Callable[[Show, Any], Stepped]] = {
    e.WindowArmed: _armed,
    e.WindowOpened: _opened,
    e.WindowClosed: _closed,
    e.WindowSettled: _settled,
    e.WindowPaused: _paused,
    e.WindowResumed: _resumed,
    e.WindowToppedUp: _topped_up,
    e.WindowEnded: _ended,
    e.WindowRevoked: _revoked,
}
