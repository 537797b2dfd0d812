"""Durations as people write them (`1h2m3s`, `90s`, `1.5s`, `1500ms`), held as milliseconds."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from .refusal import refusal, shown, shown_zh
from .rules import Rule
from .said import Said

DAY_MS = 24 * 60 * 60 * 1000
EXAMPLES = Said(
    "时长写成 `6m`、`90s`、`1m30s`、`1h2m3s`、`1.5s` 或 `1500ms` 这样",
    "durations are written like `6m`, `90s`, `1m30s`, `1h2m3s`, `1.5s` or `1500ms`",
)

_DURATION = re.compile(
    r"(?=[0-9])(?:([0-9]{1,3})h)?(?:([0-9]{1,5})m)?"
    r"(?:([0-9]{1,6})(?:\.([0-9]{1,3}))?s)?(?:([0-9]{1,9})ms)?"
)


def parse_duration(text: str) -> int | None:
    """Milliseconds, or None if the text is not a duration."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, fraction, millis = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "").ljust(3, "0")) + int(millis or 0)


def format_duration(duration_ms: int) -> str:
    """The shortest way to write it; `parse_duration` reads it back. Never negative."""
    seconds, millis = divmod(duration_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"), (millis, "ms"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def _read(value: object, min_ms: int, max_ms: int) -> int:
    duration_ms = parse_duration(value) if isinstance(value, str) else None
    if duration_ms is None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        unit_missing = Said(
            f"少了单位：是 `{shown(value)}s` 吗？{EXAMPLES.zh}",
            f"a unit is missing: `{shown(value)}s`? {EXAMPLES.en}",
        )
        raise refusal(
            Rule.BAD_DURATION,
            Said(
                f"`{{label}}` 应为时长，现在是 {shown_zh(value)}",
                f"`{{label}}` must be a duration, not {shown(value)}",
            ),
            unit_missing if is_number else EXAMPLES,
        )
    if not min_ms <= duration_ms <= max_ms:
        least, most = format_duration(min_ms), format_duration(max_ms)
        raise refusal(
            Rule.OUT_OF_RANGE,
            Said(
                f"`{{label}}` 应在 {least} 到 {most} 之间，现在是 {shown_zh(value)}",
                f"`{{label}}` must be from {least} to {most}, not {shown(value)}",
            ),
            EXAMPLES,
        )
    return duration_ms


_SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$"})

Length = Annotated[int, BeforeValidator(lambda value: _read(value, 1, DAY_MS)), _SCHEMA]
"""More than nothing, at most a day."""

Offset = Annotated[int, BeforeValidator(lambda value: _read(value, 0, DAY_MS)), _SCHEMA]
"""From the start of something: nothing up to a day."""

Delay = Annotated[int, BeforeValidator(lambda value: _read(value, 0, 120_000)), _SCHEMA]
"""How long an outlet lags behind the stage: nothing up to two minutes."""

Spread = Annotated[int, BeforeValidator(lambda value: _read(value, 0, 120_000)), _SCHEMA]
"""Over how long something happens to many: at once, up to two minutes."""

PayTime = Annotated[int, BeforeValidator(lambda value: _read(value, 10_000, DAY_MS)), _SCHEMA]
"""How long somebody may take to pay: long enough for a thumb, at most a day."""
