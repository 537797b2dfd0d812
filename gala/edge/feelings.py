"""What this edge's viewers feel: hearts and flags, counted by segment since the edge began.

A heart goes to the segment that its viewer's outlet shows; the edge alone says which, so nobody can
send hearts to what is long over. All that is kept is as large as the plan, and one number for each
viewer who has flagged something.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import Protocol

from gala.core.feelings import HEARTS_MAX, REASONS, Feelings
from gala.core.plan import Plan
from gala.wire.requests import RaiseFlag
from gala.wire.steps import Cue

from .limits import Limits

TAKES = 16
"""Takes that are remembered: what the slowest outlet shows is among them at any pace."""


class Feeling(Protocol):
    """Who feels; `hearted_ms` is when its hearts were last taken, by the loop's clock."""

    outlet: str
    pseudonym: str
    hearted_ms: int

    @property
    def room_id(self) -> str:
        """The room that it is in, "" for the main stage."""


class FeelingCounts:
    """The counts of one edge."""

    def __init__(self, plan: Plan, limits: Limits) -> None:
        self._limits = limits
        self._delays = {outlet.id: outlet.delay_ms for outlet in plan.outlets}
        self._places = {segment.id: place for place, segment in enumerate(plan.segments)}
        self._takes: deque[tuple[int, str]] = deque(maxlen=TAKES)
        self._hearts: Counter[tuple[str, str]] = Counter()
        self._flags: Counter[tuple[str, str]] = Counter()
        self._raised: dict[str, int] = {}

    def trim(self, outlet: str, delay_ms: int) -> None:
        """An outlet is so far behind the studio from now on."""
        self._delays[outlet] = delay_ms

    def apply(self, cue: Cue) -> None:
        """Note a cue of the main stage: what is on air from when."""
        match cue.kind, cue.body:
            case "take", [[str(segment), *_], *_]:
                self._takes.append((cue.present_at_ms, segment))
                # One that an edit on air has put in is known from its take on.
                self._places.setdefault(segment, len(self._places))
            case "retime", [str(segment), *_] if self._announced(segment):
                self._takes[-1] = (cue.present_at_ms, segment)
            case "cancel", [str(segment), *_] if self._announced(segment):
                self._takes.pop()

    def heart(self, viewer: Feeling, count: int, now_ms: int, steady_ms: int) -> None:
        """Count a viewer's hearts: as many as a thumb can tap, as often as a client may send."""
        if steady_ms - viewer.hearted_ms < self._limits.heart_ms:
            return
        segment = self._shown(now_ms - self._delays[viewer.outlet])
        if segment is not None:
            viewer.hearted_ms = steady_ms
            self._hearts[segment, viewer.room_id] += min(count, HEARTS_MAX)

    def flag(self, viewer: Feeling, raised: RaiseFlag) -> None:
        """Count a flag, once for each viewer, segment and reason; what there is not, not at all."""
        place = self._places.get(raised.segment)
        if place is None or raised.reason not in REASONS:
            return
        known = self._raised.get(viewer.pseudonym, 0)
        if not known and len(self._raised) >= self._limits.flaggers:
            return
        bit = 1 << place * len(REASONS) + REASONS.index(raised.reason)
        if not known & bit:
            self._raised[viewer.pseudonym] = known | bit
            self._flags[raised.segment, raised.reason] += 1

    def counts(self) -> Feelings:
        """Return what was counted in all."""
        return Feelings(
            tuple((*names, count) for names, count in sorted(self._hearts.items())),
            tuple((*names, count) for names, count in sorted(self._flags.items())),
        )

    def _announced(self, segment: str) -> bool:
        return bool(self._takes) and self._takes[-1][1] == segment

    def _shown(self, studio_ms: int) -> str | None:
        for present_at_ms, segment in reversed(self._takes):
            if present_at_ms <= studio_ms:
                return segment
        return None
