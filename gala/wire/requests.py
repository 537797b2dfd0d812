"""What a viewer may send (docs/protocol.md section 3), parsed into small frozen types.

Elements that a later version adds at the end are ignored; anything else is refused, because only
a client of another protocol sends it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .codec import (
    CLAIM_ID_BYTES,
    ID_CHARS_MAX,
    VIEWER_BYTES_MAX,
    VIEWER_ITEMS_MAX,
    WireError,
    unpack,
)

QUANTITY_MAX = 1_000_000_000


@dataclass(frozen=True, slots=True)
class AskClock:
    """A clock exchange; `t0` goes back unchanged."""

    t0: int


@dataclass(frozen=True, slots=True)
class MakeClaim:
    """A claim in opening `gen` of `window`; `retry` when it may have been sent before.

    `quantity` is how many numbers it asks for, where a viewer can have more than one.
    """

    window: str
    gen: int
    claim_id: bytes
    retry: bool
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class EnterRoom:
    """Go into a room, leaving another."""

    room: str


@dataclass(frozen=True, slots=True)
class LeaveRoom:
    """Leave the room."""


@dataclass(frozen=True, slots=True)
class AskMay:
    """Whether this viewer may take part in `window`."""

    window: str


@dataclass(frozen=True, slots=True)
class TellPresented:
    """This viewer presented the take `(epoch, seq)` of main `late_ms` after its instant.

    By its own clock, which may be off by `error_ms`.
    """

    epoch: int
    seq: int
    late_ms: int
    error_ms: int


@dataclass(frozen=True, slots=True)
class GiveHearts:
    """Taps that the device has gathered."""

    count: int


@dataclass(frozen=True, slots=True)
class RaiseFlag:
    """Something is wrong with a segment; `reason` is a word of `gala.core.feelings.REASONS`."""

    segment: str
    reason: str


Request = (
    AskClock | MakeClaim | EnterRoom | LeaveRoom | AskMay | TellPresented | GiveHearts | RaiseFlag
)


def read_request(data: bytes) -> Request:
    """Parse one message from a viewer. Raises `WireError`."""
    message = unpack(data, VIEWER_BYTES_MAX, VIEWER_ITEMS_MAX)
    if message and message[0] == "claim":
        return _read_claim(message)
    match message:
        # bool is an int to Python, and 1 is no bool: both would come back as other bytes.
        case ["clock", int(t0), *_] if t0 is not True and t0 is not False:
            return AskClock(t0)
        case ["enter", str(room), *_] if 0 < len(room) <= ID_CHARS_MAX:
            return EnterRoom(room)
        case ["leave", *_]:
            return LeaveRoom()
        case ["may", str(window), *_] if 0 < len(window) <= ID_CHARS_MAX:
            return AskMay(window)
        case ["presented", int(epoch), int(seq), int(late_ms), int(error_ms), *_]:
            return TellPresented(epoch, seq, late_ms, error_ms)
        case ["heart", int(count), *_] if count is not True and count > 0:
            return GiveHearts(count)
        case ["flag", str(segment), str(reason), *_] if 0 < len(segment) <= ID_CHARS_MAX:
            return RaiseFlag(segment, reason)
    raise WireError("not a message of section 3")


def _read_claim(message: list[object]) -> MakeClaim:
    # They come by the thousand, and one class pattern takes as long as all of these questions.
    if len(message) > 4:
        _, window, gen, claim_id, retry, *more = message
        if (
            type(window) is str
            and 0 < len(window) <= ID_CHARS_MAX
            and type(gen) is int
            and 0 < gen < 1 << 63
            and type(claim_id) is bytes
            and len(claim_id) == CLAIM_ID_BYTES
            and type(retry) is bool
        ):
            return MakeClaim(window, gen, claim_id, retry, _quantity(more) if more else 1)
    raise WireError("not a message of section 3")


def _quantity(more: list[object]) -> int:
    """Return how many numbers a claim asks for: one, unless it says so."""
    match more:
        case [] | [None, *_]:
            return 1
        case [int(quantity), *_] if quantity is not True and 0 < quantity <= QUANTITY_MAX:
            return quantity
    raise WireError("a claim's quantity is a number from 1")
