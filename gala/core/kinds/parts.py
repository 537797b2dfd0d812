"""What a kind adds to the segment's plan, and helpers that several kinds share."""

from __future__ import annotations

from dataclasses import dataclass

from gala.core.plan import Text, WindowPlan
from run_sheet import Text as SheetText


@dataclass(frozen=True, slots=True)
class Parts:
    """`detail` is what viewers are shown of the kind; `window` has the sheet's own times."""

    detail: tuple[object, ...] = ()
    window: WindowPlan | None = None
    room: str | None = None


def text(value: SheetText) -> Text:
    """Return a sheet's text as the pair that the rules and the wire use."""
    return (value.zh, value.en)
