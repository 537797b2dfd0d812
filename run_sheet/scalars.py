"""What a plain (unquoted) YAML scalar means: the YAML 1.2 core schema, minus its surprises.

Dates and times stay text, and so do `yes`, `no`, `on`, `off`, octal and hexadecimal numbers.
"""

from __future__ import annotations

import re

DIGITS_MAX = 15

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


class HugeNumber:
    """A whole number with more digits than any amount or count can have."""


def plain_value(text: str) -> str | int | float | bool | HugeNumber | None:
    """The value of a plain scalar. Never raises."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= DIGITS_MAX else HugeNumber()
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
