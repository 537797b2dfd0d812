"""A room's own running order: what is on beside the main stage.

It has the kinds without a window: stock and entries are everybody's, and so they are opened where
everybody is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, get_args

from pydantic import Field

from .kinds import Break, Host, Performance, Segment, Story
from .problem import Finding
from .rules import Rule
from .said import Said

ROOM_SEGMENTS_MAX = 200

_Kind = Host | Story | Performance | Break

RoomSegment = Annotated[_Kind, Field(discriminator="kind")]
"""A segment of a room, told apart by its `kind`."""

ROOM_KINDS: tuple[str, ...] = tuple(
    get_args(model.model_fields["kind"].annotation)[0] for model in get_args(_Kind)
)
"""The kinds that a room has, by their names in the sheet."""


def room_segment_findings(segment: Segment) -> Iterator[Finding]:
    """What only the main stage has. Paths start at the segment."""
    if segment.plan_b is not None:
        yield Finding(
            Rule.UNKNOWN_KEY,
            ("plan_b",),
            Said("房间的环节没有 `plan_b`", "a room's segment has no `plan_b`"),
            Said(
                "删掉它：房间由自己的主播救场，`room_go` 可以提前进到下一环节",
                "delete it: a room's host fills in, and `room_go` goes on to what comes next",
            ),
            on_key=True,
        )
