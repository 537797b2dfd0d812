"""Watch time: stretches of a viewer's watching, added up so that no second counts twice.

Edges tell stretches of whole seconds by the show's clock, in any order and perhaps more than once;
two edges may tell of the same seconds. What is kept of a viewer is small: the seconds counted, the
end of the latest, and the last gap before them, which a stretch that comes late can still fill (of
the edge that the viewer was on before). Seconds in older gaps are lost, never counted twice.

`gala/store/functions/watch_add.lua` is the same rule in the store.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watched:
    """`total_s` counted seconds, none at or after `until_s`; those of the gap can still come."""

    total_s: int = 0
    gap_from_s: int = 0
    gap_to_s: int = 0
    until_s: int = 0

    def add(self, from_s: int, to_s: int) -> Watched:
        """Return what there is with the seconds from `from_s` until before `to_s`."""
        total_s, until_s = self.total_s, self.until_s
        gap_from_s, gap_to_s = self.gap_from_s, self.gap_to_s
        low, high = max(from_s, gap_from_s), min(to_s, gap_to_s)
        if high > low:
            total_s += high - low
            # An edge tells in order: what else is still to come of it is what follows.
            if high < gap_to_s:
                gap_from_s = high
            else:
                gap_to_s = low
        start_s = max(from_s, until_s)
        if to_s > start_s:
            if start_s > until_s:
                gap_from_s, gap_to_s = until_s, start_s
            total_s, until_s = total_s + to_s - start_s, to_s
        return Watched(total_s, gap_from_s, gap_to_s, until_s)
