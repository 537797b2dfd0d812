"""The rules: `step(show, event) -> (show, effects)`. One function an event, found by its name.

`step` does not judge: what may happen was decided before it was logged (decide.py, schedule.py).
An event that cannot follow raises `BadTransition` or `KeyError`: the log is not one of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gala.core import events as e
from gala.core.breaker import must_hold
from gala.core.breaker_steps import hold, let_go
from gala.core.cues import Stepped, in_all_rooms, one_cue, publish
from gala.core.draw_steps import DRAW_STEPS
from gala.core.editing import edited
from gala.core.effects import Effect
from gala.core.feelings import NONE, Feelings
from gala.core.outlets import trimmed
from gala.core.plan import WindowPlan
from gala.core.room_steps import ROOM_STEPS
from gala.core.schedule import ends_at_ms, next_brief
from gala.core.shedding import LEVEL_MAX
from gala.core.state import MAIN, OnAir, Show, Taking, room_channel
from gala.core.tables import PHASES, BadTransition, Mode, Phase, SegmentState, WindowState, check
from gala.core.visits import VisitResult
from gala.core.window_steps import WINDOW_STEPS

DARK_MS = 10_000
"""From this long without a conductor the programme is taken to have stood still meanwhile."""

_BEHIND = (SegmentState.DONE, SegmentState.SKIPPED)


def step(show: Show, event: e.Event) -> Stepped:
    """Return the show after `event`, and what the world is to do about it, in order.

    Raises `BadTransition`, `KeyError` or `ValueError` for an event that cannot follow.
    """
    if event.at_ms < show.now_ms:
        raise BadTransition(f"{event.name} lies {show.now_ms - event.at_ms} ms in the past")
    return _STEPS[type(event)](replace(show, now_ms=event.at_ms), event)


def _epoch_began(show: Show, event: e.EpochBegan) -> Stepped:
    if event.epoch <= show.epoch:
        raise BadTransition(f"epoch {event.epoch} after epoch {show.epoch}")
    show = replace(
        show,
        epoch=event.epoch,
        holder=event.holder,
        epochs=(*show.epochs, (event.epoch, dict(show.seqs)[MAIN] + 1)),
    )
    if show.phase is Phase.WAITING and not show.taking:
        return one_cue(show, "next", (next_brief(show),), event.at_ms)
    stood_still = event.dark_ms >= DARK_MS and show.phase is Phase.ON_AIR and not show.taking
    if not stood_still or show.on_air is None:
        return show, ()
    show = replace(show, on_air=_shifted(show.on_air, event.dark_ms))
    body = (show.current, ends_at_ms(show), next_brief(show))
    return one_cue(show, "extend", body, event.at_ms)


def _segment_readied(show: Show, event: e.SegmentReadied) -> Stepped:
    if show.standby is not None and show.run(show.standby).state is SegmentState.READY:
        show = show.with_run(show.run(show.standby).to(SegmentState.PENDING))
    show = show.with_run(show.run(event.segment).to(SegmentState.READY))
    show = replace(show, standby=event.segment)
    show, ready = publish(show, "ready", (show.segment(event.segment).card(),))
    show = replace(show, loaded_seq=ready.seq)
    show, following = one_cue(show, "next", (next_brief(show),), event.at_ms)
    return show, (ready, *following)


def _take_scheduled(show: Show, event: e.TakeScheduled) -> Stepped:
    if show.taking:
        raise BadTransition("a take is announced already")
    segment = show.segment(event.segment)
    if event.by == e.AUTO and must_hold(show, segment):
        raise BadTransition(f"the breaker holds the night before {segment.id}")
    show = show.with_run(show.run(event.segment).to(SegmentState.TAKING))
    if segment.window and segment.window.stocked and _is_settled(show, segment.window):
        show = show.with_window(show.window(segment.window.id).to(WindowState.PLANNED))
    show = replace(
        show,
        taking=Taking(event.segment, event.present_at_ms, event.by),
        standby=None if show.standby == event.segment else show.standby,
        last_go_ms=show.last_go_ms if event.by == e.AUTO else event.at_ms,
    )
    body = (segment.card(), ends_at_ms(show), next_brief(show))
    show, cue = publish(show, "take", body, event.present_at_ms)
    return replace(show, loaded_seq=cue.seq), (cue,)


def _is_settled(show: Show, window: WindowPlan) -> bool:
    return show.window(window.id).state is WindowState.SETTLED


def _take_retimed(show: Show, event: e.TakeRetimed) -> Stepped:
    taking = _taking(show)
    show = replace(
        show, taking=Taking(taking.segment, event.present_at_ms, event.by), last_go_ms=event.at_ms
    )
    body = (taking.segment, ends_at_ms(show), next_brief(show))
    return one_cue(show, "retime", body, event.present_at_ms)


def _take_cancelled(show: Show, event: e.TakeCancelled) -> Stepped:
    taking = _taking(show)
    show = show.with_run(show.run(taking.segment).to(SegmentState.PENDING))
    return one_cue(replace(show, taking=None), "cancel", (taking.segment,))


def _segment_started(show: Show, event: e.SegmentStarted) -> Stepped:
    taking = _taking(show)
    if taking.segment != event.segment:
        raise BadTransition(f"{event.segment} starts, but {taking.segment} was announced")
    segment = show.segment(event.segment)
    effects: list[Effect] = []
    if show.on_air:
        show, left = _leave(show, show.on_air, event)
        effects += left
    run = show.run(event.segment).to(SegmentState.ON_AIR)
    show = show.with_run(replace(run, started_ms=event.at_ms, ended_ms=None))
    show = replace(
        show,
        phase=Phase.ON_AIR
        if show.phase is Phase.ON_AIR
        else check(PHASES, show.phase, Phase.ON_AIR, "the show"),
        on_air=OnAir(event.segment, event.at_ms, segment.length_ms),
        taking=None,
    )
    body = (segment.card(), ends_at_ms(show))
    for room in segment.rooms:
        show, cue = publish(show, "visit", body, event.at_ms, room_channel(room))
        effects.append(cue)
    return show, tuple(effects)


def _leave(show: Show, left: OnAir, event: e.SegmentStarted) -> Stepped:
    """Take the segment that was on air off it: done, or, after a jump back, to come again."""
    segment = show.segment(left.segment)
    again = segment.filler_for is None and show.index(left.segment) > show.index(event.segment)
    run = show.run(left.segment).to(SegmentState.PENDING if again else SegmentState.DONE)
    show = show.with_run(replace(run, ended_ms=event.at_ms))
    cues: list[Effect] = []
    for room in segment.rooms:
        body = (left.segment,)
        show, cue = publish(show, "visit_over", body, event.at_ms, room_channel(room))
        cues.append(cue)
    return show, tuple(cues)


def _visit_counted(show: Show, event: e.VisitCounted) -> Stepped:
    show.index(event.segment)
    result = VisitResult(event.segment, event.started_ms, event.invited, event.rooms)
    return replace(show, visits=(*show.visits, result)), ()


def _segment_skipped(show: Show, event: e.SegmentSkipped) -> Stepped:
    show = show.with_run(show.run(event.segment).to(SegmentState.SKIPPED))
    if show.standby == event.segment:
        show = replace(show, standby=None)
    return one_cue(show, "next", (next_brief(show),), event.at_ms)


def _segment_extended(show: Show, event: e.SegmentExtended) -> Stepped:
    if show.on_air is None or show.on_air.segment != event.segment:
        raise BadTransition(f"{event.segment} is not on air")
    show = replace(show, on_air=replace(show.on_air, length_ms=show.on_air.length_ms + event.by_ms))
    body = (event.segment, ends_at_ms(show), next_brief(show))
    return one_cue(show, "extend", body, event.at_ms)


def _jumped(show: Show, event: e.Jumped) -> Stepped:
    target = show.index(event.segment)
    here = show.index(show.current) if show.current else -1
    for place, run in enumerate(show.runs):
        if run.id == show.current:
            continue
        # A Plan B is on air only when it is asked for, and then once.
        filler = show.plan.segments[place].filler_for is not None and place != target
        if run.state in (SegmentState.PENDING, SegmentState.READY):
            if filler or here < place < target:
                show = show.with_run(run.to(SegmentState.SKIPPED))
        elif place >= target and not filler and run.state in _BEHIND:
            again = run.to(SegmentState.PENDING)
            show = show.with_run(replace(again, started_ms=None, ended_ms=None))
    return replace(show, standby=None), ()


def _clock_held(show: Show, event: e.ClockHeld) -> Stepped:
    phase = check(PHASES, show.phase, Phase.HELD, "the show")
    return one_cue(replace(show, phase=phase, held_at_ms=event.at_ms), "hold", (), event.at_ms)


def _clock_resumed(show: Show, event: e.ClockResumed) -> Stepped:
    show = let_go(_running_again(show, event.at_ms), passes=True)
    return one_cue(show, "resume", (ends_at_ms(show), next_brief(show)), event.at_ms)


def _panicked(show: Show, event: e.Panicked) -> Stepped:
    phase = check(PHASES, show.phase, Phase.PANIC, "the show")
    held_at_ms = show.held_at_ms if show.held_at_ms is not None else event.at_ms
    show = replace(show, phase=phase, held_at_ms=held_at_ms, mode=Mode.MANUAL)
    show, cue = publish(show, "panic", ())
    show, rooms = in_all_rooms(show, "panic")
    return show, (cue, *rooms)


def _panic_cleared(show: Show, event: e.PanicCleared) -> Stepped:
    show = let_go(_running_again(show, event.at_ms), passes=False)
    body = (ends_at_ms(show), next_brief(show))
    show, cue = publish(show, "clear", body, event.at_ms)
    show, rooms = in_all_rooms(show, "clear")
    return show, (cue, *rooms)


def _mode_set(show: Show, event: e.ModeSet) -> Stepped:
    show = replace(show, mode=Mode(event.mode))
    return one_cue(show, "next", (next_brief(show),), event.at_ms)


def _viewers_counted(show: Show, event: e.ViewersCounted) -> Stepped:
    return replace(show, viewers=event.viewers), ()


def _feelings_counted(show: Show, event: e.FeelingsCounted) -> Stepped:
    news = Feelings(event.hearts, event.flags)
    for segment, _, _ in (*news.hearts, *news.flags):
        show.index(segment)
    return replace(show, feelings=(show.feelings or NONE).grown(news)), ()


def _shedding_set(show: Show, event: e.SheddingSet) -> Stepped:
    if not 0 <= event.level <= LEVEL_MAX:
        raise BadTransition(f"there is no level {event.level} of shedding")
    return one_cue(replace(show, shedding=event.level), "shed", (event.level,))


def _show_ended(show: Show, event: e.ShowEnded) -> Stepped:
    phase = check(PHASES, show.phase, Phase.OVER, "the show")
    effects: tuple[Effect, ...] = ()
    if show.taking:
        show, effects = _take_cancelled(show, e.TakeCancelled(event.at_ms, event.by))
    if show.on_air:
        run = show.run(show.on_air.segment).to(SegmentState.DONE)
        show = show.with_run(replace(run, ended_ms=event.at_ms))
    show = replace(show, phase=phase, on_air=None, held_at_ms=None)
    show, cue = publish(show, "over", (), event.at_ms)
    show, rooms = in_all_rooms(show, "over")
    return show, (*effects, cue, *rooms)


def _taking(show: Show) -> Taking:
    if show.taking is None:
        raise BadTransition("no take is announced")
    return show.taking


def _shifted(on_air: OnAir, by_ms: int) -> OnAir:
    return replace(on_air, shift_ms=on_air.shift_ms + by_ms)


def _running_again(show: Show, at_ms: int) -> Show:
    """Let the programme's clock run on from where it stood."""
    assert show.held_at_ms is not None
    phase = Phase.ON_AIR if show.on_air else Phase.WAITING
    on_air = _shifted(show.on_air, at_ms - show.held_at_ms) if show.on_air else None
    return replace(
        show,
        phase=check(PHASES, show.phase, phase, "the show"),
        on_air=on_air,
        held_at_ms=None,
    )


_STEPS: dict[type[e.Event], Callable[[Show, Any], Stepped]] = {
    e.EpochBegan: _epoch_began,
    e.SegmentReadied: _segment_readied,
    e.TakeScheduled: _take_scheduled,
    e.TakeRetimed: _take_retimed,
    e.TakeCancelled: _take_cancelled,
    e.SegmentStarted: _segment_started,
    e.SegmentSkipped: _segment_skipped,
    e.SegmentExtended: _segment_extended,
    e.Jumped: _jumped,
    e.ClockHeld: _clock_held,
    e.ClockResumed: _clock_resumed,
    e.Panicked: _panicked,
    e.PanicCleared: _panic_cleared,
    e.ModeSet: _mode_set,
    e.ViewersCounted: _viewers_counted,
    e.VisitCounted: _visit_counted,
    e.OutletTrimmed: trimmed,
    e.FeelingsCounted: _feelings_counted,
    e.SheddingSet: _shedding_set,
    e.SheetEdited: edited,
    e.BreakerTripped: hold,
    e.ShowEnded: _show_ended,
    **WINDOW_STEPS,
    **DRAW_STEPS,
    **ROOM_STEPS,
}
