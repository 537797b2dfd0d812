"""Days as whole numbers from 1970-01-01 on, so that one can count with them. Without a clock."""

from __future__ import annotations

from calendar import timegm

from .durations import DAY_MS


def day_number(day: str) -> int:
    """Return the number of a day that exists, written `2021-06-01`."""
    year, month, of_month = (int(part) for part in day.split("-"))
    return timegm((year, month, of_month, 0, 0, 0)) // (DAY_MS // 1000)


def day_text(number: int) -> str:
    """Return the day of a number as people write it, of the Gregorian calendar.

    Years are counted from March here, so that a leap day is the last day of one.
    """
    era, of_era = divmod(number + 719_468, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march = (5 * of_year + 2) // 153
    month = march + 3 if march < 10 else march - 9
    day = of_year - (153 * march + 2) // 5 + 1
    return f"{year + era * 400 + (month <= 2):04}-{month:02}-{day:02}"
