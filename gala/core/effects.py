"""What the world is asked to do. The core only says it; the conductor carries it out, log first.

Every effect may be carried out twice (a takeover repeats the last ones) with the result of once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

Row = tuple[str, int, int, int]
"""One outlet's part of an opening: `(outlet, opens_at_ms, closes_at_ms, stock)`."""


@dataclass(frozen=True, slots=True)
class Publish:
    """Send a cue (docs/protocol.md section 4)."""

    name: ClassVar[str] = "publish"
    channel: str
    epoch: int
    seq: int
    present_at_ms: int
    kind: str
    body: tuple[object, ...]

    def fields(self) -> tuple[object, ...]:
        """Return the cue as hashes see it."""
        return (self.name, self.channel, self.epoch, self.seq, self.present_at_ms, self.kind,
                self.body)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Set up an opening in the ledger; its instants are in `rows`."""

    name: ClassVar[str] = "open_window"
    window: str
    gen: int
    price_fen: int
    rows: tuple[Row, ...]

    def fields(self) -> tuple[object, ...]:
        """Return the effect as hashes see it."""
        return (self.name, self.window, self.gen, self.price_fen, self.rows)


@dataclass(frozen=True, slots=True)
class CloseWindow:
    """End an opening in the ledger and report its totals (`window_settled`)."""

    name: ClassVar[str] = "close_window"
    window: str
    gen: int

    def fields(self) -> tuple[object, ...]:
        """Return the effect as hashes see it."""
        return (self.name, self.window, self.gen)


@dataclass(frozen=True, slots=True)
class FreezeEntries:
    """Build the tree over what a settled window gave, and report its root (`entries_frozen`).

    `outlets` are `(outlet, declared, given)` in the order of the leaves; an outlet's declared stock
    is 0 where there is none to run out.
    """

    name: ClassVar[str] = "freeze_entries"
    window: str
    gen: int
    outlets: tuple[tuple[str, int, int], ...]

    def fields(self) -> tuple[object, ...]:
        """Return the effect as hashes see it."""
        return (self.name, self.window, self.gen, self.outlets)


@dataclass(frozen=True, slots=True)
class OpenDraw:
    """Wait for the draw's round and report what it decides, or that it does not come.

    `hall` is what was drawn on stage, empty until it is known and where a beacon decides.
    """

    name: ClassVar[str] = "open_draw"
    number: int
    manifest: str
    committed_ms: int
    hall: str

    def fields(self) -> tuple[object, ...]:
        """Return the effect as hashes see it."""
        return (self.name, self.number, self.manifest, self.committed_ms, self.hall)


@dataclass(frozen=True, slots=True)
class Call:
    """Call for a person: the night holds before `segment`, which might have passed `spend_fen`."""

    name: ClassVar[str] = "call"
    segment: str
    given_fen: int
    open_fen: int
    coming_fen: int
    spend_fen: int

    def fields(self) -> tuple[object, ...]:
        """Return the effect as hashes see it."""
        sums = (self.given_fen, self.open_fen, self.coming_fen, self.spend_fen)
        return (self.name, self.segment, *sums)


Effect = Publish | OpenWindow | CloseWindow | FreezeEntries | OpenDraw | Call
