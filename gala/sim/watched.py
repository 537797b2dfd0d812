"""A store that tells of each write that it has accepted, and of each that it has lost again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from .store_faults import FaultyStore


class StoreWatcher(Protocol):
    """Who is told."""

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        """Take one write, right after it."""

    def went_back(self) -> None:
        """Look again: writes at the end are gone."""


class WatchedStore(FaultyStore):
    """A `FaultyStore` with a `watcher`. What it refuses is no write."""

    watcher: StoreWatcher | None = None

    def __init__(self, now_us: Callable[[], int], replicas: tuple[str, ...] = ()) -> None:
        super().__init__(now_us, replicas=replicas)

    def _write(self, name: str, args: tuple[Any, ...]) -> object:
        before = self.writes
        reply = super()._write(name, args)
        if self.watcher is not None and self.writes > before:
            self.watcher.wrote(name, args)
        return reply

    def _back_to(self, position: int) -> int:
        lost = super()._back_to(position)
        if self.watcher is not None and lost:
            self.watcher.went_back()
        return lost
