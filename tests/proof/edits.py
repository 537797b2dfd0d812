"""Bundles and nights changed by somebody who should not have."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from gala.proof.canon import canonical

Place = tuple[str | int, ...]
"""Where a part of a value stands: the keys and indexes that lead to it."""


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """Return the file with its value changed in place, written canonically."""
    value = json.loads(data)
    change(value)
    return canonical(value) + b"\n"


def other_digit(text: str, at: int) -> str:
    """Return hex or decimal text with another digit at a place."""
    return text[:at] + ("1" if text[at] == "0" else "0") + text[at + 1 :]


def parts(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every part of a value with its place, the whole value first."""
    yield place, value
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from parts(part, (*place, key))


def others(part: Any) -> list[Any]:
    """Return what a part could be changed to, not counting what is inside it."""
    if isinstance(part, bool) or part is None:
        return [1, "", []]
    if isinstance(part, int):
        return [part - 1, part + 1, -part, 2**53, str(part), True, None, [part]]
    if isinstance(part, str):
        flips = [
            part[:at] + chr(ord(part[at]) ^ 1) + part[at + 1 :]
            for at in sorted({0, 1, len(part) // 3, len(part) // 2, len(part) - 2, len(part) - 1})
            if 0 <= at < len(part)
        ]
        return [*flips, part + "0", part[:-1], part.upper() + "A", "", 0, None, [part]]
    if isinstance(part, dict):
        without = [{k: v for k, v in part.items() if k != key} for key in part]
        return [*without, {**part, "zz": 0}, {}, [], None]
    dropped = [part[:at] + part[at + 1 :] for at in range(len(part))]
    doubled = [part[: at + 1] + part[at:] for at in range(len(part))]
    swapped = [[*part[:at], part[at + 1], part[at], *part[at + 2 :]] for at in range(len(part) - 1)]
    return [*dropped, *doubled, *swapped, [*part, None], {}, None]


def put(value: Any, place: Place, part: Any) -> Any:
    """Return the value with another part at a place."""
    if not place:
        return part
    value = deepcopy(value)
    inner = value
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = part
    return value
