"""What all segments have in common, and what segments with guests or a window add to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Annotated

from pydantic import Field

from ..durations import Length, Offset, format_duration
from ..fields import Count, SheetModel, Slug
from ..instants import AtField
from ..problem import Finding, Path
from ..rules import Rule
from ..text import Text, Title
from ..said import Said, did_you_mean
from ..waivers import Waivable
from ..who import Who

GUESTS_MAX = 100


@dataclass(frozen=True, slots=True)
class Declared:
    """The ids that a sheet declares, for segments to refer to, and what is known of them.

    `entries` are the draws that viewers enter: those with a window of their own. `lists` has the
    count and digest of each list as it is first named.
    """

    outlets: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    seckills: tuple[str, ...] = ()
    lists: dict[str, tuple[int, str]] = field(default_factory=dict)
    price_fen_by_good: dict[str, int] = field(default_factory=dict)
    capacity_by_room: dict[str, int] = field(default_factory=dict)


class PlanB(SheetModel):
    """The filler that one key takes in place of a segment that cannot go on air."""

    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "马上回来", "en": "Back in a moment"}]
    )
    length_ms: Length = Field(
        alias="length", description="How long the filler is planned to take.", examples=["90s"]
    )
    notes: Text | None = Field(None, description="For the crew and the host's prompter.")


class Segment(Waivable):
    """A part of the show. Times are in milliseconds; `at_ms` is Unix time or None (follows on)."""

    id: Slug = Field(description="Id of the segment, unique in the sheet.", examples=["opening"])
    kind: str
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "开场", "en": "Opening"}]
    )
    length_ms: Length = Field(
        alias="length", description="How long the segment is planned to take.", examples=["6m"]
    )
    at_ms: AtField | None = Field(
        None,
        alias="at",
        examples=["21:00:00"],
        description="Fixed start: a local time of day (the next one at or after the show's start) "
        "or a full instant. Without it the segment follows the one before.",
    )
    notes: Text | None = Field(None, description="For the crew and the host's prompter.")
    plan_b: PlanB | None = Field(
        None, description="What goes on air instead when this cannot: a guest is missing, say."
    )

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """What is wrong inside this segment or with its references. Paths start at the segment."""
        return iter(())


class Guest(SheetModel):
    """Someone on stage, by role: the sheet names no persons."""

    role: Title = Field(description="Who it is.", examples=[{"zh": "歌手", "en": "Singer"}])
    count: Annotated[Count, Field(le=1000)] = Field(1, description="How many of them.")


class GuestSegment(Segment):
    """A segment that may have guests."""

    guests: tuple[Guest, ...] = Field(
        (), max_length=GUESTS_MAX, description="Who is on stage, by role."
    )


class WindowSegment(Segment):
    """A segment in which viewers take part while a window is open. The window must fit in it."""

    opens_ms: Offset = Field(
        alias="opens",
        description="When the window opens, from the segment's start.",
        examples=["60s"],
    )
    open_for_ms: Length = Field(
        alias="open_for", description="How long the window stays open.", examples=["90s"]
    )
    who: Who | None = Field(None, description="Who may take part; everybody without it.")

    def findings(self, declared: Declared) -> Iterator[Finding]:
        """The window's fit; kinds add their own."""
        yield from window_fit(self.length_ms, self.opens_ms + self.open_for_ms)


def window_fit(length_ms: int, closes_ms: int) -> Iterator[Finding]:
    """A window that closes within its segment, else the finding."""
    if closes_ms > length_ms:
        closes = format_duration(closes_ms)
        yield Finding(
            Rule.WINDOW_TOO_LONG,
            ("open_for",),
            Said(
                f"窗口在环节开始后 {closes} 才关，环节却在 {format_duration(length_ms)} 后结束",
                f"the window closes {closes} after the segment starts, "
                f"but the segment is over after {format_duration(length_ms)}",
            ),
            Said(
                f"把 `length` 改为至少 `{closes}`，或让窗口早些开、短些",
                f"make `length` at least `{closes}`, or open the window earlier or for less",
            ),
        )


def unknown_reference(
    path: Path, what: Said, reference: str, declared: tuple[str, ...], *, on_key: bool = False
) -> Iterator[Finding]:
    """Nothing if the reference is declared, else the finding, with the nearest id as its hint."""
    if reference in declared:
        return
    near = get_close_matches(reference, declared, n=1)
    listed = [f"`{known}`" for known in declared[:8]]
    hint = (
        did_you_mean(near[0])
        if near
        else Said(
            f"已声明的有：{'、'.join(listed) or '无'}",
            f"declared are: {', '.join(listed) or 'none'}",
        )
    )
    message = Said(
        f"本流程单里没有{what.zh} `{reference[:60]}`",
        f"there is no {what.en} `{reference[:60]}` in this sheet",
    )
    yield Finding(Rule.UNKNOWN_REFERENCE, path, message, hint, on_key=on_key)
