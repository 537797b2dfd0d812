"""The server's messages, from bytes to values (docs/protocol.md section 3).

Extra elements at the end and names that are not known are passed over: later versions add them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from gala.core.plan import Text
from gala.proof.errors import ProofError
from gala.proof.promise import Promise, read_promise
from gala.wire.codec import WireError, pack, unpack
from gala.wire.messages import BatchProof
from gala.wire.picture import read_text
from gala.wire.steps import Cue

from .events import (
    Answer,
    Fresh,
    NoSuchRoom,
    Receipt,
    Resumed,
    RoomFull,
    Snapshot,
    Stale,
    Standing,
    Welcome,
    You,
)


@dataclass(frozen=True, slots=True)
class ClockAnswer:
    """The answer to our `clock`; `received_ms` and `sent_ms` are by the show's clock.

    `error_ms` is how wrong the edge's own idea of that clock may be.
    """

    t0: int
    received_ms: int
    sent_ms: int
    error_ms: int


@dataclass(frozen=True, slots=True)
class TickFrame:
    """A `tick` that nobody has looked into yet: most messages are ticks, and most go unread."""

    frame: bytes


FRAMES_KEPT = 256
"""Viewers of one process hear the same cues and ticks at about the same time: read once."""

Inbound = (
    Welcome
    | Snapshot
    | Resumed
    | Cue
    | TickFrame
    | ClockAnswer
    | Receipt
    | Answer
    | Standing
    | NoSuchRoom
    | RoomFull
    | You
    | Stale
    | Fresh
)


def read(frame: bytes) -> Inbound | None:
    """Read one message; None when its name is not known. Raises `WireError`.

    What everybody gets is the same object for the same bytes: nobody may change it.
    """
    return _read_once(frame) if frame.startswith(_TO_ALL, 1) else _read(frame)


def _read(frame: bytes) -> Inbound | None:
    message = unpack(frame)
    match message:
        case [str(name), *_]:
            reader = READERS.get(name)
            return None if reader is None else reader(message, frame)
    raise WireError("a message without a name")


_read_once = lru_cache(maxsize=FRAMES_KEPT)(_read)
_TO_ALL = tuple(pack([name])[1:] for name in ("cue", "tick"))


def _welcome(message: list[object], _: bytes) -> Welcome:
    match message:
        case [_, str(show), title, str(outlet), int(delay_ms), [*rooms], *_]:
            return Welcome(show, read_text(title), outlet, delay_ms, tuple(map(_room, rooms)))
    raise WireError("not a welcome")


def _room(value: object) -> tuple[str, Text]:
    match value:
        case [str(room), title, *_]:
            return room, read_text(title)
    raise WireError("not a room")


def _snapshot(message: list[object], _: bytes) -> Snapshot:
    match message:
        case [_, str(channel), int(epoch), int(seq), [*cues], *_]:
            return Snapshot(channel, epoch, seq, tuple(map(Cue.read, cues)))
    raise WireError("not a snapshot")


def _resumed(message: list[object], _: bytes) -> Resumed:
    match message:
        case [_, str(channel), int(epoch), int(seq), *_]:
            return Resumed(channel, epoch, seq)
    raise WireError("not a resumed")


def _cue(message: list[object], _: bytes) -> Cue:
    return Cue.read(message)


def _tick(_: list[object], frame: bytes) -> TickFrame:
    return TickFrame(frame)


def _clock(message: list[object], _: bytes) -> ClockAnswer:
    match message:
        case [_, int(t0), int(received_ms), int(sent_ms), int(error_ms), *_]:
            return ClockAnswer(t0, received_ms, sent_ms, max(error_ms, 0))
    raise WireError("not a clock")


def _receipt(message: list[object], frame: bytes) -> Receipt:
    match message[1:7], message[7:]:
        case (
            [str(window), int(gen), bytes(claim_id), int(unit), int(price), int(at_ms)],
            [int(quantity), str(outlet), bytes(pseudonym), str(batch), int(index), int(size),
             bytes(path), bytes(signature), str(promise), *_],
        ):  # fmt: skip
            proof = BatchProof(batch, index, size, path, signature, _promise(promise))
            return Receipt(
                window, gen, claim_id, unit, price, at_ms, quantity, outlet, pseudonym.hex(),
                proof, frame,
            )  # fmt: skip
    raise WireError("not a receipt")


def _promise(text: str) -> Promise:
    try:
        return read_promise(text)
    except ProofError:
        raise WireError("not a receipt's promise") from None


def _answer(message: list[object], _: bytes) -> Answer:
    match message:
        case [_, str(window), int(gen), bytes(claim_id), str(outcome), int(at_ms), *_]:
            return Answer(window, gen, claim_id, outcome, at_ms)
    raise WireError("not an answer")


def _standing(message: list[object], _: bytes) -> Standing:
    match message:
        case [_, str(window), str(may), int(weight), int(left_s), [*reasons], *_]:
            return Standing(window, may, weight, left_s, tuple(map(str, reasons)))
    raise WireError("not a standing")


def _no_room(message: list[object], _: bytes) -> NoSuchRoom:
    match message:
        case [_, str(room), *_]:
            return NoSuchRoom(room)
    raise WireError("not a no_room")


def _room_full(message: list[object], _: bytes) -> RoomFull:
    match message:
        case [_, str(room), *_]:
            return RoomFull(room)
    raise WireError("not a room_full")


def _you(message: list[object], _: bytes) -> You:
    match message:
        case [_, bytes(pseudonym), *_]:
            return You(pseudonym.hex())
    raise WireError("not a you")


def _stale(message: list[object], _: bytes) -> Stale:
    match message:
        case [_, int(since_ms), *_]:
            return Stale(since_ms)
    raise WireError("not a stale")


def _fresh(message: list[object], _: bytes) -> Fresh:
    return Fresh()


READERS: dict[str, Callable[[list[object], bytes], Inbound]] = {
    "answer": _answer,
    "clock": _clock,
    "cue": _cue,
    "fresh": _fresh,
    "no_room": _no_room,
    "receipt": _receipt,
    "resumed": _resumed,
    "room_full": _room_full,
    "snapshot": _snapshot,
    "stale": _stale,
    "standing": _standing,
    "tick": _tick,
    "welcome": _welcome,
    "you": _you,
}
