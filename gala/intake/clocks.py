"""Durations and times of day as people write them into tables."""

from __future__ import annotations

import re
import unicodedata

from run_sheet.durations import DAY_MS, parse_duration
from run_sheet.said import Said

_COLONS = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?")
_WORDS = re.compile(
    r"(?=[0-9])(?:([0-9]+)(?:小时|时|hours?|hrs?|h))?(?:([0-9]+)(?:分钟|分|minutes?|mins?|m|'|′))?"
    r"(?:([0-9]+)(?:秒钟?|seconds?|secs?|s|\"|″|''))?"
)
_HALF = re.compile(r"([0-9]+)(分钟?|小时|个小时)半")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_CLOCK = re.compile(
    r"(?:[12][0-9]{3}[-/][0-9]{1,2}[-/][0-9]{1,2}[t ]*)?"
    r"(上午|早上|中午|下午|晚上|晚)?([0-9]{1,2})(?:[:点时]([0-9]{1,2}|半)?)(?:[:分]([0-9]{2})?秒?)?"
    r"(?:\.[0-9]+)?(am|pm)?"
)
_LATE_HOUR = 29
"""Nights are written on: 25:30 is half past one."""


class ClockError(ValueError):
    """A text that is no time; `said` tells what to write."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.en)
        self.said = said


def lengths_ms(text: str, unit_ms: int | None) -> tuple[int, ...]:
    """Return what a duration can mean, the likeliest first.

    `5:30` is minutes and seconds, or else hours and minutes. A bare number needs `unit_ms`.
    Raises `ClockError`.
    """
    bare = _bare(text)
    if (colons := _COLONS.fullmatch(bare)) is not None:
        first, second, third = (int(part or 0) for part in colons.groups())
        if second < 60 and third < 60:
            whole = (first * 3600 + second * 60 + third) * 1000
            short = (first * 60 + second) * 1000
            return (whole,) if colons[3] else (short, whole)
    bare = _HALF.sub(lambda half: f"{half[1]}{half[2]}30{'秒' if '分' in half[2] else '分'}", bare)
    bare = bare.replace("个", "")
    if (written := parse_duration(bare)) is not None:
        return (written,)
    if (words := _WORDS.fullmatch(bare)) is not None:
        hours, minutes, seconds = (int(part or 0) for part in words.groups())
        return ((hours * 3600 + minutes * 60 + seconds) * 1000,)
    if _NUMBER.fullmatch(bare) is None:
        raise ClockError(
            Said(
                f"`{text[:40]}` 不是时长：写成 6m、90s、00:06:00 或 6分30秒",
                f"`{text[:40]}` is not a duration: write it like 6m, 90s or 00:06:00",
            )
        )
    if unit_ms is None:
        raise ClockError(
            Said(
                f"`{text[:40]}` 没有单位：写成 {bare}m，或把表头写成 时长（分钟）",
                f"`{text[:40]}` has no unit: write {bare}m, or head the column with its unit, "
                "like duration (min)",
            )
        )
    whole_text, _, fraction = bare.partition(".")
    thousandths = int(whole_text) * 1000 + int(fraction.ljust(3, "0") or 0)
    return (thousandths * unit_ms // 1000,)


def of_day_ms(text: str) -> int:
    """Return a time of day in ms since midnight; a date before it is left aside.

    Raises `ClockError`.
    """
    found = _CLOCK.fullmatch(_bare(text))
    if found is not None:
        day, hour_text, minute_text, second_text, half = found.groups()
        hour = int(hour_text)
        minute = 30 if minute_text == "半" else int(minute_text or 0)
        second = int(second_text or 0)
        if (half == "pm" or day in ("下午", "晚上", "晚")) and hour < 12:
            hour += 12
        elif (half == "am" or day in ("上午", "早上")) and hour == 12:
            hour = 0
        if hour <= _LATE_HOUR and minute < 60 and second < 60:
            return (hour * 3600 + minute * 60 + second) * 1000 % DAY_MS
    raise ClockError(
        Said(
            f"`{text[:40]}` 不是钟点：写成 20:05 或 20:05:30",
            f"`{text[:40]}` is not a time of day: write it like 20:05 or 20:05:30",
        )
    )


def _bare(text: str) -> str:
    """Return the text in half-width small characters, without spaces."""
    return re.sub(
        r"\s+", "", unicodedata.normalize("NFKC", text.replace("″", '"').replace("′", "'"))
    ).casefold()
