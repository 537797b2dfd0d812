"""Everything a conductor needs from the world, in one place."""

from __future__ import annotations

from typing import Protocol

from gala.ports import Clock, CommandInbox, Counters, CueStream, Lease, Ledger, Log


class World(Protocol):
    """The ports of one show. `gala.store` has the live one."""

    @property
    def clock(self) -> Clock:
        """The show's time."""

    @property
    def log(self) -> Log:
        """The as-run log."""

    @property
    def lease(self) -> Lease:
        """The right to conduct."""

    @property
    def cues(self) -> CueStream:
        """The cues for the edges."""

    @property
    def ledger(self) -> Ledger:
        """Claims and stock."""

    @property
    def counters(self) -> Counters:
        """Figures that may be lost."""

    @property
    def commands(self) -> CommandInbox:
        """What people ask."""
