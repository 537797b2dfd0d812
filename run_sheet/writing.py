"""Values as they stand in the YAML of a sheet: what is written is read as what it was."""

from __future__ import annotations

import json
import re

from .scalars import plain_value
from .text import Text

# What YAML could take for something else, in a text that stands inside { }.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~](?:[^,\[\]{}#:'\"\n\r\t]*[^,\[\]{}#:'\"\s])?")


def scalar(text: str) -> str:
    """Return a text as it stands in YAML: bare where nothing can misread it, else in quotes."""
    if _PLAIN.fullmatch(text) and isinstance(plain_value(text), str):
        return text
    return json.dumps(text, ensure_ascii=False)


def text_value(text: Text) -> str:
    """Return a text of the sheet: one value when it is the same in both languages."""
    if text.zh == text.en:
        return scalar(text.zh)
    return f"{{zh: {scalar(text.zh)}, en: {scalar(text.en)}}}"


def sequence(values: tuple[str, ...]) -> str:
    """Return texts as a list in brackets."""
    return f"[{', '.join(map(scalar, values))}]"
