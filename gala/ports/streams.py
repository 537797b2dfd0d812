"""What goes between roles while a show is on: cues, figures, commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gala.core.feelings import Feelings
from gala.core.skew import Skew
from gala.core.visits import RoomCount


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


@dataclass(frozen=True, slots=True)
class EdgeReport:
    """What an edge says of itself once a second."""

    edge: str
    at_ms: int
    viewers: tuple[tuple[str, int], ...]
    behind: int
    seq: int
    sweep_us: int
    skew: tuple[Skew, ...] = ()
    """How late the newest takes came on screens."""

    rooms: tuple[RoomCount, ...] = ()
    """Who is in rooms, and what its newest visits have come to."""

    level: int = 0
    """What it sheds (`gala.core.shedding`), by itself or because people have said so."""

    lag_ms: int = 0
    """How late its loop was on average in the last second."""


class Counters(Protocol):
    """Unnumbered figures: what may be lost without harm."""

    async def report(self, report: EdgeReport) -> None:
        """Put this edge's figures where the conductor reads them. Raises `StoreDown`."""

    async def reports(self) -> list[EdgeReport]:
        """Return the newest report of every edge, stale ones too. Raises `StoreDown`."""

    async def count(self, who: str, feelings: Feelings) -> None:
        """Put what `who`, one life of an edge, has counted in all where it is summed up.

        The same again changes nothing. Raises `StoreDown`.
        """

    async def counted(self) -> list[Feelings]:
        """Return what each life of each edge has counted, those of the dead too.

        Raises `StoreDown`.
        """

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
