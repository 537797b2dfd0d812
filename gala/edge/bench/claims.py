"""What a claim costs the edge, how soon it is answered, and what never reaches the store.

    claimants (a process)  ── sockets ──>  edge (a process)  ── calls ──>  store (a real one)

In a burst each viewer claims at once, as when a window opens; the edge's CPU time, user and system,
is from the frame to the answer, a signed receipt. In turn, in the same process, a bare protocol
answers as many bytes with as many. The rate of the bursts is the machine's limit, everything that
takes part included; at half of it the answers' times are measured. Last, each claims for the first
time where the edge knows that there is nothing, and the store's own statistics say what it was
asked.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gala.core.plan import ENTRIES_MAX
from gala.edge.files import raise_file_limit
from gala.ports import CueRecord, OutletWindow
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.show import Store
from gala.wire import messages
from gala.wire.tickets import TicketKey

from .ports import OUTLET, SHOW

WARM_UP = 2
PACED_S = 5.0
CLOSED, EMPTY = "closed-0", "empty-0"
_FAR_MS = 1 << 42
_OPERATIONS = ("cmdstat_fcall", "cmdstat_xrange")
"""What the edge asks of the store for claims: decisions, and batches for receipts given before."""


@dataclass(frozen=True, slots=True)
class Report:
    """Claims a second of the edge's CPU, round by round; `ratio` is its CPU to the bare one's.

    `limit_per_s` are claims a second of the machine; the times are of answers at `paced_per_s`,
    of which `paced_pending` were told `pending` first. The last two are operations of the store.
    """

    viewers: int
    rounds_per_s: tuple[float, ...]
    median_per_s: float
    best_per_s: float
    bare_per_s: float
    ratio: float
    limit_per_s: float
    paced_per_s: float
    paced_pending: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    closed_operations: int
    empty_operations: int


async def run(
    viewers: int, rounds: int, progress: Callable[[str], None], paced_s: float = PACED_S
) -> Report:
    """Measure. Raises `StoreError`, and `ValueError` when there cannot be so many sockets here."""
    most = (raise_file_limit() - 64) // 2
    if viewers > most:
        raise ValueError(f"a process may open too few files here: at most {most} viewers")
    with tempfile.TemporaryDirectory(prefix="gala-bench-") as folder:
        async with (
            EmbeddedStore(Path(folder)) as embedded,
            await Store.open(embedded.url, SHOW) as store,
        ):
            bench = _Bench(embedded.url, store, viewers, progress)
            try:
                return await bench.measured(rounds, paced_s)
            finally:
                await bench.aclose()


class _Bench:
    def __init__(
        self, url: str, store: Store, viewers: int, progress: Callable[[str], None]
    ) -> None:
        self._url = url
        self._store = store
        self._viewers = viewers
        self._progress = progress
        self._calls = Connections(url)
        self._running: list[Process] = []
        self._seq = 0

    async def measured(self, rounds: int, paced_s: float) -> Report:
        bursts = [f"burst-{number}" for number in range(WARM_UP + rounds)]
        await self._open([*bursts, CLOSED, EMPTY])
        await self._start()
        ours, bare, walls = [], [], []
        for window in bursts:
            self._progress(f"edge: {window}")
            cpu_s, answers = await self._costs(f"burst {window}")
            if answers["receipts"] != self._viewers:
                raise RuntimeError(f"{answers['receipts']} receipts for {self._viewers} viewers")
            ours.append(cpu_s)
            walls.append(answers["wall_s"])
            bare.append((await self._costs("echo"))[0])
        ours, bare, walls = ours[WARM_UP:], bare[WARM_UP:], walls[WARM_UP:]
        speeds = tuple(round(self._viewers / cpu_s, 1) for cpu_s in ours)
        limit = self._viewers / statistics.median(walls)
        paced = await self._paced(limit / 2, paced_s)
        return Report(
            viewers=self._viewers,
            rounds_per_s=speeds,
            median_per_s=statistics.median(speeds),
            best_per_s=max(speeds),
            bare_per_s=round(self._viewers / statistics.median(bare), 1),
            ratio=statistics.median(ours) / statistics.median(bare),
            limit_per_s=round(limit, 1),
            paced_per_s=round(limit / 2, 1),
            paced_pending=paced["pending"],
            p50_ms=paced["p50_ms"],
            p99_ms=paced["p99_ms"],
            worst_ms=paced["worst_ms"],
            closed_operations=await self._nothing(CLOSED, self._close),
            empty_operations=await self._nothing(EMPTY, self._sell_out),
        )

    async def aclose(self) -> None:
        for process in reversed(self._running):
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()
        await self._calls.aclose()

    async def _start(self) -> None:
        """Have the edge listen and the viewers come in."""
        key = TicketKey.new()
        named = f"{key.kid}:{key.secret.hex()}"
        self._edge = await self._module("claim_edge", self._url, named, str(self._viewers))
        port, bare_port = (await _line(self._edge)).split()
        self._claimants = await self._module("claimants")
        self._progress(f"{self._viewers} viewers come in …")
        came = f"edge {port} {key.kid} {key.secret.hex()} {self._viewers}"
        await _ask(self._claimants, came)
        await _ask(self._claimants, f"bare {bare_port} {self._viewers}")

    async def _module(self, name: str, *arguments: str) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", f"gala.edge.bench.{name}", *arguments, stdin=PIPE, stdout=PIPE
        )
        self._running.append(process)
        return process

    async def _open(self, windows: list[str]) -> bytes:
        """Open windows and tell the edge; return the last cue."""
        rows = [OutletWindow(OUTLET, 0, _FAR_MS, ENTRIES_MAX)]
        for window in windows:
            await self._store.ledger.open_window(1, window, 1, 100, rows)
        return await self._cues(windows, "open")

    async def _cues(self, windows: list[str], state: str) -> bytes:
        records = []
        for window in windows:
            self._seq += 1
            body = (window, 1, state, ((OUTLET, 0, _FAR_MS, ENTRIES_MAX),))
            frame = messages.cue("main", 1, self._seq, 0, "window", body)
            records.append(CueRecord("main", 1, self._seq, frame))
        await self._store.cues.publish(1, records)
        return records[-1].frame

    async def _costs(self, line: str) -> tuple[float, dict[str, Any]]:
        """Have the claimants do something; return the edge's CPU seconds and what they saw."""
        before_s = float(await _ask(self._edge, "cpu"))
        answers = json.loads(await _ask(self._claimants, line))
        return float(await _ask(self._edge, "cpu")) - before_s, answers

    async def _paced(self, rate: float, paced_s: float) -> dict[str, Any]:
        self._progress(f"edge: {rate:.0f} claims a second for {paced_s:.0f} s")
        count = max(1, round(rate * paced_s))
        last = await self._open([f"paced-{n}" for n in range(count // self._viewers + 1)])
        await self._heard(last)
        answers: dict[str, Any] = json.loads(
            await _ask(self._claimants, f"pace paced {count} {rate}")
        )
        return answers

    async def _nothing(self, window: str, end: Callable[[], Any]) -> int:
        """Return what the store is asked when each claims for the first time in vain."""
        self._progress(f"edge: {window}")
        await self._heard(await end())
        before = await self._operations()
        answers = json.loads(await _ask(self._claimants, f"burst {window}"))
        if answers["receipts"] or answers["pending"]:
            raise RuntimeError(f"somebody has got something in {window}")
        return await self._operations() - before

    async def _close(self) -> bytes:
        return await self._cues([CLOSED], "closed")

    async def _sell_out(self) -> bytes:
        tick = messages.tick(self._store.clock.now_ms(), 0, ((EMPTY, 1, ((OUTLET, 0),)),))
        await self._store.counters.publish_tick(tick)
        return tick

    async def _heard(self, wanted: bytes) -> None:
        await _ask(self._claimants, f"hear {wanted.hex()}")

    async def _operations(self) -> int:
        told = (await self._calls.call("INFO", "commandstats")).decode()
        calls = 0
        for line in told.splitlines():
            name, _, figures = line.partition(":")
            if name in _OPERATIONS:
                calls += int(figures.partition("calls=")[2].partition(",")[0])
        return calls


async def _ask(process: Process, line: str) -> str:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n".encode())
    return await _line(process)


async def _line(process: Process) -> str:
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode().strip()
    if not line:
        raise RuntimeError("a process of the bench has failed; its traceback is above")
    return line
