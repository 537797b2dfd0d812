"""Texts in both languages, as JSON has them."""

from __future__ import annotations

from run_sheet import Text


def zh_en(text: tuple[str, str] | Text) -> dict[str, str]:
    """Return a text of the plan or of the sheet, or what its checker says, as JSON has it."""
    zh, en = text if isinstance(text, tuple) else (text.zh, text.en)
    return {"zh": zh, "en": en}
