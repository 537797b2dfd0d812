"""Visits: the main stage looks into a room, and viewers are steered there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from ..fields import Count, Slug
from ..problem import Finding
from .base import Declared, GuestSegment, unknown_reference


class Visit(GuestSegment):
    """The main stage visits a room. `weight` is its share of viewers beside other visits."""

    kind: Literal["visit"]
    room: Slug = Field(description="Id of the room that is visited.", examples=["beauty"])
    weight: Annotated[Count, Field(le=1000)] = Field(
        1, description="Share of viewers who are steered to the room, beside other visits."
    )

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """The room must be declared."""
        yield from unknown_reference(("room",), "room", self.room, declared.rooms)
