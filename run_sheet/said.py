"""What a checker says, to people who read Chinese and to people who read English."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """A sentence in both languages. `{see}` in it becomes the line of another place."""

    zh: str
    en: str


def did_you_mean(name: str) -> Said:
    """Return the hint with the nearest name that there is."""
    return Said(f"是不是 `{name}`？", f"did you mean `{name}`?")


def both(text: str) -> Said:
    """Return what is the same in both languages: an id, a code, nothing."""
    return Said(text, text)
