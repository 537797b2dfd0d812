"""Values of a sheet as a producer reads them, by the unit that their field's name ends in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from .day_numbers import day_text
from .durations import DAY_MS, format_duration
from .field_words import word
from .instants import Start, format_clock
from .said import Said
from .text import Text

TEXT_SHOWN_MAX = 60
_INSTANTS = ("at_ms", "ends_ms")
NOTHING = Said("无", "nothing")


def value_said(field: str, value: Any, utc_offset_min: int) -> Said:
    """Return a value in words; times of day are told in the offset that is given."""
    if value is None or value == ():
        return NOTHING
    if isinstance(value, Text):
        return Said(f"「{_short(value.zh)}」", f'"{_short(value.en)}"')
    if isinstance(value, Start):
        clock = format_clock(value.unix_ms, utc_offset_min)
        day = day_text((value.unix_ms + utc_offset_min * 60_000) // DAY_MS)
        return _same(f"{day} {clock}")
    if isinstance(value, bool):
        return Said("是", "yes") if value else Said("否", "no")
    if isinstance(value, int):
        return _number(field, value, utc_offset_min)
    if isinstance(value, BaseModel):
        return _part(value, utc_offset_min)
    if isinstance(value, tuple):
        return _joined(field, value, utc_offset_min)
    return _same(_short(str(value)))


def delta_said(field: str, before: Any, after: Any) -> Said:
    """Return how much more or less a number is, or nothing for what is no number."""
    if type(before) is not int or type(after) is not int or field in _INSTANTS:
        return Said("", "")
    sign = "+" if after > before else "-"
    much = value_said(field, abs(after - before), 0)
    return Said(f"（{sign}{much.zh}）", f" ({sign}{much.en})")


def _number(field: str, value: int, utc_offset_min: int) -> Said:
    if field in _INSTANTS:
        return _same(format_clock(value, utc_offset_min))
    if field.endswith("_ms"):
        return _same(format_duration(value))
    if field == "fen" or field.endswith("_fen"):
        amount = f"{value // 100}.{value % 100:02}"
        return Said(f"{amount} 元", f"{amount} yuan")
    return _same(str(value))


def _part(value: BaseModel, utc_offset_min: int) -> Said:
    """Return all that is set in a part, but for its id."""
    said = [
        _pair(word(name, info.alias or name), value_said(name, one, utc_offset_min))
        for name, info in type(value).model_fields.items()
        if name != "id" and (one := getattr(value, name)) not in (None, ())
    ]
    return Said("，".join(one.zh for one in said), ", ".join(one.en for one in said))


def _joined(field: str, values: tuple[Any, ...], utc_offset_min: int) -> Said:
    if all(type(one) is tuple and len(one) == 2 and isinstance(one[0], str) for one in values):
        said = [
            _pair(_same(f"`{name}`"), value_said(field, one, utc_offset_min))
            for name, one in values
        ]
    else:
        said = [value_said(field, one, utc_offset_min) for one in values]
    return Said("、".join(one.zh for one in said), "; ".join(one.en for one in said))


def _pair(name: Said, value: Said) -> Said:
    return Said(f"{name.zh} {value.zh}", f"{name.en} {value.en}")


def _same(text: str) -> Said:
    return Said(text, text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TEXT_SHOWN_MAX else f"{line[: TEXT_SHOWN_MAX - 1]}…"
