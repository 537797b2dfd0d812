"""The roles of a night as processes that are started again when they die, and their store."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from gala.ports import StoreError
from gala.store.embedded import EmbeddedStore
from tests.cli.processes import Gala, started
from tests.plugins.waiting import until

READY = r"show \S+, ready|edge: ws://"
AGAIN_S = 0.2
STORE_CHECK_S = 0.2


class Role:
    """One role: a process, and another in its place when it has died."""

    def __init__(self, folder: Path, name: str, *words: object) -> None:
        self.name = name
        self.orphans: list[int] = []
        """Processes whose parent was killed; they have to end by themselves."""
        self.said: list[str] = []
        self._folder = folder
        self._words = words
        self._gala: Gala | None = None
        self._killed = False
        self._leaving = False

    @property
    def pid(self) -> int:
        """The present process; 0 while there is none."""
        return 0 if self._gala is None else self._gala.pid

    @property
    def text(self) -> str:
        """What the present process has printed."""
        return "" if self._gala is None else self._gala.text

    async def keep(self, store_was_away: Callable[[], bool]) -> int:
        """Have it run until `leave`; return its exit status. It may die only when it was killed."""
        while True:
            self._killed = False
            async with started(self._folder, *self._words) as gala:
                self._gala = gala
                status = await gala.process.wait()
                self._gala = None
            self.said.append(gala.text)
            assert "Traceback" not in gala.text, f"{self.name}: {gala.text}"
            if self._leaving and not self._killed:
                return status
            away = status == 2 and "the store" in gala.text and store_was_away()
            assert self._killed or away, f"{self.name} ended with {status}: {gala.text}"
            await asyncio.sleep(AGAIN_S)

    async def ready(self) -> None:
        """Return when it does its work."""
        await until(lambda: self._gala is not None and re.search(READY, self._gala.text), 60)

    def kill(self) -> None:
        """End it without a word."""
        if self._gala is not None:
            self.orphans += [pid for pid, parent, _ in processes() if parent == self.pid]
            self._killed = True
            self._gala.signal(signal.SIGKILL)

    def freeze(self, seconds: float) -> None:
        """Let it stand still for so long."""
        if self._gala is not None:
            freeze(self._gala.pid, seconds)

    def leave(self) -> None:
        """Ask it to end."""
        self._leaving = True
        if self._gala is not None:
            self._gala.signal(signal.SIGTERM)


class Server:
    """The store, started again when it has died, as `gala show` does."""

    def __init__(self, folder: Path) -> None:
        self.embedded = EmbeddedStore(folder)
        self.faults = 0

    @property
    def pid(self) -> int:
        """Its process; 0 while there is none."""
        return self.embedded.pid if self.embedded.problem() is None else 0

    async def keep(self) -> None:
        """Look after it, for ever."""
        while True:
            await asyncio.sleep(STORE_CHECK_S)
            problem: StoreError | None = self.embedded.problem()
            while problem is not None:
                try:
                    await self.embedded.restart()
                    problem = None
                except StoreError as error:  # struck again while it was starting
                    problem = error
                    await asyncio.sleep(STORE_CHECK_S)

    def kill(self) -> None:
        """End it in the midst of whatever it writes."""
        self.faults += 1
        os.kill(self.embedded.pid, signal.SIGKILL)

    def freeze(self, seconds: float) -> None:
        """Let it stand still for so long."""
        self.faults += 1
        freeze(self.embedded.pid, seconds)


def freeze(pid: int, seconds: float) -> None:
    """Stop a process for so long."""

    def thaw() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        asyncio.get_running_loop().call_later(seconds, thaw)


def processes() -> list[tuple[int, int, str]]:
    """Return every process that runs: its id, its parent's, and its command line."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [(int(pid), int(parent), args) for pid, parent, args in rows]
