"""Who is on stage, out of one cell: `歌手、主持人 x2`."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[、,;\n/+&]+")
_COUNT = re.compile(
    r"(.+?)\s*(?:[x×*]\s*([0-9]{1,3})|\(?([0-9]{1,3})\s*(?:人|位|名)\)?)", re.IGNORECASE
)


def guests_of(text: str) -> tuple[tuple[str, int], ...]:
    """Return the roles and how many there are of each."""
    guests = []
    for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)):
        role = " ".join(part.split())
        if not role:
            continue
        found = _COUNT.fullmatch(role)
        count = int(found[2] or found[3]) if found else 1
        if found and 1 <= count <= 1000:
            guests.append((found[1].strip(), count))
        else:
            guests.append((role, 1))
    return tuple(guests)
