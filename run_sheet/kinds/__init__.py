"""The kinds of segments. A new kind is a module here and its class in `AnySegment`."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from .base import Declared, Guest, GuestSegment, PlanB, Segment, WindowSegment
from .break_ import Break
from .draw import Draw, Prize
from .host import Host
from .performance import Performance
from .rain import Rain
from .seckill import Seckill
from .story import Story
from .visit import Visit

_Kind = Host | Story | Performance | Visit | Seckill | Rain | Draw | Break

AnySegment = Annotated[_Kind, Field(discriminator="kind")]
"""Any segment, told apart by its `kind`."""

KINDS: dict[str, type[Segment]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(_Kind)
}
"""Every kind by its name in the sheet."""

__all__ = [
    "KINDS",
    "AnySegment",
    "Break",
    "Declared",
    "Draw",
    "Guest",
    "GuestSegment",
    "Host",
    "Performance",
    "PlanB",
    "Prize",
    "Rain",
    "Seckill",
    "Segment",
    "Story",
    "Visit",
    "WindowSegment",
]
