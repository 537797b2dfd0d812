"""Hearts and flags of all edges together: the newest sums, and what of them goes into the log."""

from __future__ import annotations

from collections.abc import Iterable

from gala.core.events import FeelingsCounted
from gala.core.feelings import NONE, REASONS, Feelings, at_least, total
from gala.core.state import Show

LOG_EVERY_MS = 10_000
"""Sums go into the log so often, and when another segment is on air: they change at every tap."""


class FeelingSums:
    """What is known of hearts and flags; what the log has is never more than that."""

    def __init__(self) -> None:
        self.known = NONE
        self._logged_ms = 0
        self._on_air: str | None = None

    def summed(self, show: Show, counted: Iterable[Feelings]) -> None:
        """Take what each life of each edge has counted.

        Rows that do not belong to the show are left out: the log has no place for them.
        """
        fitting = _fitting(show, total(counted))
        self.known = at_least((show.feelings or NONE, self.known, fitting))

    def take(self, show: Show, at_ms: int) -> FeelingsCounted | None:
        """Return what is to be logged now, if anything is."""
        # An edit on air may have taken a segment out since it was counted.
        news = _fitting(show, self.known).since(show.feelings or NONE)
        on_air = show.on_air.segment if show.on_air else None
        if news == NONE or (at_ms - self._logged_ms < LOG_EVERY_MS and on_air == self._on_air):
            return None
        self._logged_ms, self._on_air = at_ms, on_air
        return FeelingsCounted(at_ms, news.hearts, news.flags)

    def shown(self, show: Show) -> list[tuple[str, int]]:
        """Return the hearts of what is on air and of what was before it: outlets are behind."""
        ended = [run for run in show.runs if run.ended_ms is not None]
        before = max(ended, key=lambda run: run.ended_ms or 0).id if ended else None
        on_air = show.on_air.segment if show.on_air else None
        shown = dict.fromkeys(one for one in (before, on_air) if one is not None)
        return [(segment, self.known.hearts_of(segment)) for segment in shown]


def _fitting(show: Show, feelings: Feelings) -> Feelings:
    segments = {run.id for run in show.runs}
    rooms = {"", *(room.id for room in show.plan.rooms)}
    return Feelings(
        tuple(row for row in feelings.hearts if row[0] in segments and row[1] in rooms),
        tuple(row for row in feelings.flags if row[0] in segments and row[1] in REASONS),
    )
