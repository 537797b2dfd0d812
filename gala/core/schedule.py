"""When things come: the next segment, its instant, and the next event that is due by the clock.

Everything is derived from the state, so a conductor that takes over after a crash finds the same
timers as the one that died: there are none to lose.
"""

from __future__ import annotations

from collections.abc import Iterator

from gala.core.back_timing import TO_COME, earliest_ms, earliest_starts
from gala.core.breaker import tripped
from gala.core.committing import busy, drawing
from gala.core.draws import DrawRun
from gala.core.events import (
    AUTO,
    DrawAnnounced,
    Event,
    SegmentStarted,
    ShowEnded,
    TakeScheduled,
    WindowArmed,
    WindowClosed,
    WindowOpened,
    WindowResumed,
)
from gala.core.plan import SegmentPlan
from gala.core.rooms import EARLY_MS as EARLY_MS
from gala.core.rooms import LEAD_MS as LEAD_MS
from gala.core.rooms import rooms_due
from gala.core.state import Show, WindowRun
from gala.core.tables import DrawState, Mode, Phase, WindowState

ARM_LEAD_MS = 250
"""The least time between arming a window and its opening."""

ANNOUNCE_MS, ANNOUNCE_MS_MIN = 4_000, 1_500
"""How long the envelope stays closed in AUTO: the phones have computed the winners by then."""

_STOPS = (Phase.PANIC, Phase.OVER)


def next_segment(show: Show) -> SegmentPlan | None:
    """Return what comes after the segment on air or announced: the standby one, or in order."""
    if show.standby is not None and show.run(show.standby).state in TO_COME:
        return show.segment(show.standby)
    start = show.index(show.current) + 1 if show.current else 0
    for place in range(start, len(show.runs)):
        if show.runs[place].state in TO_COME:
            return show.plan.segments[place]
    return None


def ends_at_ms(show: Show) -> int:
    """Return when what is on air or announced ends; the show's start when there is nothing."""
    if show.taking:
        return show.taking.present_at_ms + show.segment(show.taking.segment).length_ms
    if show.on_air is None:
        return show.origin_ms
    if show.held_at_ms is not None:
        return show.on_air.ends_at_ms + (show.now_ms - show.held_at_ms)
    return show.on_air.ends_at_ms


def starts_at_ms(show: Show, segment: SegmentPlan, after_ms: int) -> int:
    """Return when `segment` starts if what comes before it ends at `after_ms`."""
    own_ms = earliest_ms(show, segment)
    return after_ms if own_ms is None else max(after_ms, own_ms)


def next_brief(show: Show) -> tuple[object, ...] | None:
    """Return `(id, kind, title, starts_at_ms)` of what comes next; 0 when a person decides."""
    segment = next_segment(show)
    if segment is None:
        return None
    by_clock = show.mode is Mode.AUTO and show.phase in (Phase.WAITING, Phase.ON_AIR)
    at_ms = starts_at_ms(show, segment, ends_at_ms(show)) if by_clock else 0
    return (segment.id, segment.kind, segment.title, at_ms)


def expected_starts(show: Show) -> tuple[tuple[int, ...], int]:
    """Return when each segment started or will, as things stand, and when the show ends or did."""
    starts = [run.started_ms or 0 for run in show.runs]
    if show.phase is Phase.OVER:
        return tuple(starts), max(
            (run.ended_ms or 0 for run in show.runs), default=0
        ) or show.now_ms
    cursor_ms = max(ends_at_ms(show), show.now_ms) if show.current else show.origin_ms
    first = 0
    if show.taking:
        first = show.index(show.taking.segment)
        starts[first] = show.taking.present_at_ms
        first += 1
    elif show.on_air:
        first = show.index(show.on_air.segment) + 1
    own = earliest_starts(show)
    for place, run in enumerate(show.runs):
        if run.state not in TO_COME:
            continue
        if place >= first:
            cursor_ms = max(cursor_ms, own[place] or cursor_ms)
            starts[place] = cursor_ms
            cursor_ms += show.plan.segments[place].length_ms
    return tuple(starts), cursor_ms


def spare_ms(show: Show) -> dict[str, int]:
    """Return how long before each fixed start to come what is before it ends, as things stand.

    Negative: so much later, and that is when it will start.
    """
    starts, _ = expected_starts(show)
    if show.phase is Phase.OVER:
        return {}
    spare: dict[str, int] = {}
    cursor_ms = max(ends_at_ms(show), show.now_ms) if show.current else show.origin_ms
    for segment, run, starts_ms, own_ms in zip(
        show.plan.segments, show.runs, starts, earliest_starts(show), strict=True
    ):
        if run.state not in TO_COME or not starts_ms:
            continue
        if own_ms is not None:
            spare[segment.id] = own_ms - cursor_ms
        cursor_ms = starts_ms + segment.length_ms
    return spare


def next_due(show: Show) -> tuple[int, Event] | None:
    """Return the next event that the clock alone brings, with its instant, or None.

    The instant may have passed: then the event is due at once and still bears that instant (or the
    latest event's, when that is later: the log's instants never go back).
    """
    return min(_due(show), key=lambda due: due[0], default=None)


def _due(show: Show) -> Iterator[tuple[int, Event]]:
    for window in show.windows:
        yield from _window_due(show, window)
    for draw in show.draws:
        if draw.state is DrawState.OPENED and not draw.settled:
            yield from _announcement_due(show, draw)
    yield from rooms_due(show)
    if show.phase is Phase.OVER:
        return
    if show.taking:
        at_ms = max(show.taking.present_at_ms, show.now_ms)
        yield at_ms, SegmentStarted(at_ms, show.taking.segment)
    elif show.mode is Mode.AUTO and show.phase in (Phase.WAITING, Phase.ON_AIR):
        yield from _auto_due(show)


def _auto_due(show: Show) -> Iterator[tuple[int, Event]]:
    segment = next_segment(show)
    if segment is None:
        if not (drawing(show) or any(map(busy, show.windows))):
            at_ms = max(ends_at_ms(show), show.now_ms)
            yield at_ms, ShowEnded(at_ms, AUTO)
        return
    start_ms = starts_at_ms(show, segment, ends_at_ms(show))
    early_ms = min(EARLY_MS, show.on_air.length_ms // 3) if show.on_air else EARLY_MS
    at_ms = max(start_ms - early_ms, show.now_ms)
    if (held := tripped(show, segment, at_ms, start_ms)) is not None:
        yield held.at_ms, held
        return
    present_at_ms = start_ms if start_ms > at_ms else at_ms + LEAD_MS
    yield at_ms, TakeScheduled(at_ms, segment.id, present_at_ms, AUTO)


def _announcement_due(show: Show, draw: DrawRun) -> Iterator[tuple[int, Event]]:
    if show.phase is Phase.PANIC or (show.mode is Mode.MANUAL and show.phase is not Phase.OVER):
        return
    assert draw.opened_ms is not None
    sealed_ms = max(ANNOUNCE_MS_MIN, show.plan.scaled_ms(ANNOUNCE_MS))
    at_ms = max(draw.opened_ms + sealed_ms, show.now_ms)
    yield at_ms, DrawAnnounced(at_ms, draw.number, AUTO)


def _window_due(show: Show, window: WindowRun) -> Iterator[tuple[int, Event]]:
    now_ms = show.now_ms
    live = show.phase in (Phase.ON_AIR, Phase.WAITING) and has_its_segment(show, window)
    if window.state is WindowState.PLANNED and live:
        # With its segment's take, so that every page can count down to the opening.
        opens_at_ms = _segment_starts_ms(show, window) + show.window_plan(window.id).opens_ms
        yield now_ms, WindowArmed(now_ms, window.id, max(opens_at_ms, now_ms + ARM_LEAD_MS))
    elif window.state is WindowState.ARMED:
        # One that goes on is as good as open: only what closes an open window closes it.
        if live or (window.opened and show.phase not in _STOPS):
            at_ms = max(window.opens_at_ms, now_ms)
            yield at_ms, WindowOpened(at_ms, window.id)
        else:
            yield now_ms, WindowClosed(now_ms, window.id, True)
    elif window.state is WindowState.OPEN:
        if show.phase in _STOPS:
            yield now_ms, WindowClosed(now_ms, window.id, True)
        else:
            at_ms = max(window.closes_at_ms, now_ms)
            yield at_ms, WindowClosed(at_ms, window.id, False)
    elif window.state is WindowState.PAUSED:
        yield from _paused_due(show, window)


def _paused_due(show: Show, window: WindowRun) -> Iterator[tuple[int, Event]]:
    """A pause lasts no longer than its segment; what got more stock goes on once it is counted."""
    assert window.paused is not None
    now_ms = show.now_ms
    opens_at_ms = now_ms + ARM_LEAD_MS
    if show.phase in _STOPS or (window.paused.by_hand and not has_its_segment(show, window)):
        yield now_ms, WindowClosed(now_ms, window.id, True)
    elif not window.paused.by_hand and window.is_counted:
        if window.closes_at_ms > opens_at_ms:
            yield now_ms, WindowResumed(now_ms, window.id, window.gen + 1, opens_at_ms, AUTO)
        else:
            yield now_ms, WindowClosed(now_ms, window.id, False)


def has_its_segment(show: Show, window: WindowRun) -> bool:
    """Whether the window's segment is on air, or announced."""
    return window.segment in (
        show.taking.segment if show.taking else None,
        show.on_air.segment if show.on_air else None,
    )


def _segment_starts_ms(show: Show, window: WindowRun) -> int:
    if show.taking and show.taking.segment == window.segment:
        return show.taking.present_at_ms
    assert show.on_air is not None
    return show.on_air.since_ms + show.on_air.shift_ms
