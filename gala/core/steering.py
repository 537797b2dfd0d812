"""Which room a viewer is led to in a visit, and when: from its pseudonym and the segment alone.

The phone decides it, so one cue serves a million viewers. Rendezvous hashing by weight: each room
gets `-log2(h) / weight`, h being the viewer's own number for it in (0, 1], and the smallest comes
first. A room that is full changes nothing for those in other rooms, and who is led on is spread
over the rest by weight. Whole numbers only: `web/client/src/steering.ts` must find the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

SPREAD_MS = 8_000
"""How long viewers set out where the sheet does not say."""

SPREAD_PARTS = 4
"""At most this part of a visit, where the sheet does not say."""

_FRACTION_BITS = 32


@dataclass(frozen=True, slots=True)
class Invitation:
    """A visit as its card has it: `rooms` are `(room, weight)`, `over_ms` how long one sets out."""

    segment: str
    rooms: tuple[tuple[str, int], ...]
    over_ms: int


def invitation(segment: str, detail: object, length_ms: int) -> Invitation | None:
    """Read a visit's detail (docs/protocol.md section 4); None when it is none."""
    match detail:
        case [str(), _, [*rows], int(over_ms), *_] if rows and over_ms >= 0:
            rooms = [_room(row) for row in rows]
            known = tuple(room for room in rooms if room is not None)
            return Invitation(segment, known, over_ms) if len(known) == len(rows) else None
        case [str(room), *_]:
            return Invitation(segment, ((room, 1),), spread_ms(max(0, length_ms)))
    return None


def _room(row: object) -> tuple[str, int] | None:
    match row:
        case [str(room), _, int(weight), *_] if weight > 0:
            return room, weight
    return None


def spread_ms(length_ms: int) -> int:
    """Return how long viewers set out on a visit of that length, where nothing else is said."""
    return min(SPREAD_MS, length_ms // SPREAD_PARTS)


def order(segment: str, pseudonym: str, rooms: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Return the rooms, `(room, weight)` with weights from 1, in the order of this viewer's trying.

    `pseudonym` is in hex. The order in which `rooms` stand does not matter.
    """

    def place(room: tuple[str, int]) -> tuple[Fraction, str]:
        name, weight = room
        number = _number(f"{segment}/{name}/{pseudonym}") + 1
        return Fraction((64 << _FRACTION_BITS) - _log2(number), weight), name

    return tuple(name for name, _ in sorted(rooms, key=place))


def moment_ms(segment: str, pseudonym: str, over_ms: int) -> int:
    """Return how long after the take's presentation this viewer sets out: 0 to `over_ms`."""
    return _number(f"{segment}//{pseudonym}") % (over_ms + 1)


def _number(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")


def _log2(number: int) -> int:
    """Return the logarithm of a number from 1 to 2^64, in parts of 2^-32, rounded down."""
    whole = number.bit_length() - 1
    mantissa = number << (64 - whole)
    result = whole
    for _ in range(_FRACTION_BITS):
        mantissa = mantissa * mantissa >> 64
        result <<= 1
        if mantissa >> 65:
            result |= 1
            mantissa >>= 1
    return result
