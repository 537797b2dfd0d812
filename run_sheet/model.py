"""The run sheet, format version 1. All times are milliseconds, all money is fen."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from .auditors import AUDITORS_MAX, Auditor
from .durations import Delay
from .fields import Count, Fen, SheetModel, Slug, SortedPairs
from .instants import Start, StartField, UnixMs, next_time_of_day, parse_time_of_day
from .kinds import AnySegment
from .plan import planned_starts
from .rules import Setting
from .text import Text, Title
from .trust import PER_GOODS_MAX, Guarantee, Merchant, Tier
from .waivers import LenientRule, Waivable

FORMAT_VERSION = 1
SEGMENTS_MAX = 2000


RuleSettings = Annotated[tuple[tuple[str, Setting], ...], SortedPairs(dict[LenientRule, Setting])]
"""Rules by their codes, and what each is set to."""


class Outlet(SheetModel):
    """A way to the audience. It shows the stage `delay_ms` late, and cues are timed for that."""

    id: Slug = Field(description="Id of the outlet.", examples=["app"])
    title: Title = Field(description="What viewers see.", examples=[{"zh": "主站", "en": "App"}])
    delay_ms: Delay = Field(
        alias="delay", examples=["1.5s"], description="How far it lags behind the stage, 0s to 2m."
    )


class Room(SheetModel):
    """A room beside the main stage, with a host of its own."""

    id: Slug = Field(description="Id of the room.", examples=["beauty"])
    title: Title = Field(description="What viewers see.", examples=[{"zh": "美妆", "en": "Beauty"}])
    host: Title = Field(
        description="Its host, by role.", examples=[{"zh": "主播", "en": "Room host"}]
    )
    capacity: Count = Field(description="Most viewers at a time.", examples=[200000])


class Good(Waivable):
    """Something that can be sold."""

    id: Slug = Field(description="Id of the goods entry.", examples=["lipstick"])
    title: Title = Field(
        description="What viewers see.", examples=[{"zh": "口红", "en": "Lipstick"}]
    )
    price_fen: Fen = Field(description="Regular price in fen.", examples=[19900])
    note: Text | None = Field(None, description="On what basis that is the regular price.")
    merchant: Slug | None = Field(None, description="Id of the merchant who sells it.")
    guarantees: tuple[Slug, ...] | None = Field(
        None, max_length=PER_GOODS_MAX, description="Ids of the guarantees that it comes with."
    )


class Promise(Waivable):
    """Something promised to the public; after the night a line says whether it was kept."""

    id: Slug = Field(description="Id of the promise.", examples=["one-each"])
    text: Text = Field(description="The promise, in its public words.")


class RunSheet(Waivable):
    """One show: what happens when. Valid by itself; `parse` also holds it to the cross checks."""

    gala: Annotated[int, Field(strict=True, ge=FORMAT_VERSION, le=FORMAT_VERSION)] = Field(
        description="Version of the format: 1.", examples=[1]
    )
    id: Slug = Field(description="Id of the show.", examples=["616"])
    title: Title = Field(description="What viewers see.", examples=[{"zh": "晚会", "en": "Gala"}])
    start: StartField = Field(
        description="When the show begins, with its offset from UTC.",
        examples=["2021-06-15T20:21:00+08:00"],
    )
    outlets: tuple[Outlet, ...] = Field(
        min_length=1,
        max_length=16,
        description="Ways to the audience; the first is the default.",
        examples=[[{"id": "app", "title": "App", "delay": "0s"}]],
    )
    rooms: tuple[Room, ...] = Field((), max_length=500, description="Rooms beside the main stage.")
    goods: tuple[Good, ...] = Field((), max_length=2000, description="What can be sold.")
    merchants: tuple[Merchant, ...] | None = Field(
        None, max_length=500, description="Who sells the goods, and what they have opted in to."
    )
    guarantees: tuple[Guarantee, ...] | None = Field(
        None, max_length=100, description="What buyers may claim after the purchase."
    )
    tiers: tuple[Tier, ...] | None = Field(
        None, max_length=20, description="The tiers of the trust card, and what each brings."
    )
    auditors: tuple[Auditor, ...] | None = Field(
        None,
        min_length=1,
        max_length=AUDITORS_MAX,
        description="Who audits the goods: with auditors, none is sold on air that no one signed.",
    )
    rules: RuleSettings | None = Field(
        None,
        description="Rules of the check that are set otherwise for this sheet: off, warning or "
        "error. It is public, as all of the sheet.",
        examples=[{"gap": "off"}],
    )
    promises: tuple[Promise, ...] = Field(
        (), max_length=200, description="What is promised to the public that night."
    )
    segments: tuple[AnySegment, ...] = Field(
        min_length=1,
        max_length=SEGMENTS_MAX,
        description="What happens, in this order.",
        examples=[[{"id": "opening", "kind": "host", "title": "Opening", "length": "6m"}]],
    )

    @field_validator("segments", mode="before")
    @classmethod
    def _resolve_times_of_day(cls, value: object, info: ValidationInfo) -> object:
        return resolve_times_of_day(value, info.data.get("start"))

    @property
    def start_ms(self) -> int:
        """When the show begins, in Unix ms."""
        return self.start.unix_ms

    @property
    def utc_offset_min(self) -> int:
        """What local times in the sheet are ahead of UTC, in minutes."""
        return self.start.utc_offset_min

    def planned_starts(self) -> tuple[int, ...]:
        """Unix ms of each segment: fixed ones at their time, others following on."""
        return planned_starts(self.start_ms, self.segments)

    @property
    def planned_end_ms(self) -> int:
        """When the last segment is planned to end, in Unix ms."""
        return self.planned_starts()[-1] + self.segments[-1].length_ms


def resolve_times_of_day(segments: object, start: Start | None) -> object:
    """The raw segments with each `at` that is a time of day made an instant.

    Without a start no such time can be placed, and `at` is left out: that is told already.
    """
    if not isinstance(segments, list):
        return segments
    return [_resolved(segment, start) for segment in segments]


def _resolved(segment: Any, start: Start | None) -> Any:
    at = segment.get("at") if isinstance(segment, dict) else None
    of_day_ms = parse_time_of_day(at) if isinstance(at, str) else None
    if of_day_ms is None:
        return segment
    if start is None:
        return {key: value for key, value in segment.items() if key != "at"}
    return {**segment, "at": UnixMs(next_time_of_day(of_day_ms, start))}
