"""What has been given away, what still may be, and when a night that nobody drives holds itself.

All of it follows from the state: whoever takes over, replays or verifies comes to the same sums.
Given is what a rain has paid, what a draw's winners have by its value, and the discount on every
unit that is sold and not revoked, paid for or not. What is under way counts with the most that it
may come to, so nothing beyond the limit is given before a person has said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gala.core.breaker_events import BreakerTripped
from gala.core.draws import DrawRun
from gala.core.plan import SegmentPlan
from gala.core.state import SegmentRun, Show
from gala.core.tables import BadTransition, DrawState, Phase, SegmentState, WindowState
from gala.core.window_run import WindowRun
from gala.proof.rules import DrawRule, RainRule

_CAME = (SegmentState.TAKING, SegmentState.ON_AIR, SegmentState.DONE)


@dataclass(frozen=True, slots=True)
class Sums:
    """What a night has given, may give by what is under way, and would by what comes; fen."""

    given_fen: int
    open_fen: int
    coming_fen: int

    @property
    def most_fen(self) -> int:
        """What it would come to at most."""
        return self.given_fen + self.open_fen + self.coming_fen


def tripped(show: Show, segment: SegmentPlan, at_ms: int, ends_ms: int) -> BreakerTripped | None:
    """Return what holds the night before it takes `segment` by itself; None when nothing does.

    `at_ms` is when the take would be announced. Where it is only too much as long as nobody knows
    what is under way will give, it is waited for until `ends_ms`.
    """
    sums = _too_much(show, segment)
    if sums is None:
        return None
    assert show.plan.unattended is not None
    if sums.given_fen + sums.coming_fen <= show.plan.unattended.spend_fen:
        at_ms = max(ends_ms, show.now_ms)
    return BreakerTripped(at_ms, segment.id, sums.given_fen, sums.open_fen, sums.coming_fen)


def must_hold(show: Show, segment: SegmentPlan) -> bool:
    """Whether `segment` may be taken by nobody but a person."""
    return _too_much(show, segment) is not None


def is_held(show: Show) -> bool:
    """Whether the night stands still because the breaker has tripped."""
    return show.phase is Phase.HELD and show.breaker is not None and bool(show.breaker.held)


def check_tripped(show: Show, event: BreakerTripped) -> None:
    """Raise `BadTransition` for a breaker that had no reason to trip, or another."""
    sums = _too_much(show, show.segment(event.segment))
    if sums is None or show.taking:
        raise BadTransition(f"nothing holds the night before {event.segment}")
    if (event.given_fen, event.open_fen, event.coming_fen) != (
        sums.given_fen, sums.open_fen, sums.coming_fen,
    ):  # fmt: skip
        raise BadTransition(f"the breaker has other sums: {sums}")


def sums(show: Show, coming: str | None = None) -> Sums:
    """Return the sums of a night as it stands, with what the segment `coming` would give."""
    windows = {window.id: window for window in show.windows}
    draws = {draw.segment: draw for draw in show.draws}
    given_up = {segment for segment, _ in show.given_up}
    given_fen = open_fen = coming_fen = 0
    for segment, run in zip(show.plan.segments, show.runs, strict=True):
        if segment.lot is not None:
            has_fen, may_fen = _lot(show, segment, draws.get(segment.id), given_up)
            goes_on = _is_undecided(show, segment, run, windows[segment.lot.window])
        elif segment.window is not None and segment.discount_fen:
            has_fen, may_fen = _sale(segment, windows[segment.window.id])
            goes_on = _is_open(show, windows[segment.window.id])
        else:
            continue
        given_fen += has_fen
        if segment.id == coming:
            coming_fen = may_fen
        elif goes_on:
            open_fen += may_fen
    return Sums(given_fen, open_fen, coming_fen)


def _too_much(show: Show, segment: SegmentPlan) -> Sums | None:
    limits = show.plan.unattended
    if limits is None or (segment.lot is None and not segment.discount_fen):
        return None
    if show.breaker is not None and segment.id in show.breaker.passed:
        return None
    found = sums(show, segment.id)
    return found if found.coming_fen and found.most_fen > limits.spend_fen else None


def _sale(segment: SegmentPlan, window: WindowRun) -> tuple[int, int]:
    """Return what the discounts of a seckill have come to, and what its units left would."""
    assert segment.window is not None
    sold, void = (sum(units for _, units in each) for each in (window.sold, window.void()))
    left = sum(units for _, units in window.left(segment.window))
    return segment.discount_fen * (sold - void), segment.discount_fen * left


def _lot(
    show: Show, segment: SegmentPlan, draw: DrawRun | None, given_up: set[str]
) -> tuple[int, int]:
    """Return what was decided by lot, and what may still be."""
    if draw is not None and draw.state in (DrawState.OPENED, DrawState.ANNOUNCED):
        return _drawn_fen(show, segment, draw), 0
    if segment.id in given_up:
        return 0, 0
    assert segment.lot is not None
    rule = segment.lot.rule
    if isinstance(rule, RainRule):
        return 0, rule.pool_fen
    worth_fen = _worth_fen(segment, rule)
    return 0, sum(worth_fen[prize] * count for prize, count, _ in rule.prizes)


def _drawn_fen(show: Show, segment: SegmentPlan, draw: DrawRun) -> int:
    rule = draw.manifest.rule
    if isinstance(rule, RainRule):
        return draw.paid_fen
    if rule.by_outlet and show.window(draw.manifest.window).revoked:
        return 0
    worth_fen = _worth_fen(segment, rule)
    return sum(worth_fen[prize] for prize, _ in draw.winners)


def _worth_fen(segment: SegmentPlan, rule: DrawRule) -> Mapping[str, int]:
    """Return what one of each prize is worth; of units that are sold by lot, the discount."""
    if rule.by_outlet:
        return dict.fromkeys((prize for prize, _, _ in rule.prizes), segment.discount_fen)
    return {prize: value_fen for prize, _, value_fen in rule.prizes}


def _is_open(show: Show, window: WindowRun) -> bool:
    """Whether a window is under way, or is as soon as its segment is on air."""
    if window.state is WindowState.PLANNED:
        return _is_current(show, window.segment)
    return window.state is not WindowState.SETTLED


def _is_undecided(show: Show, segment: SegmentPlan, run: SegmentRun, window: WindowRun) -> bool:
    """Whether what a lot gives may be decided by itself from now on."""
    if segment.window is None and run.state not in _CAME:
        return False  # a later round of prizes: drawn when its segment is on air
    return window.state is not WindowState.PLANNED or _is_current(show, window.segment)


def _is_current(show: Show, segment: str) -> bool:
    on_air = show.on_air.segment if show.on_air else None
    return segment == on_air or (show.taking is not None and segment == show.taking.segment)
