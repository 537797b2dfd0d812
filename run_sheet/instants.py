"""Instants and times of day, from text to Unix milliseconds, without a clock or time zones.

Offsets are written out in the sheet, so nothing here depends on where or when it runs.
"""

from __future__ import annotations

import re
from calendar import monthrange, timegm
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

from .day_numbers import day_text
from .durations import DAY_MS
from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said

_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,3}))?)?"
_TIME_OF_DAY = re.compile(_CLOCK)
_INSTANT = re.compile(
    r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})[Tt ]"
    + _CLOCK
    + r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))"
)
_START_EXAMPLE = Said(
    "写日期、时间和时差，例如 `2021-06-15T20:21:00+08:00`",
    "write date, time and offset, like `2021-06-15T20:21:00+08:00`",
)
_AT_EXAMPLE = Said(
    '写当天的钟点，例如 `at: "21:00:00"`，或带时差的完整时刻',
    'write a time of day like `at: "21:00:00"`, or a full instant with its offset',
)


class Start(NamedTuple):
    """When a show begins, and the offset from UTC that its local times are meant in."""

    unix_ms: int
    utc_offset_min: int


class UnixMs(int):
    """A fixed time already resolved; a bare number in a sheet is not one and is refused."""


def parse_instant(text: str) -> Start | None:
    """An ISO 8601 instant with its offset; None if unreadable, impossible or before 1970."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.group(1, 2, 3))
    if year < 1970 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    offset_min = 0
    if match[8] is None:
        hours, minutes = int(match[10]), int(match[11])
        offset_min = hours * 60 + minutes
        if minutes > 59 or offset_min > 14 * 60:
            return None
        offset_min = -offset_min if match[9] == "-" else offset_min
    midnight_ms = timegm((year, month, day, 0, 0, 0)) * 1000
    return Start(
        midnight_ms + _clock_ms(*match.group(4, 5, 6, 7)) - offset_min * 60_000, offset_min
    )


def parse_time_of_day(text: str) -> int | None:
    """Milliseconds since local midnight of `HH:MM` or `HH:MM:SS`; None if it is neither."""
    match = _TIME_OF_DAY.fullmatch(text)
    return None if match is None else _clock_ms(*match.groups())


def _clock_ms(hours: str, minutes: str, seconds: str | None, fraction: str | None) -> int:
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))


def next_time_of_day(of_day_ms: int, start: Start) -> int:
    """Unix ms of the first such local time at or after the start."""
    local_ms = start.unix_ms + start.utc_offset_min * 60_000
    return start.unix_ms + (of_day_ms - local_ms) % DAY_MS


def format_clock(unix_ms: int, utc_offset_min: int) -> str:
    """The local time of day, `21:00:00`, with milliseconds only when there are any."""
    seconds, millis = divmod((unix_ms + utc_offset_min * 60_000) % DAY_MS, 1000)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{clock}.{millis:03}" if millis else clock


def format_instant(unix_ms: int, utc_offset_min: int) -> str:
    """The local date and time with its offset, as `parse_instant` reads it."""
    day = day_text((unix_ms + utc_offset_min * 60_000) // DAY_MS)
    hours, minutes = divmod(abs(utc_offset_min), 60)
    sign = "-" if utc_offset_min < 0 else "+"
    clock = format_clock(unix_ms, utc_offset_min)
    return f"{day}T{clock}{sign}{hours:02}:{minutes:02}"


def _read_start(value: object) -> Start:
    start = parse_instant(value) if isinstance(value, str) else None
    if start is None:
        raise refusal(
            Rule.BAD_TIME,
            Said(
                f"`{{label}}` 应为真实存在的日期加时间和时差，现在是 {shown_zh(value)}",
                f"`{{label}}` must be a date that exists, a time and an offset, not {shown(value)}",
            ),
            _START_EXAMPLE,
        )
    return start


def _read_at(value: object) -> int | None:
    if isinstance(value, UnixMs):
        return int(value)
    instant = parse_instant(value) if isinstance(value, str) else None
    if instant is None:
        raise refusal(
            Rule.BAD_TIME,
            Said(
                f"`{{label}}` 应为钟点或完整时刻，现在是 {shown_zh(value)}",
                f"`{{label}}` must be a time of day or an instant, not {shown(value)}",
            ),
            _AT_EXAMPLE,
        )
    return instant.unix_ms


_INSTANT_SCHEMA = {"type": "string", "pattern": f"^{_INSTANT.pattern}$"}
_CLOCK_SCHEMA = {"type": "string", "pattern": f"^{_CLOCK}$"}

StartField = Annotated[Start, BeforeValidator(_read_start), WithJsonSchema(_INSTANT_SCHEMA)]
"""A required instant with its offset."""

AtField = Annotated[
    int, BeforeValidator(_read_at), WithJsonSchema({"anyOf": [_CLOCK_SCHEMA, _INSTANT_SCHEMA]})
]
"""A fixed time as Unix ms; times of day are resolved before, by the sheet that knows its start."""
