"""Numbering cues: each channel's next seq, under the present epoch."""

from __future__ import annotations

from dataclasses import replace

from gala.core.effects import Effect, Publish
from gala.core.state import MAIN, Show, room_channel

Stepped = tuple[Show, tuple[Effect, ...]]


def publish(
    show: Show, kind: str, body: tuple[object, ...], present_at_ms: int = 0, channel: str = MAIN
) -> tuple[Show, Publish]:
    """Return the show with one cue more, and the cue."""
    seqs = dict(show.seqs)
    seqs[channel] += 1
    cue = Publish(channel, show.epoch, seqs[channel], present_at_ms, kind, body)
    return replace(show, seqs=tuple(seqs.items())), cue


def one_cue(
    show: Show, kind: str, body: tuple[object, ...], present_at_ms: int = 0, channel: str = MAIN
) -> Stepped:
    """As `publish`, as what a step returns."""
    show, cue = publish(show, kind, body, present_at_ms, channel)
    return show, (cue,)


def in_all_rooms(show: Show, kind: str) -> Stepped:
    """Send a cue without a body into every room."""
    cues: list[Effect] = []
    for room in show.plan.rooms:
        show, cue = publish(show, kind, (), channel=room_channel(room.id))
        cues.append(cue)
    return show, tuple(cues)
