"""What happens to a viewer, as values: the server's messages and what becomes of the connection.

A cue that arrives is a `gala.wire.steps.Cue`; ticks are not events: `Viewer.tick` is the latest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gala.core.plan import Text
from gala.proof.leaf import Leaf
from gala.proof.pins import Pins
from gala.proof.receipt import Receipt as SignedReceipt
from gala.wire.messages import BatchProof
from gala.wire.picture import Picture
from gala.wire.steps import Cue


@dataclass(frozen=True, slots=True)
class Welcome:
    """A connection stands. `rooms` is `(id, title)`."""

    show: str
    title: Text
    outlet: str
    delay_ms: int
    rooms: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A channel begins anew: its state up to and including `seq`."""

    channel: str
    epoch: int
    seq: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Resumed:
    """A channel goes on where it was; the cues missed follow, up to and including `seq`."""

    channel: str
    epoch: int
    seq: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """You have unit number `unit` (1 is the first of your outlet), and with a `quantity` more.

    `pseudonym` is your public name of the night (hex); `leaf`, with `proof`, is what it proves
    (docs/protocol.md section 8). `frame` is the message as it came: every later answer in this
    window has the same bytes.
    """

    window: str
    gen: int
    claim_id: bytes
    unit: int
    price_fen: int
    at_ms: int
    quantity: int
    outlet: str
    pseudonym: str
    proof: BatchProof = field(repr=False)
    frame: bytes = field(repr=False)

    @property
    def leaf(self) -> str:
        """What was given, as one line of text."""
        return Leaf(
            self.pseudonym, self.outlet, self.unit, self.quantity, self.gen, self.price_fen,
            self.at_ms, self.claim_id,
        ).text()  # fmt: skip

    def bundle(self, origin: str) -> bytes:
        """Return the file that proves it (docs/proof.md section 6); `origin` names the night."""
        return self._signed(origin).bundle()

    def verify(self, origin: str, pins: Pins) -> None:
        """See that the operator's pinned key has signed this very receipt for the night `origin`.

        Raises `gala.proof.errors.ProofError` when it has not.
        """
        self._signed(origin).verify(pins.receipts)

    def _signed(self, origin: str) -> SignedReceipt:
        proof = self.proof
        return SignedReceipt(
            origin, self.window, proof.batch, proof.size, proof.index, self.leaf, proof.path,
            proof.signature, proof.promise,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim's other answers: too_early and pending are not final, all else is.

    After `not_eligible` with an `at_ms` other than 0 a new claim may be made then: until then it
    takes to have watched long enough.
    """

    window: str
    gen: int
    claim_id: bytes
    outcome: str
    at_ms: int

    @property
    def final(self) -> bool:
        """False when the claim is to be sent again."""
        return self.outcome not in ("too_early", "pending")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether we may take part in a window: `may` is `yes`, `no` or `unknown` (at the moment).

    `weight` is that of our entry; `left_s` how many seconds more to watch; `reasons` what does not
    hold: `ticket`, `watched`, `bought`, `list`.
    """

    window: str
    may: str
    weight: int
    left_s: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSuchRoom:
    """The room asked for does not exist; we are in none."""

    room: str


@dataclass(frozen=True, slots=True)
class RoomFull:
    """Nobody more can be in the room asked for; we are in none."""

    room: str


@dataclass(frozen=True, slots=True)
class You:
    """Our own public name of the night, hex."""

    pseudonym: str


@dataclass(frozen=True, slots=True)
class Stale:
    """The edge has lost the show since `since_ms`; nothing is confirmed until `Fresh`."""

    since_ms: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """The edge has the show back."""


@dataclass(frozen=True, slots=True)
class GapFound:
    """A cue that was not the next one came, and was not taken in; the client reconnects."""

    cue: Cue
    expected_seq: int


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The connection ended with `code` (1006: without a close frame); the client comes back."""

    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Presented:
    """A cue's instant has come: `picture` is what to show from here on.

    `cue` is None when a snapshot replaced the picture. `due_ms` is when it should have been shown
    (0: at once) and `shown_ms` when it was, both by the show's clock as this viewer knows it.
    """

    channel: str
    cue: Cue | None
    due_ms: int
    shown_ms: int
    picture: Picture


Event = (
    Welcome
    | Snapshot
    | Resumed
    | Cue
    | Receipt
    | Answer
    | Standing
    | NoSuchRoom
    | RoomFull
    | Stale
    | Fresh
    | GapFound
    | Disconnected
)
