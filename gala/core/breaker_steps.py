"""What a tripped breaker leads to, and what a person decides then: they go on, or they do not."""

from __future__ import annotations

from dataclasses import replace

from gala.core.breaker import check_tripped, is_held, sums
from gala.core.breaker_events import BreakerTripped
from gala.core.cues import Stepped, one_cue
from gala.core.effects import Call
from gala.core.state import Breaker, Show
from gala.core.tables import PHASES, Phase, check


def hold(show: Show, event: BreakerTripped) -> Stepped:
    """Step `breaker_tripped`: the clock stands still, and whoever is to be called is called."""
    check_tripped(show, event)
    phase = check(PHASES, show.phase, Phase.HELD, "the show")
    passed = show.breaker.passed if show.breaker else ()
    show = replace(
        show, phase=phase, held_at_ms=event.at_ms, breaker=Breaker(event.segment, passed)
    )
    show, cues = one_cue(show, "hold", (), event.at_ms)
    return show, (*cues, *calling(show))


def calling(show: Show) -> tuple[Call, ...]:
    """Return the effect that calls for a person while the breaker holds; nothing else has one."""
    limits, breaker = show.plan.unattended, show.breaker
    if limits is None or breaker is None or breaker.held is None or not is_held(show):
        return ()
    now = sums(show, breaker.held)
    spend_fen = limits.spend_fen
    return (Call(breaker.held, now.given_fen, now.open_fen, now.coming_fen, spend_fen),)


def let_go(show: Show, *, passes: bool) -> Show:
    """Return the show with its breaker set again; `passes` lets the segment it held before go."""
    if show.breaker is None or show.breaker.held is None:
        return show
    passed = (*show.breaker.passed, show.breaker.held) if passes else show.breaker.passed
    return replace(show, breaker=Breaker(None, passed))
