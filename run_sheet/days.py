"""Calendar days as people write them (`2021-06-01`), without a clock or time zones."""

from __future__ import annotations

import re
from calendar import monthrange, timegm
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from .instants import Start
from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said

_DAY = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})")


def begins_ms(day: str, start: Start) -> int:
    """Unix ms at which a day begins, in the offset of the show's start."""
    year, month, of_month = (int(part) for part in day.split("-"))
    return timegm((year, month, of_month, 0, 0, 0)) * 1000 - start.utc_offset_min * 60_000


def _read_day(value: object) -> str:
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        year, month, of_month = (int(part) for part in match.groups())
        if year >= 1970 and 1 <= month <= 12 and 1 <= of_month <= monthrange(year, month)[1]:
            return match[0]
    raise refusal(
        Rule.BAD_TIME,
        Said(
            f"`{{label}}` 应为真实存在的日期，现在是 {shown_zh(value)}",
            f"`{{label}}` must be a day that exists, not {shown(value)}",
        ),
        Said("写年、月、日，例如 `2021-06-01`", "write year, month and day, like `2021-06-01`"),
    )


Day = Annotated[
    str,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "pattern": f"^{_DAY.pattern}$"}),
]
"""A day of the calendar, as text."""
