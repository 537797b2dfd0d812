"""What a checker says, to people who read Chinese and to people who read English."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """A sentence in both languages. `{see}` in it becomes a line of the sheet."""

    zh: str
    en: str


def both(text: Said | str) -> Said:
    """Return text in both languages; a plain string stands for both."""
    return text if isinstance(text, Said) else Said(text, text)
