"""When each segment is planned to begin."""

from __future__ import annotations

from collections.abc import Iterable

from .kinds import Segment


def planned_starts(start_ms: int, segments: Iterable[Segment]) -> tuple[int, ...]:
    """Unix ms of each segment: fixed ones at their time, others when the one before has ended."""
    starts = []
    cursor_ms = start_ms
    for segment in segments:
        begins_ms = cursor_ms if segment.at_ms is None else segment.at_ms
        starts.append(begins_ms)
        cursor_ms = begins_ms + segment.length_ms
    return tuple(starts)
