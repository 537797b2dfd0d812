"""How our own field types refuse a value, so that the reason reaches the reader of the sheet."""

from __future__ import annotations

from math import isfinite

from pydantic_core import PydanticCustomError

from .rules import Rule
from .said import Said, both

MARK = "gala_refusal"
"""The pydantic error type of every refusal made here."""


def refusal(rule: Rule, message: Said | str, hint: Said | str) -> PydanticCustomError:
    """The exception to raise in a validator. `{label}` in the message becomes the key's name."""
    said = both(message)
    return PydanticCustomError(
        MARK, "{message}", {"rule": rule.name, "message": said.en, "said": said, "hint": both(hint)}
    )


def shown(value: object) -> str:
    """A value as the reader wrote it, short enough for a message."""
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
