"""The draw: prizes among those who entered while the window was open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from ..duplicates import duplicate_ids
from ..fields import Count, CountOrNone, Fen, SheetModel, Slug
from ..problem import Finding
from ..text import Title
from .base import Declared, WindowSegment

PRIZES_MAX = 100
_Winners = Annotated[Count, Field(le=100_000)]


class Prize(SheetModel):
    """What can be won. Prizes are drawn in the order of the list."""

    id: Slug = Field(description="Id of the prize, unique in the draw.", examples=["first"])
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "一等奖", "en": "First prize"}]
    )
    count: _Winners = Field(description="How many winners get one each.", examples=[1])
    value_fen: Fen = Field(description="What one is worth, in fen.", examples=[500000])


class Draw(WindowSegment):
    """Entries while the window is open; then prizes, and `alternates` who stand in, in order."""

    kind: Literal["draw"]
    prizes: tuple[Prize, ...] = Field(
        min_length=1,
        max_length=PRIZES_MAX,
        description="What can be won, first drawn first.",
        examples=[[{"id": "first", "title": "一等奖", "count": 1, "value_fen": 500000}]],
    )
    alternates: Annotated[CountOrNone, Field(le=100_000)] = Field(
        0, description="How many stand in, in a drawn order, for winners who do not answer."
    )

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """Ids of prizes are unique in the draw."""
        yield from super().findings(declared)
        ids = tuple((("prizes", i, "id"), prize.id) for i, prize in enumerate(self.prizes))
        yield from duplicate_ids("prize", ids)
