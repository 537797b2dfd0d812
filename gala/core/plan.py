"""The plan: what a run sheet asks for, in the plain types the rules work on.

Nothing in it changes; `compile_plan` (compile.py) makes it from the sheet, and an edit on air puts
another in its place (editing.py).
Lengths and offsets are milliseconds of real time, already scaled by the pace.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from gala.proof.rules import DrawRule, RainRule

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
    """A room beside the main stage, for at most `capacity` viewers at a time."""

    id: str
    title: Text
    capacity: int
    segments: tuple[SegmentPlan, ...] = ()
    """Its own running order, if it has one; `gala.core.rooms` goes by it."""


ENTRIES_MAX = 10**12
"""The stock of an outlet where there is none to run out: entries of a draw, chances of a rain."""


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list that the sheet commits to by `digest` (hex)."""

    id: str
    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a viewer, all of it; what is empty or 0 is not asked for.

    `ticket` is `(claim, values)`; `watched_s` is of this night, `bought` are windows of which one
    receipt suffices.
    """

    ticket: tuple[tuple[str, tuple[str, ...]], ...] = ()
    watched_s: int = 0
    bought: tuple[str, ...] = ()
    listed: ListPlan | None = None

    def card(self) -> tuple[object, ...]:
        """Return it as cues carry it: `(ticket, watched_s, bought, list or None)`."""
        listed = self.listed and (self.listed.id, self.listed.count, self.listed.digest)
        return (self.ticket, self.watched_s, self.bought, listed)


@dataclass(frozen=True, slots=True)
class WhoRule:
    """Who may take part in a window; `weights` are `(condition, weight)`, for entries of a draw.

    `titles` are those of the segments in which one must have bought.
    """

    condition: Condition
    weights: tuple[tuple[Condition, int], ...] = ()
    titles: tuple[tuple[str, Text], ...] = ()

    def card(self) -> tuple[object, ...]:
        """Return it as cues carry it: `(condition, ((condition, weight), ...), titles)`."""
        weights = tuple((condition.card(), weight) for condition, weight in self.weights)
        return (self.condition.card(), weights, self.titles)


@dataclass(frozen=True, slots=True)
class WindowPlan:
    """A window: when it opens after its segment's start, how long, and what it has.

    `stock` is `(outlet, units)` for every outlet, in the sheet's order; `title` is what one gets.
    A window that is not `stocked` takes entries and opens for good only once. A claim gets one
    number, or as many as it asks for up to `quantity_max`, or, `weighed`, what its entry weighs
    (`who`, gala/core/eligibility.py). What was won is an order to be paid for in `pay_within_ms`
    (gala/core/orders), unless that is 0; of a window that takes entries, what was drawn.
    """

    id: str
    title: Text
    price_fen: int
    opens_ms: int
    open_for_ms: int
    stock: tuple[tuple[str, int], ...]
    stocked: bool = True
    quantity_max: int = 1
    weighed: bool = False
    who: WhoRule | None = None
    pay_within_ms: int = 0

    @property
    def orders_by_lot(self) -> bool:
        """Whether there are orders, and a draw says whose: nobody has one by its claim."""
        return bool(self.pay_within_ms) and not self.stocked

    def quantity(self, asked: int, weight: int) -> int:
        """Return how many numbers a claim gets that asks for so many, of an entry of `weight`."""
        return max(1, min(weight if self.weighed else asked, self.quantity_max))


@dataclass(frozen=True, slots=True)
class LotPlan:
    """What a beacon decides: by `rule`, among the entries of `window`.

    `prizes` are `(prize_id, title)`; a rain has none.
    """

    window: str
    rule: DrawRule | RainRule
    prizes: tuple[tuple[str, Text], ...] = ()

    @property
    def kind(self) -> str:
        """`draw` or `rain`, as manifests have it."""
        return "draw" if isinstance(self.rule, DrawRule) else "rain"


@dataclass(frozen=True, slots=True)
class UnattendedPlan:
    """A night that goes by itself, until it might give away more than `spend_fen`.

    Then `whom` is to be called, and `webhook` to be told unless it is empty.
    """

    spend_fen: int
    whom: Text
    webhook: str = ""


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
    rooms: tuple[str, ...] = ()
    lot: LotPlan | None = None
    filler_for: str | None = None
    """The segment whose Plan B this is; a filler is on air only when somebody asks for it."""
    prompter: Text | None = None
    """Words for the host alone, in place of the notes on the prompter."""
    back_timed: bool = False
    """Whether its start is counted back from the next fixed one; `fixed_ms` is as planned."""

    discount_fen: int = 0
    """What one of its units costs less than regularly, where units are sold."""

    def card(self) -> tuple[object, ...]:
        """Return the segment as cues carry it: `(id, kind, title, guests, detail)`.

        Where not everybody may take part, or not with the same weight, the rule follows.
        """
        card = (self.id, self.kind, self.title, self.guests, self.detail)
        who = self.window.who if self.window else None
        return card if who is None else (*card, who.card())


@dataclass(frozen=True)
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
    unattended: UnattendedPlan | None = None
    """For a night that nobody drives; None where people are there."""

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each segment, by its id."""
        return {one.id: place for place, one in enumerate(self.segments)}

    @cached_property
    def window_places(self) -> dict[str, int]:
        """The place of each window among the windows, by its id."""
        windows = (one.window for one in self.segments if one.window)
        return {window.id: place for place, window in enumerate(windows)}

    @property
    def length_ms(self) -> int:
        """What the programme is planned to take, without fillers."""
        return sum(one.length_ms for one in self.segments if one.filler_for is None)

    def scaled_ms(self, sheet_ms: int) -> int:
        """Return a length at the sheet's own speed as it is at this pace."""
        return sheet_ms * 1000 // self.pace_milli

    @property
    def delay_max_ms(self) -> int:
        """The longest delay of an outlet."""
        return max(outlet.delay_ms for outlet in self.outlets)
