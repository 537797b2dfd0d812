"""The plan: what a run sheet asks for, in the plain types the rules work on.

Nothing in it changes while the show runs; `compile_plan` (compile.py) makes it from the sheet.
Lengths and offsets are milliseconds of real time, already scaled by the pace.
"""

from __future__ import annotations

from dataclasses import dataclass

Text = tuple[str, str]
"""A text in Chinese and in English, as it goes over the wire."""


@dataclass(frozen=True, slots=True)
class OutletPlan:
    """A way in which people watch, `delay_ms` behind the studio."""

    id: str
    title: Text
    delay_ms: int


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """A room beside the main stage."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """A seckill window: when it opens after its segment's start, how long, and what it has.

    `stock` is `(outlet, units)` for every outlet of the sheet, in the sheet's order.
    """

    id: str
    goods: str
    goods_title: Text
    price_fen: int
    opens_ms: int
    open_for_ms: int
    stock: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """One line of the run sheet.

    `fixed_ms` is the offset from the show's start at which it may begin at the earliest, None when
    it simply follows. `detail` is what its kind shows to viewers (docs/protocol.md section 4).
    """

    id: str
    kind: str
    title: Text
    guests: tuple[tuple[Text, int], ...]
    notes: Text | None
    length_ms: int
    fixed_ms: int | None
    detail: tuple[object, ...]
    window: WindowPlan | None = None
    room: str | None = None

    def card(self) -> tuple[object, ...]:
        """Return the segment as cues carry it: `(id, kind, title, guests, detail)`."""
        return (self.id, self.kind, self.title, self.guests, self.detail)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole show. `pace_milli` is 1000 at the sheet's own speed; `digest` is the sheet's.

    A rehearsal says so in its title, and has a `show` id of its own, so that no ticket of a
    rehearsal is good for the show itself.
    """

    show: str
    title: Text
    start_ms: int
    utc_offset_min: int
    pace_milli: int
    digest: str
    outlets: tuple[OutletPlan, ...]
    rooms: tuple[RoomPlan, ...]
    segments: tuple[SegmentPlan, ...]
    rehearsal: bool = False

    @property
    def delay_max_ms(self) -> int:
        """The longest delay of an outlet."""
        return max(outlet.delay_ms for outlet in self.outlets)
