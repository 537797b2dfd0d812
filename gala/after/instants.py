"""Instants as people at the show read them: by the sheet's own offset from UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone


def local_text(at_ms: int, utc_offset_min: int) -> str:
    """Return an instant to the millisecond, like `2021-06-15 20:21:00.000 +08:00`."""
    zone = timezone(timedelta(minutes=utc_offset_min))
    # From the epoch by whole units: a float of seconds would round the millisecond.
    at = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).astimezone(zone)
    offset = at.strftime("%z")
    return f"{at:%Y-%m-%d %H:%M:%S}.{at_ms % 1000:03} {offset[:3]}:{offset[3:]}"


def clock_text(at_ms: int, utc_offset_min: int) -> str:
    """Return the time of day to the second."""
    return local_text(at_ms, utc_offset_min)[11:19]
