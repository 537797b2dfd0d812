"""`gala` as it is started by people: processes, what they print, and signals to them.

async with started(tmp_path, "show", sheet, "--port", "0") as show:
    await show.said("on air: Sale")
    show.signal(signal.SIGINT)
    assert await show.ended() == 0
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SAID_S = 30.0
ENDED_S = 30.0

HEAD = """
gala: 1
id: tiny
title: {zh: 小, en: Tiny}
start: 2021-06-15T20:21:00+08:00
outlets:
  - {id: app, title: App, delay: 0s}
  - {id: tv, title: TV, delay: 200ms}
rooms:
  - {id: beauty, title: Beauty, host: Host, capacity: 100}
goods:
  - {id: pen, title: Pen, price_fen: 900}
segments:
"""


def sheet_file(folder: Path, segments: str) -> Path:
    """Write a sheet of these segments and return its path."""
    path = folder / "sheet.yaml"
    path.write_text(HEAD.lstrip() + segments.strip("\n") + "\n", encoding="utf-8")
    return path


def soon(seconds: float) -> str:
    """Return an instant so far from now, as `--start` wants it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


class Gala:
    """One process and everything that it has printed."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._more = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    @property
    def text(self) -> str:
        """Everything printed so far, standard error too."""
        return "\n".join(self.lines)

    async def said(self, pattern: str) -> re.Match[str]:
        """Return where `pattern` first stands in what it prints, waiting for it."""
        try:
            async with asyncio.timeout(SAID_S):
                while (found := re.search(pattern, self.text)) is None:
                    assert not self._reading.done(), f"it ended without {pattern!r}: {self.text}"
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            raise AssertionError(f"no {pattern!r} in: {self.text}") from None
        return found

    async def ended(self, within_s: float = ENDED_S) -> int:
        """Return its exit status once it has ended by itself."""
        async with asyncio.timeout(within_s):
            status = await self.process.wait()
            await self._reading
        assert "Traceback" not in self.text, self.text
        return status

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    async def close(self) -> None:
        """End it, if need be by force."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
        await self.process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            self.lines.append(line.decode().rstrip("\n"))
            self._more.set()
        self._more.set()


@contextlib.asynccontextmanager
async def started(folder: Path, *words: object) -> AsyncIterator[Gala]:
    """Run `gala` with these words, its home in `folder`; it is gone when the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gala", *map(str, words)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
        env={**os.environ, "GALA_HOME": str(folder / "home"), "PYTHONUNBUFFERED": "1"},
    )
    gala = Gala(process)
    try:
        yield gala
    finally:
        await gala.close()


def servers(pid: int) -> list[int]:
    """Return the store's servers that `pid` has started and that still run."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [int(child) for child, parent, args in rows if int(parent) == pid and "valkey" in args]
