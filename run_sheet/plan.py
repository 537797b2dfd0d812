"""When each segment is planned to begin: the one place where `at`, `ends` and `back_timed` count.

A segment has a time of its own, or follows on from what comes before it. All instants are Unix ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .kinds import Segment


def fixed_start_ms(segment: Segment) -> int | None:
    """When a segment with a fixed time begins: at `at`, or its length before `ends`; else None."""
    if segment.at_ms is not None:
        return segment.at_ms
    return None if segment.ends_ms is None else segment.ends_ms - segment.length_ms


def latest_starts(segments: Sequence[Segment | None]) -> tuple[int | None, ...]:
    """The latest start of each segment with which the next fixed time behind it is still met.

    None where there is no fixed time behind it, and where a broken segment (None) lies between.
    """
    return tuple(reversed(list(_counted_back(segments))))


def _counted_back(segments: Sequence[Segment | None]) -> Iterator[int | None]:
    until_ms: int | None = None
    for segment in reversed(segments):
        latest_ms = None if segment is None or until_ms is None else until_ms - segment.length_ms
        yield latest_ms
        fixed_ms = None if segment is None else fixed_start_ms(segment)
        until_ms = latest_ms if fixed_ms is None else fixed_ms


def own_starts(segments: Sequence[Segment | None]) -> tuple[int | None, ...]:
    """When each segment begins by a time of its own: fixed, or counted back from a fixed one.

    None where it follows on, and where its time cannot be known.
    """
    return tuple(
        None if segment is None else _own_start(segment, latest_ms)
        for segment, latest_ms in zip(segments, latest_starts(segments), strict=True)
    )


def _own_start(segment: Segment, latest_ms: int | None) -> int | None:
    fixed_ms = fixed_start_ms(segment)
    if fixed_ms is None and segment.back_timed:
        return latest_ms
    return fixed_ms


def planned_starts(start_ms: int, segments: Iterable[Segment]) -> tuple[int, ...]:
    """When each begins: at its own time if it has one, others when the one before has ended."""
    whole = tuple(segments)
    starts = []
    cursor_ms = start_ms
    for segment, own_ms in zip(whole, own_starts(whole), strict=True):
        begins_ms = cursor_ms if own_ms is None else own_ms
        starts.append(begins_ms)
        cursor_ms = begins_ms + segment.length_ms
    return tuple(starts)


def played_starts(start_ms: int, segments: Iterable[Segment]) -> tuple[int, ...]:
    """When each will begin on air: no earlier than its own time, and than the one before has ended.

    In a sheet that may go on air this is as it is planned; else it shows what comes too late.
    """
    whole = tuple(segments)
    starts = []
    cursor_ms = start_ms
    for segment, own_ms in zip(whole, own_starts(whole), strict=True):
        cursor_ms = cursor_ms if own_ms is None else max(cursor_ms, own_ms)
        starts.append(cursor_ms)
        cursor_ms += segment.length_ms
    return tuple(starts)
