"""The events of the log that commit to something, decide it or tell of it, read strictly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gala.proof import shapes
from gala.proof.audit import Audit, read_audits
from gala.proof.canon import unhex
from gala.proof.errors import ProofError

AUTO = "auto"
HALL_CHARS_MAX = 64
_AUDIT_KEYS = ("goods", "digest", "auditor", "on", "signature")


@dataclass(frozen=True, slots=True)
class Frozen:
    """`entries_frozen`; `outlets` are (outlet, declared, given)."""

    at_ms: int
    window: str
    gen: int
    root: bytes
    entries: int
    outlets: tuple[tuple[str, int, int], ...]

    @property
    def is_seckill(self) -> bool:
        """Whether the window has declared stock, so that unsold units are leaves too."""
        return any(declared for _, declared, _ in self.outlets)

    @property
    def numbers(self) -> int:
        """The sum of the frozen tree's root."""
        return sum(declared if self.is_seckill else given for _, declared, given in self.outlets)


@dataclass(frozen=True, slots=True)
class Committed:
    """`draw_committed`."""

    at_ms: int
    number: int
    manifest: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class HallDrawn:
    """`hall_drawn`; `value` is the hall beacon's word."""

    at_ms: int
    number: int
    value: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class DrawOpened:
    """`draw_opened`; `places` are (index, leaf, path) in the frozen tree."""

    at_ms: int
    number: int
    signature: bytes
    proof: bytes
    places: tuple[tuple[int, str, bytes], ...]


@dataclass(frozen=True, slots=True)
class RainOpened:
    """`rain_opened`."""

    at_ms: int
    number: int
    signature: bytes
    proof: bytes
    root: bytes
    packets: int
    paid_fen: int
    returned_fen: int


@dataclass(frozen=True, slots=True)
class Voided:
    """`draw_voided`."""

    at_ms: int
    number: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """`winner_passed_over`."""

    at_ms: int
    number: int
    place: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Announced:
    """`draw_announced`."""

    at_ms: int
    number: int
    by: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """`draw_given_up`; it has no number."""

    at_ms: int
    segment: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToppedUp:
    """`window_topped_up`: `units` more for an outlet while opening `gen` was the present one."""

    at_ms: int
    window: str
    gen: int
    outlet: str
    units: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """`window_revoked`: what opening `gen` gave is void."""

    at_ms: int
    window: str
    gen: int
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class SheetEdited:
    """`sheet_edited`; `sheet` is the text of a run sheet, `second` empty where one seat did it."""

    at_ms: int
    sheet: str
    digest: bytes
    audits: tuple[Audit, ...]
    by: str
    second: str


OfDraw = Committed | HallDrawn | DrawOpened | RainOpened | Voided | PassedOver | Announced
"""A row that has a draw's number."""

ByHand = ToppedUp | Revoked
"""A row of what two people did to a window."""

Row = Frozen | OfDraw | GivenUp | ByHand | SheetEdited


def read_row(event: object) -> Row | None:
    """Return the row that an `event` of the log is; `None` when it is not of this table.

    Raises `ProofError` for one that has a name of the table but not its fields.
    """
    fields = shapes.items(event, "an event")
    if not fields or not isinstance(fields[0], str):
        raise ProofError("an event has no name")
    name, *values = fields
    if name not in _READERS:
        return None
    size, reader = _READERS[name]
    shapes.items(values, f"`{name}`", size)
    return reader(*values)


def _frozen(at_ms: Any, window: Any, gen: Any, root: Any, entries: Any, outlets: Any) -> Frozen:
    rows = []
    for row in shapes.items(outlets, "the outlets"):
        outlet, declared, given = shapes.items(row, "an outlet", size=3)
        declared = shapes.integer(declared, "the declared stock")
        given = shapes.integer(given, "what was given")
        rows.append((shapes.slug(outlet, "an outlet"), declared, given))
    frozen = Frozen(
        _instant(at_ms),
        shapes.slug(window, "the window"),
        shapes.integer(gen, "the opening"),
        unhex(root, 32),
        shapes.integer(entries, "the entries"),
        tuple(rows),
    )
    if len({outlet for outlet, _, _ in rows}) != len(rows):
        raise ProofError("an outlet stands twice in the frozen entries")
    if frozen.is_seckill and any(given > declared for _, declared, given in rows):
        raise ProofError("more was given than was declared")
    shapes.integer(frozen.numbers, "the sum of the frozen entries")
    return frozen


def _committed(at_ms: Any, number: Any, manifest: Any, by: Any, second: Any) -> Committed:
    text = shapes.text(manifest, "the manifest")
    return Committed(_instant(at_ms), _number(number), text, *_seats(by, second))


def _hall_drawn(at_ms: Any, number: Any, value: Any, by: Any, second: Any) -> HallDrawn:
    text = shapes.text(value, "what was drawn in the hall")
    if not (text.isascii() and text.isprintable() and 1 <= len(text) <= HALL_CHARS_MAX):
        raise ProofError("what was drawn in the hall is not 1 to 64 printable ASCII characters")
    return HallDrawn(_instant(at_ms), _number(number), text, *_seats(by, second))


def _draw_opened(at_ms: Any, number: Any, signature: Any, proof: Any, places: Any) -> DrawOpened:
    rows = []
    for row in shapes.items(places, "the places"):
        index, leaf, path = shapes.items(row, "a place", size=3)
        index = shapes.integer(index, "the index of a leaf")
        rows.append((index, shapes.text(leaf, "a leaf"), unhex(path)))
    return DrawOpened(
        _instant(at_ms), _number(number), unhex(signature), unhex(proof, 80), tuple(rows)
    )


def _rain_opened(
    at_ms: Any,
    number: Any,
    signature: Any,
    proof: Any,
    root: Any,
    packets: Any,
    paid_fen: Any,
    returned_fen: Any,
) -> RainOpened:
    return RainOpened(
        _instant(at_ms),
        _number(number),
        unhex(signature),
        unhex(proof, 80),
        unhex(root, 32),
        shapes.integer(packets, "the packets"),
        shapes.integer(paid_fen, "what was paid"),
        shapes.integer(returned_fen, "what was returned"),
    )


def _voided(at_ms: Any, number: Any, reason: Any, by: Any, second: Any) -> Voided:
    text = shapes.text(reason, "the reason")
    return Voided(_instant(at_ms), _number(number), text, *_seats(by, second))


def _passed_over(
    at_ms: Any, number: Any, place: Any, reason: Any, by: Any, second: Any
) -> PassedOver:
    text = shapes.text(reason, "the reason")
    at = shapes.integer(place, "the place")
    return PassedOver(_instant(at_ms), _number(number), at, text, *_seats(by, second))


def _announced(at_ms: Any, number: Any, by: Any) -> Announced:
    return Announced(_instant(at_ms), _number(number), shapes.text(by, "the seat"))


def _given_up(at_ms: Any, segment: Any, reason: Any) -> GivenUp:
    text = shapes.text(reason, "the reason")
    return GivenUp(_instant(at_ms), shapes.slug(segment, "the segment"), text)


def _topped_up(
    at_ms: Any, window: Any, gen: Any, outlet: Any, units: Any, reason: Any, by: Any, second: Any
) -> ToppedUp:
    return ToppedUp(
        _instant(at_ms),
        shapes.slug(window, "the window"),
        shapes.integer(gen, "the opening"),
        shapes.slug(outlet, "the outlet"),
        shapes.integer(units, "the units", least=1),
        _reason(reason),
        *_two_seats(by, second),
    )


def _revoked(at_ms: Any, window: Any, gen: Any, reason: Any, by: Any, second: Any) -> Revoked:
    opening = shapes.integer(gen, "the opening", least=1)
    slug = shapes.slug(window, "the window")
    return Revoked(_instant(at_ms), slug, opening, _reason(reason), *_two_seats(by, second))


def _edited(at_ms: Any, sheet: Any, digest: Any, audits: Any, by: Any, second: Any) -> SheetEdited:
    rows = [shapes.items(row, "an audit", size=5) for row in shapes.items(audits, "the audits")]
    signed = [dict(zip(_AUDIT_KEYS, row, strict=True)) for row in rows]
    seats = shapes.text(by, "the first seat"), shapes.text(second, "the second seat")
    if AUTO in seats or seats[0] == seats[1]:
        raise ProofError("it was done neither by one seat nor by two")
    text = shapes.text(sheet, "the run sheet")
    return SheetEdited(_instant(at_ms), text, unhex(digest, 32), read_audits(signed), *seats)


def _reason(value: object) -> str:
    text = shapes.text(value, "the reason")
    if not text:
        raise ProofError("no reason is given")
    return text


def _two_seats(by: object, second: object) -> tuple[str, str]:
    """Return two seats, neither of them the clock's."""
    seats = _seats(by, second)
    if AUTO in seats:
        raise ProofError("it was not done by two seats")
    return seats


def _instant(value: object) -> int:
    return shapes.integer(value, "the instant")


def _number(value: object) -> int:
    return shapes.integer(value, "the draw's number", least=1)


def _seats(by: object, second: object) -> tuple[str, str]:
    """Return the two seats that did it: not one twice, unless the clock did it."""
    first, other = shapes.text(by, "the first seat"), shapes.text(second, "the second seat")
    if (first == other) != (AUTO in (first, other)):
        raise ProofError("it was not done by two seats, nor by the clock")
    return first, other


_READERS: dict[str, tuple[int, Callable[..., Row]]] = {
    "entries_frozen": (6, _frozen),
    "draw_committed": (5, _committed),
    "hall_drawn": (5, _hall_drawn),
    "draw_opened": (5, _draw_opened),
    "rain_opened": (8, _rain_opened),
    "draw_voided": (5, _voided),
    "winner_passed_over": (6, _passed_over),
    "draw_announced": (3, _announced),
    "draw_given_up": (3, _given_up),
    "window_topped_up": (8, _topped_up),
    "window_revoked": (6, _revoked),
    "sheet_edited": (6, _edited),
}
