"""The messages of `gala.v1` (docs/protocol.md section 3), each packed by a function of its name.

Servers use the first group, clients the second. `read_cue` and `read_tick` look into the two
messages that an edge passes on without having made them. requests.py parses what viewers send.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gala.core.plan import Text
from gala.proof.leaf import Leaf
from gala.proof.promise import Promise

from .codec import WireError, pack, pack_around, unpack
from .steps import Cue

__all__ = [
    "PROTOCOL",
    "BatchProof",
    "Tick",
    "WireError",
    "answer",
    "ask_clock",
    "ask_may",
    "claim",
    "clock",
    "cue",
    "enter",
    "fresh",
    "leave",
    "no_room",
    "pack",
    "read_cue",
    "read_tick",
    "receipt",
    "resumed",
    "room_full",
    "snapshot",
    "stale",
    "standing",
    "tick",
    "unpack",
    "welcome",
    "you",
]

PROTOCOL = "gala.v1"
"""The WebSocket subprotocol."""


@dataclass(frozen=True, slots=True)
class BatchProof:
    """What proves a receipt: its batch, place and path there, and the receipts key's signature.

    `promise` is signed with it: what the answer means.
    """

    batch: str
    index: int
    size: int
    path: bytes
    signature: bytes
    promise: Promise


WindowLeft = tuple[str, int, Sequence[tuple[str, int]]]
"""What is left of an open window: `(window, gen, ((outlet, units), ...))`."""


def welcome(
    show: str, title: Text, outlet: str, delay_ms: int, rooms: Iterable[tuple[str, Text]]
) -> bytes:
    """Pack the first message to a viewer."""
    return pack(["welcome", show, title, outlet, delay_ms, tuple(rooms)])


def you(pseudonym: bytes) -> bytes:
    """Pack the viewer's own public name of the night."""
    return pack(["you", pseudonym])


def snapshot(channel: str, epoch: int, seq: int, cues: Iterable[bytes]) -> bytes:
    """Pack everything that still matters up to `seq`; `cues` are packed `cue`s, in order."""
    return pack_around(("snapshot", channel, epoch, seq), cues)


def resumed(channel: str, epoch: int, seq: int) -> bytes:
    """Pack the word that a resume point is good and that the missed cues follow, up to `seq`."""
    return pack(["resumed", channel, epoch, seq])


def cue(
    channel: str, epoch: int, seq: int, present_at_ms: int, kind: str, body: Sequence[object]
) -> bytes:
    """Pack one step of the show. `present_at_ms` is the studio's instant, 0 for at once."""
    return pack(["cue", channel, epoch, seq, present_at_ms, kind, tuple(body)])


def tick(
    now_ms: int,
    viewers: int,
    windows: Sequence[WindowLeft],
    hearts: Sequence[tuple[str, int]] | None = None,
    rooms: Sequence[tuple[str, int]] = (),
) -> bytes:
    """Pack the unnumbered figures; `hearts` by segment, None while none are taken.

    `rooms` are viewers by room, told only together with hearts.
    """
    more = () if hearts is None else (tuple(hearts), *((tuple(rooms),) if rooms else ()))
    return pack(["tick", now_ms, viewers, tuple(windows), *more])


def clock(t0: int, received_ms: int, sent_ms: int, error_ms: int) -> bytes:
    """Pack the answer to a viewer's `clock` (section 6)."""
    return pack(["clock", t0, received_ms, sent_ms, error_ms])


def receipt(window: str, leaf: Leaf, proof: BatchProof) -> bytes:
    """Pack the receipt for a leaf. The same values make the same bytes, on every edge."""
    return pack(
        ["receipt", window, leaf.gen, leaf.claim_id, leaf.unit, leaf.price_fen, leaf.at_ms,
         leaf.quantity, leaf.outlet, bytes.fromhex(leaf.pseudonym),
         proof.batch, proof.index, proof.size, proof.path, proof.signature, proof.promise.text()]
    )  # fmt: skip


def answer(window: str, gen: int, claim_id: bytes, outcome: str, at_ms: int) -> bytes:
    """Pack a claim's answer other than a receipt (section 5)."""
    return pack(["answer", window, gen, claim_id, outcome, at_ms])


def standing(window: str, may: str, weight: int, left_s: int, reasons: Iterable[str]) -> bytes:
    """Pack whether a viewer may take part (section 5): `may` is `yes`, `no` or `unknown`."""
    return pack(["standing", window, may, weight, left_s, tuple(reasons)])


def no_room(room: str) -> bytes:
    """Pack the word that there is no such room."""
    return pack(["no_room", room])


def room_full(room: str) -> bytes:
    """Pack the word that nobody more can be in a room."""
    return pack(["room_full", room])


def stale(since_ms: int) -> bytes:
    """Pack the word that the edge has lost the show."""
    return pack(["stale", since_ms])


def fresh() -> bytes:
    """Pack the word that the edge has the show again."""
    return pack(["fresh"])


def ask_clock(t0: int) -> bytes:
    """Pack a viewer's `clock`."""
    return pack(["clock", t0])


def claim(window: str, gen: int, claim_id: bytes, retry: bool, quantity: int = 1) -> bytes:
    """Pack a viewer's `claim`; `retry` when it may have been sent before."""
    more = () if quantity == 1 else (quantity,)
    return pack(["claim", window, gen, claim_id, retry, *more])


def enter(room: str) -> bytes:
    """Pack a viewer's `enter`."""
    return pack(["enter", room])


def ask_may(window: str) -> bytes:
    """Pack a viewer's `may`."""
    return pack(["may", window])


def presented(epoch: int, seq: int, late_ms: int, error_ms: int) -> bytes:
    """Pack a viewer's `presented`: how late it showed a take."""
    return pack(["presented", epoch, seq, late_ms, error_ms])


def heart(count: int) -> bytes:
    """Pack a viewer's `heart`: how often it has tapped."""
    return pack(["heart", count])


def flag(segment: str, reason: str) -> bytes:
    """Pack a viewer's `flag`."""
    return pack(["flag", segment, reason])


def leave() -> bytes:
    """Pack a viewer's `leave`."""
    return pack(["leave"])


@dataclass(frozen=True, slots=True)
class Tick:
    """The unnumbered figures of a `tick`; `hearts` is None while none are taken."""

    now_ms: int
    viewers: int
    windows: tuple[WindowLeft, ...]
    hearts: tuple[tuple[str, int], ...] | None = None
    rooms: tuple[tuple[str, int], ...] = ()


def read_cue(data: bytes) -> Cue:
    """Parse a packed `cue`; its body stays as it is, lists as tuples at its top only.

    Raises `WireError`.
    """
    match unpack(data):
        case ["cue", str(channel), int(epoch), int(seq), int(at_ms), str(kind), list(body), *_]:
            return Cue(channel, epoch, seq, at_ms, kind, tuple(body))
    raise WireError("not a cue")


def read_tick(data: bytes) -> Tick:
    """Parse a packed `tick`. Raises `WireError`."""
    match unpack(data):
        case ["tick", int(now_ms), int(viewers), list(windows), list(hearts), *more]:
            left = tuple(map(_read_left, windows))
            rooms = more[0] if more and isinstance(more[0], list) else []
            counts = tuple(map(_read_row, hearts)), tuple(map(_read_row, rooms))
            return Tick(now_ms, viewers, left, *counts)
        case ["tick", int(now_ms), int(viewers), list(windows), *_]:
            return Tick(now_ms, viewers, tuple(map(_read_left, windows)))
    raise WireError("not a tick")


def _read_left(window: object) -> WindowLeft:
    match window:
        case [str(name), int(gen), list(rows), *_]:
            return name, gen, tuple(map(_read_row, rows))
    raise WireError("not a window of a tick")


def _read_row(row: object) -> tuple[str, int]:
    match row:
        case [str(name), int(count), *_]:
            return name, count
    raise WireError("not a row of a tick")
