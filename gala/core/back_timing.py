"""When segments may begin at the earliest, as things stand.

A back-timed one is counted back from the next fixed start that is still to come, over whatever is
still to come before it: what has been left out or edited meanwhile counts anew.
"""

from __future__ import annotations

from gala.core.plan import SegmentPlan
from gala.core.state import Show
from gala.core.tables import SegmentState

TO_COME = (SegmentState.PENDING, SegmentState.READY)


def earliest_ms(show: Show, segment: SegmentPlan) -> int | None:
    """Return a segment's own start, None when it simply follows."""
    if not segment.back_timed:
        return _fixed_ms(show, segment)
    lengths_ms = segment.length_ms
    place = show.index(segment.id) + 1
    for run, one in zip(show.runs[place:], show.plan.segments[place:], strict=True):
        if run.state in TO_COME:
            if one.fixed_ms is not None and not one.back_timed:
                return show.origin_ms + one.fixed_ms - lengths_ms
            lengths_ms += one.length_ms
    return None


def earliest_starts(show: Show) -> tuple[int | None, ...]:
    """Return the same for every segment at once, None too for what is not to come."""
    starts: list[int | None] = []
    until_ms: int | None = None
    for run, segment in zip(reversed(show.runs), reversed(show.plan.segments), strict=True):
        own_ms = None
        if run.state in TO_COME:
            if segment.fixed_ms is not None and not segment.back_timed:
                own_ms = until_ms = _fixed_ms(show, segment)
            elif until_ms is not None:
                until_ms -= segment.length_ms
                own_ms = until_ms if segment.back_timed else None
        starts.append(own_ms)
    return tuple(reversed(starts))


def _fixed_ms(show: Show, segment: SegmentPlan) -> int | None:
    return None if segment.fixed_ms is None else show.origin_ms + segment.fixed_ms
