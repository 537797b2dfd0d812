"""How our own field types refuse a value, so that the reason reaches the reader of the sheet."""

from __future__ import annotations

from math import isfinite

from pydantic_core import PydanticCustomError

from .rules import Rule
from .said import Said

MARK = "gala_refusal"
"""The pydantic error type of every refusal made here."""


def refusal(rule: Rule, message: Said, hint: Said) -> PydanticCustomError:
    """The exception to raise in a validator. `{label}` in the message becomes the key's name."""
    return PydanticCustomError(
        MARK,
        "{message}",
        {"rule": rule.name, "message": message.en, "said": message, "hint": hint},
    )


def shown_zh(value: object) -> str:
    """The same as `shown`, for a message in Chinese."""
    if value is None:
        return "空"
    if isinstance(value, dict):
        return "一组键值"
    return "列表" if isinstance(value, list) else shown(value)


def shown(value: object) -> str:
    """A value as the reader wrote it, short enough for a message in English."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:39] + "…")
    if isinstance(value, float) and not isfinite(value):
        return str(value).replace("inf", ".inf").replace("nan", ".nan")
    return str(value)
