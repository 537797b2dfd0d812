"""Texts that a spreadsheet would take for formulas, made plain text, and back.

A cell of a CSV that begins with `=`, `+`, `-`, `@`, a tab or a return is run as a formula by the
programs that open it. The apostrophe before it is what these programs themselves understand as
"this is text".
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
