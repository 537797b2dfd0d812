"""What a person asks, as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass

from gala.core.events import Event
from gala.core.refusals import Refusal
from gala.proof.audit import Audit


@dataclass(frozen=True, slots=True)
class Command:
    """What a person asks.

    `by` is the seat, `at_ms` when the conductor got it, `lead_ms` how long a take by hand needs to
    reach every viewer. `on_air` is what the person believed to be on air or announced; it is held
    against the show when `checked`. `number` and `place` name a draw and a winner, `text` is a
    reason or what was drawn on stage. `window` and `gen` are a window and the opening of it that
    the person saw, `outlet` and `units` what one of its outlets gets. `room` is a room; `on_air`
    is then what is on there. `sheet` is the text of a whole run sheet, `audits` what auditors have
    signed for it, and `base` the digest of the sheet that the person saw in force.
    """

    name: str
    by: str
    at_ms: int
    lead_ms: int = 0
    checked: bool = False
    on_air: str | None = None
    segment: str | None = None
    by_ms: int | None = None
    number: int | None = None
    place: int | None = None
    text: str | None = None
    window: str | None = None
    gen: int | None = None
    outlet: str | None = None
    units: int | None = None
    sheet: str | None = None
    base: str | None = None
    audits: tuple[Audit, ...] = ()
    room: str | None = None


Decision = tuple[Event, ...] | Refusal
