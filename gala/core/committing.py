"""When a draw is committed to, and to what: the manifest, made from the state alone.

A commitment is never due by the clock: its round must lie ahead of the present, so whoever conducts
asks `commitment` at the present instant, after every event.
"""

from __future__ import annotations

from dataclasses import replace

from gala.core.draws import ATTEMPTS_MAX, EMPTY, LATE, OVER, REVOKED, DrawRun
from gala.core.events import AUTO, DrawCommitted, DrawGivenUp, Event
from gala.core.plan import SegmentPlan
from gala.core.state import Show, WindowRun
from gala.core.tables import DrawState, Mode, Phase, SegmentState, WindowState
from gala.proof.chain import first_round_at, margin_ms, time_of
from gala.proof.manifest import Manifest, read_manifest
from gala.proof.rules import DrawRule

_BUSY = (WindowState.ARMED, WindowState.OPEN, WindowState.CLOSED)

_CAME = (SegmentState.ON_AIR, SegmentState.DONE)


def manifest(show: Show, segment: str, at_ms: int) -> Manifest:
    """Return what the next draw of `segment` would commit to at `at_ms`.

    Raises `ValueError` when its entries are not frozen.
    """
    lot = show.lot(segment)
    frozen = show.frozen_of(lot.window)
    if frozen is None:
        raise ValueError(f"the entries of {lot.window} are not frozen")
    rule = lot.rule
    if isinstance(rule, DrawRule) and not rule.by_outlet:
        rule = replace(rule, without=_won_before(show, lot.window))
    beacon = show.night.beacon
    return Manifest(
        origin=show.night.origin,
        number=len(show.draws) + 1,
        segment=segment,
        window=lot.window,
        root=bytes.fromhex(frozen.root),
        entries=frozen.entries,
        numbers=frozen.numbers,
        outlets=frozen.given,
        beacon=beacon,
        round=first_round_at(beacon.chain, at_ms + margin_ms(beacon, lot.kind)),
        vrf=show.night.vrf,
        rule=rule,
    )


def committed(show: Show, segment: str, at_ms: int, by: str, second: str) -> DrawCommitted:
    """Return the event that commits to the next draw of `segment`."""
    made = manifest(show, segment, at_ms)
    return DrawCommitted(at_ms, made.number, made.text(), by, second)


def not_after_ms(event: Event) -> int:
    """Return the last instant at which `event` may come into the log, 0 when any is good.

    A commitment must stand there before anybody can know its round, however long the writing takes.
    """
    if not isinstance(event, DrawCommitted):
        return 0
    made = read_manifest(event.manifest)
    if made.beacon.chain.kind == "hall":
        return 0  # its word is drawn on stage, once the commitment stands
    return time_of(made.beacon.chain, made.round) - 1


def commitment(show: Show, at_ms: int) -> Event | None:
    """Return what the sheet commits to, or gives up, at the present instant; None for nothing."""
    if show.phase is Phase.PANIC:
        return None
    for segment in show.plan.segments:
        if not _waits(show, segment):
            continue
        reason = _hopeless(show, segment)
        if reason is not None:
            return DrawGivenUp(at_ms, segment.id, reason)
        if _by_the_sheet(show, segment):
            return committed(show, segment.id, at_ms, AUTO, AUTO)
    return None


def can_commit(show: Show, segment: SegmentPlan) -> bool:
    """Whether people may commit to the next draw of `segment` now."""
    return _waits(show, segment) and _hopeless(show, segment) is None


def drawing(show: Show) -> bool:
    """Whether a draw is on its way that the programme's end waits for."""
    return any(_on_its_way(show, segment) for segment in show.plan.segments)


def finished(show: Show) -> bool:
    """Whether nothing can happen any more."""
    return show.phase is Phase.OVER and show.windows_settled and not drawing(show)


def _on_its_way(show: Show, segment: SegmentPlan) -> bool:
    if segment.lot is None:
        return False
    if segment.window and _counting(show, segment.window.id):
        return True
    draw = show.draw_of(segment.id)
    if draw is not None and draw.state is not DrawState.VOID:
        return not draw.settled
    if not _waits(show, segment):
        return False
    return show.phase is Phase.OVER or _by_the_sheet(show, segment)


def _counting(show: Show, window: str) -> bool:
    """Whether a window is under way, or its entries are still to be frozen."""
    run = show.window(window)
    return busy(run) or (run.state is WindowState.SETTLED and show.frozen_of(window) is None)


def busy(window: WindowRun) -> bool:
    """Whether a window goes on by itself, so that the programme's end waits for it."""
    goes_on = window.paused is not None and not window.paused.by_hand
    return window.state in _BUSY or (window.state is WindowState.PAUSED and goes_on)


def _waits(show: Show, segment: SegmentPlan) -> bool:
    """Whether a segment's entries are frozen and it has no draw that counts."""
    if segment.lot is None or any(given_up == segment.id for given_up, _ in show.given_up):
        return False
    draw = show.draw_of(segment.id)
    if draw is not None and draw.state is not DrawState.VOID:
        return False
    if show.window(segment.lot.window).state is not WindowState.SETTLED:
        return False
    if segment.window is None and show.run(segment.id).state not in _CAME:
        return False  # a later round of prizes: drawn when its segment is on air
    if under_way(show, segment.lot.window):
        return False  # who wins there takes no part here
    return show.frozen_of(segment.lot.window) is not None


def under_way(show: Show, window: str) -> DrawRun | None:
    """Return the draw from a window's entries that is committed to and not yet opened."""
    for draw in show.draws:
        if draw.manifest.window == window and draw.state is DrawState.COMMITTED:
            return draw
    return None


def _hopeless(show: Show, segment: SegmentPlan) -> str | None:
    """Return why nothing more will be drawn for a segment that waits, None when it may."""
    lot = show.lot(segment.id)
    frozen = show.frozen_of(lot.window)
    assert frozen is not None
    if show.window(lot.window).revoked and show.window_plan(lot.window).orders_by_lot:
        return REVOKED
    taken = 0
    if isinstance(lot.rule, DrawRule):
        taken = sum(quantity for _, quantity in _won_before(show, lot.window))
    if frozen.numbers == taken:
        return EMPTY
    late = [one for one in show.draws if one.segment == segment.id and one.reason == LATE]
    if len(late) >= ATTEMPTS_MAX:
        return LATE
    if show.phase is Phase.OVER and not _by_the_sheet(show, segment):
        return OVER
    return None


def _by_the_sheet(show: Show, segment: SegmentPlan) -> bool:
    """Whether nobody needs to ask: a rain always pays; prizes in AUTO, unless called off."""
    lot = show.lot(segment.id)
    if not isinstance(lot.rule, DrawRule):
        return True
    draw = show.draw_of(segment.id)
    return show.mode is Mode.AUTO and (draw is None or draw.reason == LATE)


def _won_before(show: Show, window: str) -> tuple[tuple[int, int], ...]:
    """Return the `(low, quantity)` of those who hold a prize from the same entries, ascending."""
    won: list[tuple[int, int]] = []
    for draw in show.draws:
        if draw.manifest.window == window and draw.kind == "draw":
            won += draw.won()
    return tuple(sorted(won))
