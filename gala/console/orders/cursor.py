"""How far somebody has read the events of all windows: a short text of unreserved characters.

    pens.1718454060123-0~cups.1718454065000-3

Each window's journal is in order, and what stands in one never changes; so a cursor is a place in
each. A window that is not named was not read yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Cursor = Mapping[str, str]
"""By window, the id of the last entry that was read."""

BEGINNING: Cursor = {}
CHARS_MAX = 4_000

_PLACE = re.compile(r"([a-z0-9][a-z0-9-]{0,39})\.([0-9]{1,15}-[0-9]{1,9})")


def written(cursor: Cursor) -> str:
    """Return a cursor as text; "" is the beginning."""
    return "~".join(f"{window}.{place}" for window, place in sorted(cursor.items()))


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor that a text is, None when it is none."""
    if not text:
        return BEGINNING
    if len(text) > CHARS_MAX:
        return None
    places = [_PLACE.fullmatch(part) for part in text.split("~")]
    cursor = {place[1]: place[2] for place in places if place}
    return cursor if len(cursor) == len(places) else None
