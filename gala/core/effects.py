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


Effect = Publish | OpenWindow | CloseWindow
