"""What a kind adds to the segment's plan, and helpers that several kinds share."""

from __future__ import annotations

from dataclasses import dataclass

from gala.core.plan import ENTRIES_MAX, LotPlan, Text, WindowPlan
from run_sheet import RunSheet
from run_sheet import Text as SheetText

WEIGHT_MAX = 1_000_000
"""Of one entry: what a ticket can say, and no more."""


@dataclass(frozen=True, slots=True)
class Parts:
    """`detail` is what viewers are shown of the kind; `window` has the sheet's own times.

    `over_ms`, at the sheet's own speed too, ends the detail unless it is None.
    """

    detail: tuple[object, ...] = ()
    window: WindowPlan | None = None
    rooms: tuple[str, ...] = ()
    over_ms: int | None = None
    lot: LotPlan | None = None
    discount_fen: int = 0


def text(value: SheetText) -> Text:
    """Return a sheet's text as the pair that the rules and the wire use."""
    return (value.zh, value.en)


def entry_window(
    segment: str,
    title: SheetText,
    opens_ms: int,
    open_for_ms: int,
    sheet: RunSheet,
    *,
    quantity_max: int,
    weighed: bool = False,
) -> WindowPlan:
    """Return a window for entries, of which none run out; it bears its segment's id."""
    return WindowPlan(
        id=segment,
        title=text(title),
        price_fen=0,
        opens_ms=opens_ms,
        open_for_ms=open_for_ms,
        stock=tuple((outlet.id, ENTRIES_MAX) for outlet in sheet.outlets),
        stocked=False,
        quantity_max=quantity_max,
        weighed=weighed,
    )
