"""Bundles and nights changed by somebody who should not have."""

import json
from collections.abc import Callable
from typing import Any

from gala.proof.canon import canonical


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """Return the file with its value changed in place, written canonically."""
    value = json.loads(data)
    change(value)
    return canonical(value) + b"\n"


def other_digit(text: str, at: int) -> str:
    """Return hex or decimal text with another digit at a place."""
    return text[:at] + ("1" if text[at] == "0" else "0") + text[at + 1 :]
