"""Instants, days and paces as people write them on the command line."""

from __future__ import annotations

from datetime import date, datetime

from gala.cli.failure import Failure
from gala.cli.language import Language, failure
from gala.core.compile import PACE_MILLI_MAX
from run_sheet.said import Said


def start_ms(text: str | None) -> int | None:
    """Return a start in Unix milliseconds; None means at once. Raises `Failure`."""
    if text is None or text == "now":
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Failure(
            f"--start {text}: write now, or an instant with its offset like "
            "2021-06-15T20:21:00+08:00"
        )
    return round(instant.timestamp() * 1000)


def pace_milli(pace: float) -> int:
    """Return a pace in thousandths. Raises `Failure` when it is out of bounds."""
    thousandths = round(pace * 1000) if 0 < pace < PACE_MILLI_MAX else 0
    if not 1 <= thousandths <= PACE_MILLI_MAX:
        raise Failure(f"--pace {pace:g}: from 0.001 to {PACE_MILLI_MAX // 1000}")
    return thousandths


def day_of(text: str | None, lang: Language | None) -> str:
    """Return the day that `--on` says, today without it. Raises `Failure`."""
    if text is None:
        return date.today().isoformat()
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        said = Said(
            f"--on {text}：写一个真有的日期，例如 2021-06-01",
            f"--on {text}: write a day that exists, like 2021-06-01",
        )
        raise failure(said, lang)
    return day
