"""The draw: prizes among those who entered while the window was open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from .. import nouns
from ..duplicates import duplicate_ids
from ..durations import Length, Offset
from ..fields import Count, CountOrNone, Fen, Slug
from ..problem import Finding
from ..rules import Rule
from ..said import Said
from ..text import Title
from ..waivers import Waivable
from ..who import Who
from ..who_checks import who_findings
from .base import Declared, Segment, unknown_reference, window_fit

PRIZES_MAX = 100
DRAWN_MAX = 2_000
"""Winners and alternates of one draw: every phone gets a proof of each."""

_Winners = Annotated[Count, Field(le=100_000)]


class Prize(Waivable):
    """What can be won. Prizes are drawn in the order of the list."""

    id: Slug = Field(description="Id of the prize, unique in the draw.", examples=["first"])
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "一等奖", "en": "First prize"}]
    )
    count: _Winners = Field(description="How many winners get one each.", examples=[1])
    value_fen: Fen = Field(description="What one is worth, in fen.", examples=[500000])


class Draw(Segment):
    """Entries while the window is open; then prizes, and `alternates` who stand in, in order.

    A draw has a window of its own, or `entries` names an earlier draw whose entries it draws from.
    """

    kind: Literal["draw"]
    opens_ms: Offset | None = Field(
        None,
        alias="opens",
        description="When the window opens, from the segment's start.",
        examples=["60s"],
    )
    open_for_ms: Length | None = Field(
        None, alias="open_for", description="How long the window stays open.", examples=["90s"]
    )
    who: Who | None = Field(
        None, description="Who may enter, and with which weight; everybody without it."
    )
    entries: Slug | None = Field(
        None,
        description="Id of an earlier draw: this one draws from its entries, "
        "without those who have won.",
        examples=["draw-third"],
    )
    prizes: tuple[Prize, ...] = Field(
        min_length=1,
        max_length=PRIZES_MAX,
        description="What can be won, first drawn first.",
        examples=[[{"id": "first", "title": "一等奖", "count": 1, "value_fen": 500000}]],
    )
    alternates: Annotated[CountOrNone, Field(le=100_000)] = Field(
        0, description="How many stand in, in a drawn order, for winners who do not answer."
    )

    @property
    def drawn(self) -> int:
        """How many are drawn at most: winners and alternates."""
        return sum(prize.count for prize in self.prizes) + self.alternates

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """Who enters where, how many are drawn, and that ids of prizes are unique in the draw."""
        yield from self._entry_findings(declared)
        if self.entries is None:
            yield from who_findings(self.who, self.id, declared, weighed=True)
        elif self.who is not None:
            yield Finding(
                Rule.WHO_UNUSED,
                ("who",),
                Said(
                    f"这里没有人报名：用的是 `{self.entries}` 的报名",
                    f"nobody enters here: the entries are those of `{self.entries}`",
                ),
                Said(f"把 `who` 写在 `{self.entries}` 里", f"write the `who` in `{self.entries}`"),
            )
        if self.drawn > DRAWN_MAX:
            yield Finding(
                Rule.TOO_MANY_DRAWN,
                ("prizes",),
                Said(
                    f"一场抽奖的中奖和候补共 {self.drawn} 人；最多 {DRAWN_MAX} 人",
                    f"{self.drawn} winners and alternates in one draw; at most {DRAWN_MAX}",
                ),
                Said(
                    "分成几场抽奖，后面几场用 `entries` 指第一场",
                    "split it into several draws, the later ones with `entries` of the first",
                ),
            )
        ids = tuple((("prizes", i, "id"), prize.id) for i, prize in enumerate(self.prizes))
        yield from duplicate_ids(nouns.PRIZE, ids)

    def _entry_findings(self, declared: Declared) -> Iterator[Finding]:
        own = (self.opens_ms is not None, self.open_for_ms is not None)
        if self.entries is None and not all(own):
            keys = zip(("opens", "open_for"), own, strict=True)
            missing = [f"`{name}`" for name, there in keys if not there]
            yield Finding(
                Rule.DRAW_ENTRIES,
                ("kind",),
                Said(
                    f"没有人能参加这场抽奖：缺少 {'、'.join(missing)}",
                    f"nobody can enter this draw: {' and '.join(missing)} missing",
                ),
                Said(
                    "给它一个窗口（`opens`、`open_for`），或用 `entries` 指更早的抽奖",
                    "give it a window (`opens`, `open_for`), or an earlier draw's `entries`",
                ),
            )
        elif self.entries is not None and any(own):
            yield Finding(
                Rule.DRAW_ENTRIES,
                ("entries",),
                Said(
                    "这场抽奖有自己的窗口，又用了另一场的报名",
                    "this draw has a window of its own and the entries of another",
                ),
                Said(
                    "删掉 `opens` 和 `open_for`，或删掉 `entries`",
                    "leave out `opens` and `open_for`, or `entries`",
                ),
            )
        elif self.entries is not None:
            earlier = declared.entries
            if self.id in declared.segments:
                before = declared.segments[: declared.segments.index(self.id)]
                earlier = tuple(draw for draw in earlier if draw in before)
            yield from unknown_reference(("entries",), nouns.DRAW, self.entries, earlier)
        else:
            assert self.opens_ms is not None
            assert self.open_for_ms is not None
            yield from window_fit(self.length_ms, self.opens_ms + self.open_for_ms)
