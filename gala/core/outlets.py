"""Outlets trimmed live: how far each is behind the studio, from now on.

What has been presented stays presented, and a window that is armed keeps its instants: who watches
which outlet was settled then, and only the picture shifts. What comes later goes by the new delay.
"""

from __future__ import annotations

from dataclasses import replace

from gala.core import events as e
from gala.core.commands import Command, Decision
from gala.core.cues import Stepped, one_cue
from gala.core.refusals import refusal
from gala.core.state import Show
from gala.core.tables import BadTransition

DELAY_MS_MAX = 120_000
"""As in a run sheet: more is not an outlet but another evening."""


def trim(show: Show, command: Command) -> Decision:
    """Decide `delay`: `by_ms` more or less for `outlet`, up to the bounds, or `number` ms."""
    if command.outlet not in show.delays_ms or (command.by_ms is None) == (command.number is None):
        return refusal("no_delay")
    before_ms = show.delays_ms[command.outlet]
    if command.number is not None:
        delay_ms = command.number
    else:
        delay_ms = min(max(0, before_ms + (command.by_ms or 0)), DELAY_MS_MAX)
    if not 0 <= delay_ms <= DELAY_MS_MAX:
        return refusal("no_delay")
    if delay_ms == before_ms:
        return refusal("already")
    return (e.OutletTrimmed(command.at_ms, command.outlet, delay_ms, command.by),)


def trimmed(show: Show, event: e.OutletTrimmed) -> Stepped:
    """Step `outlet_trimmed`: everybody hears of it at once."""
    if event.outlet not in show.delays_ms or not 0 <= event.delay_ms <= DELAY_MS_MAX:
        raise BadTransition(f"outlet {event.outlet} cannot be {event.delay_ms} ms behind")
    others = tuple(one for one in show.delays if one[0] != event.outlet)
    show = replace(show, delays=(*others, (event.outlet, event.delay_ms)))
    return one_cue(show, "outlet", (event.outlet, event.delay_ms))
