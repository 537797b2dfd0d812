"""What the conductor and the edges need from the world.

The docstrings are the contract: an implementation keeps them, and `tests/contract` runs the same
scenarios over every implementation. All instants are Unix milliseconds by the store's clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gala.core.seckill import (
    Claim,
    Decision,
    OutletTotals,
    OutletWindow,
    Refused,
    Winner,
    Won,
)
from gala.core.trust.claims import Answer, Entry, Filing, Quota, Verdict
from gala.proof.rules import DrawRule, RainRule

__all__ = [
    "Archive",
    "BeaconSilent",
    "BeaconSource",
    "BoundedClock",
    "Claim",
    "Clock",
    "CommandEnvelope",
    "CommandInbox",
    "Counters",
    "CueRecord",
    "CueStream",
    "Decision",
    "EdgeReport",
    "Fenced",
    "GuaranteeEntry",
    "Guarantees",
    "Lease",
    "LeaseState",
    "Ledger",
    "Log",
    "LogConflict",
    "OutletTotals",
    "OutletWindow",
    "RainSplit",
    "Refused",
    "StoreDown",
    "StoreError",
    "Stretch",
    "TooLate",
    "ViewerFacts",
    "WindowTree",
    "Winner",
    "Won",
]


class StoreError(Exception):
    """The store could not do what was asked.

    StoreError
    ├── StoreDown    no answer, or no connection: it may or may not have been done
    ├── Fenced       refused for good: a newer conductor has taken over
    ├── LogConflict  refused: what was written before is not what the caller thinks
    └── TooLate      refused: the instant until which it could be done has passed
    """


class StoreDown(StoreError):
    """No answer in time, or no connection. What was asked may or may not have happened."""


class Fenced(StoreError):
    """A conductor with a newer lease epoch has written; this one must stop."""


class LogConflict(StoreError):
    """Another entry already stands at this index: read the log again."""


class TooLate(StoreError):
    """Nothing was written, and will not be: decide anew."""


class Clock(Protocol):
    """The show's time: the store's clock, carried forward by this machine's steady clock."""

    def now_ms(self) -> int:
        """Return the present instant: it never goes back, whatever the system clock does."""

    async def sleep_until(self, at_ms: int) -> None:
        """Return when `now_ms() >= at_ms`."""


class BoundedClock(Clock, Protocol):
    """A clock that knows how wrong it may be."""

    @property
    def error_ms(self) -> float:
        """The bound within which `now_ms` is the store's time; infinite while nothing is known."""


class Log(Protocol):
    """The as-run log: entries by index from 0 (the header), each one line of bytes."""

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        """Write `line` at `index`, durably, before returning.

        The same line at the same index again is a success. Raises `Fenced` when a newer epoch has
        appended, `LogConflict` when a different line stands there or `index` leaves a gap,
        `TooLate` when it is not there and `not_after_ms` (0: never) has passed by the store's
        clock, `StoreDown` when the outcome is not known.
        """

    async def read(self, start: int) -> list[bytes]:
        """Return the lines from index `start` on, in order (empty when there are none)."""

    async def wait(self, start: int, timeout_ms: int) -> list[bytes]:
        """As `read`, but wait up to `timeout_ms` for the first. Raises `StoreDown`."""


@dataclass(frozen=True, slots=True)
class LeaseState:
    """Who may conduct. `epoch` 0 and an empty holder: nobody ever has."""

    epoch: int
    holder: str
    until_ms: int
    renewed_ms: int


class Lease(Protocol):
    """The right to conduct, held by one at a time and fenced by its epoch."""

    async def take(self, holder: str, ttl_ms: int) -> LeaseState:
        """Try to become the conductor; return the lease as it then stands.

        Succeeded when the returned holder is `holder`. A free or lapsed lease is taken with
        epoch + 1; `renewed_ms` is then the instant at which the *previous* holder last renewed it
        (0 when there was none). Raises `StoreDown`.
        """

    async def renew(self, holder: str, epoch: int, ttl_ms: int) -> bool:
        """Lengthen the lease; False when it is no longer ours. Raises `StoreDown`."""

    async def release(self, holder: str, epoch: int) -> None:
        """Let it lapse now, if it is ours."""


@dataclass(frozen=True, slots=True)
class CueRecord:
    """One numbered cue as the edges get it; `frame` is the packed `cue` message."""

    channel: str
    epoch: int
    seq: int
    frame: bytes


class CueStream(Protocol):
    """The cues of a show, in order, kept for the whole night."""

    async def publish(self, epoch: int, cues: Sequence[CueRecord]) -> None:
        """Append `cues`; one whose channel already has its seq is passed over (a repeat).

        Raises `Fenced` when a newer epoch has published, `LogConflict` on a gap in a channel or
        when what was published here in this epoch is gone, `StoreDown`.
        """

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[CueRecord]]:
        """Return the cues after `cursor` ("0" is the beginning) and the new cursor.

        Waits up to `timeout_ms` for the first; an empty list means that the store answered and had
        none. Raises `StoreDown`: then another store may answer next, without the last of what this
        one had. Cues of an epoch that `cursor` has not seen are never hidden by that; who wants to
        lose nothing whatever happened reads from the beginning.
        """


class BeaconSilent(Exception):
    """The beacon has not said that word, or nobody can be reached who has heard it."""


class BeaconSource(Protocol):
    """Who brings a beacon's words (docs/proof.md section 5)."""

    async def signature(self, round: int) -> bytes:
        """Return the signature of a round of the show's chain, checked under the chain's key.

        Raises `BeaconSilent`; what is forged or of another round is never returned.
        """


@dataclass(frozen=True, slots=True)
class WindowTree:
    """Which tree is meant: over all that openings up to `gen` of `window` gave.

    `outlets` are `(outlet, declared, given)`, in the order of the leaves.
    """

    window: str
    gen: int
    outlets: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class RainSplit:
    """A rain's packets: their tree's root, how many are paid, and the fen paid and returned."""

    root: bytes
    packets: int
    paid_fen: int
    returned_fen: int


class Archive(Protocol):
    """The trees over what windows gave, built elsewhere: the show goes on meanwhile.

    Every call raises `StoreDown` when it may be tried again, and `StoreError` when what the ledger
    holds is not what was settled.
    """

    async def freeze(self, tree: WindowTree) -> tuple[bytes, int]:
        """Return the tree's root and its number of leaves."""

    async def places(
        self, tree: WindowTree, seed: bytes, rule: DrawRule
    ) -> list[tuple[int, str, bytes]]:
        """Return who is drawn: `(index, leaf, path)` for each place."""

    async def split(self, tree: WindowTree, seed: bytes, rule: RainRule) -> RainSplit:
        """Return how a rain's pool is split among the tree's numbers."""

    async def entry(self, tree: WindowTree, outlet: str, unit: int) -> bytes | None:
        """Return the bundle (docs/proof.md section 6) of an outlet's unit, None if nobody's."""

    async def leaves(self, tree: WindowTree, start: int, count: int) -> list[str]:
        """Return leaves in their order."""


class Ledger(Protocol):
    """Claims decided and kept, by window. Nothing is ever given beyond a window's stock."""

    async def open_window(
        self, epoch: int, window: str, gen: int, price_fen: int, rows: Sequence[OutletWindow]
    ) -> None:
        """Set up opening `gen` of `window`; it opens and closes by the store's clock alone.

        The same `gen` again changes nothing, an older one is ignored. Units are numbered on from
        the openings before. Raises `Fenced`, `StoreDown`.
        """

    async def close_window(self, epoch: int, window: str, gen: int) -> tuple[OutletTotals, ...]:
        """End opening `gen` for good, whatever the time, and return its totals.

        Idempotent: later calls return the same totals. Raises `Fenced`, `StoreDown`.
        """

    async def fence(self, epoch: int, windows: Sequence[str]) -> None:
        """Refuse `open_window` and `close_window` of lesser epochs on `windows` from now on.

        Raises `Fenced` when a newer epoch already has, `StoreDown`.
        """

    async def totals(self, window: str) -> tuple[int, tuple[OutletTotals, ...]]:
        """Return the present opening's `gen` (0: none yet) and its totals so far.

        They stand on the replicas too, so what is sold stays sold. Raises `StoreDown`.
        """

    async def supply(
        self, epoch: int, window: str, gen: int, stock: Sequence[tuple[str, int]]
    ) -> None:
        """Move units between the shards of opening `gen` where some run dry (`gala.core.supply`).

        `stock` is `(outlet, units)` of the opening; call it again and again while it is open.
        Raises `Fenced`, `StoreDown`.
        """

    async def batch(self, window: str, batch: str) -> list[Winner]:
        """Return what was given together under `Won.batch`, in order; empty when there is none.

        Raises `StoreDown`.
        """

    async def claim(self, window: str, gen: int, claims: Sequence[Claim]) -> list[Decision]:
        """Decide `claims` in their order, in one step; durable before it returns.

        Per claim: an earlier `Won` of the viewer in this window is returned again, whatever `gen`;
        else `unknown` without such a window, `closed` when `gen` is not the present one or the
        outlet's part has ended (or the outlet has none), `too_early` before it opens, `sold_out`
        when less than the claim's quantity is left, or `pending` when it may be elsewhere, else
        `Won`. A viewer may appear twice in
        `claims`. Raises `StoreDown`: then nobody was told anything, and the same claims may be sent
        again.
        """


@dataclass(frozen=True, slots=True)
class Stretch:
    """That a viewer has watched from `from_s` until before `to_s`; equal ones only ask."""

    viewer: str
    from_s: int
    to_s: int


class ViewerFacts(Protocol):
    """What the store knows of viewers, by pseudonym, for who may take part."""

    async def watched(self, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
        """Add `stretches`, and return `(seconds in all, until when they are counted)` for each.

        A second of a viewer counts once, whoever told of it: the same again adds nothing
        (`gala.core.watching`). Raises `StoreDown`.
        """

    async def bought(self, window: str, viewers: Sequence[str]) -> list[int]:
        """Return each viewer's receipt's opening of `window`, 0 for none. Raises `StoreDown`."""


@dataclass(frozen=True, slots=True)
class GuaranteeEntry:
    """An entry of the journal of claims on guarantees; `said` is what a viewer told, for staff."""

    entry: Entry
    said: str


class Guarantees(Protocol):
    """Claims on the sheet's guarantees, by the rules of `gala.core.trust.claims`.

    Each call decides in one step and is durable before it returns; the same again changes nothing
    and is answered as the first time. Each raises `StoreDown`: then the same may be sent again.
    """

    async def file(self, filing: Filing, said: str) -> Answer:
        """File a viewer's claim; `said` is the text that `said_sha256` is the digest of."""

    async def decide(self, verdict: Verdict, quota: Quota) -> Answer:
        """Meet or refuse a claim, within the guarantee's quota."""

    async def redeem(self, filing: Filing, quota: Quota) -> Answer:
        """Use a coupon that is worth the filing's ceiling, within the guarantee's quota."""

    async def journal(self, cursor: str) -> tuple[str, list[GuaranteeEntry]]:
        """Return all entries after `cursor` ("0" is the beginning) and the new cursor."""

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[GuaranteeEntry]]:
        """As `journal`, but wait up to `timeout_ms` for the first, and return 500 at most."""


@dataclass(frozen=True, slots=True)
class EdgeReport:
    """What an edge says of itself once a second."""

    edge: str
    at_ms: int
    viewers: tuple[tuple[str, int], ...]
    behind: int
    seq: int
    sweep_us: int


class Counters(Protocol):
    """Unnumbered figures: what may be lost without harm."""

    async def report(self, report: EdgeReport) -> None:
        """Put this edge's figures where the conductor reads them. Raises `StoreDown`."""

    async def reports(self) -> list[EdgeReport]:
        """Return the newest report of every edge, stale ones too. Raises `StoreDown`."""

    async def publish_tick(self, tick: bytes) -> None:
        """Send a packed tick to whoever listens now. Raises `StoreDown`."""

    async def next_tick(self, timeout_ms: int) -> bytes | None:
        """Wait for the next tick; None when none came in time. Raises `StoreDown`."""


@dataclass(frozen=True, slots=True)
class CommandEnvelope:
    """A person's command on its way to the conductor; `body` is JSON. Void after `expires_ms`."""

    id: str
    expires_ms: int
    body: bytes


class CommandInbox(Protocol):
    """Commands from the consoles to whoever conducts, and the answers back."""

    async def send(self, envelope: CommandEnvelope, timeout_ms: int) -> bytes | None:
        """Hand over a command and wait for its answer; None when nobody answered in time.

        Raises `StoreDown`.
        """

    async def receive(self, cursor: str, timeout_ms: int) -> tuple[str, list[CommandEnvelope]]:
        """Return the commands after `cursor` ("$": from now on), as `CueStream.wait` does."""

    async def answer(self, command_id: str, body: bytes) -> None:
        """Answer a command. Raises `StoreDown`."""
