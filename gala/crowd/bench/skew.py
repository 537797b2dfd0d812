"""How far apart viewers see the same take: thousands of them, on two edges, over a real store.

    this process ── takes, counters ──> store ──> 2 edges (processes) ──> watchers (2 processes)

As on a night: a take by hand every second, with the lead that the edges' measured sweeps ask for,
and counters five times a second. Each viewer learns the show's clock by the protocol's exchanges
and presents by it; how late that is by the same clock is what is summed up.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gala.conductor.figures import LEAD_MS_MIN, lead_ms
from gala.edge.bench.ports import SHOW
from gala.edge.bench.tls import certify
from gala.edge.files import raise_file_limit
from gala.ports import CueRecord
from gala.store.embedded import EmbeddedStore
from gala.store.show import Store
from gala.wire import messages
from gala.wire.tickets import TicketKey

EDGES = 2
TICKS_PER_S = 5
TAKE_EVERY_TICKS = 5
SETTLE_S = 4.0
_LINE_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class Report:
    """How late takes were presented, by the viewers' own clocks, whose bounds are `error_ms`.

    `late_arrivals` came after their instant; `missing` did not come. `messages_per_s` is what the
    viewers got together.
    """

    viewers: int
    takes: int
    lead_ms: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    error_ms: float
    late_arrivals: int
    missing: int
    messages_per_s: float


async def run(
    viewers: int = 10_000,
    seconds: float = 20.0,
    progress: Callable[[str], None] = lambda _: None,
    tls: bool = False,
) -> Report:
    """Measure. Raises `StoreError`, and `ValueError` when there cannot be so many sockets here."""
    if viewers // EDGES > raise_file_limit():
        raise ValueError(f"a process may open too few files here for {viewers // EDGES} viewers")
    with tempfile.TemporaryDirectory(prefix="gala-bench-") as folder:
        async with (
            EmbeddedStore(Path(folder)) as embedded,
            await Store.open(embedded.url, SHOW) as store,
        ):
            night = _Night(store, viewers // EDGES, progress)
            try:
                await night.begin(embedded.url, certify(Path(folder)) if tls else ())
                return await night.play(seconds)
            finally:
                await night.aclose()


class _Night:
    def __init__(self, store: Store, each: int, progress: Callable[[str], None]) -> None:
        self._store = store
        self._each = each
        self._progress = progress
        self._running: list[Process] = []
        self._watchers: list[Process] = []
        self._error_ms = 0.0
        self._lead_ms = LEAD_MS_MIN
        self._takes = 0

    async def begin(self, url: str, tls: tuple[Path, ...]) -> None:
        """Have everybody come in and learn the time; `tls`: the edges' certificate and its key."""
        files = [str(path) for path in tls]
        key = TicketKey.new()
        given = (url, f"{key.kid}:{key.secret.hex()}", str(self._each), *files)
        for number in range(EDGES):
            edge = await self._module("gala.edge.bench.claim_edge", *given)
            port = (await _line(edge)).split()[0]
            watchers = await self._module("gala.crowd.bench.watchers", *files[:1])
            self._watchers.append(watchers)
            self._progress(f"{self._each} viewers come to edge {number + 1} …")
            came = f"edge {port} {key.kid} {key.secret.hex()} {self._each}"
            await _ask(watchers, came)
        for watchers in self._watchers:
            told = json.loads(await _ask(watchers, "clocks"))
            self._error_ms = max(self._error_ms, told["error_ms"])

    async def play(self, seconds: float) -> Report:
        """Send takes and counters for so long."""
        whole_s = seconds + SETTLE_S
        seeing = [
            asyncio.create_task(_ask(watchers, f"watch {whole_s}")) for watchers in self._watchers
        ]
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        for number in range(int(seconds * TICKS_PER_S)):
            await self._tick()
            if number % TAKE_EVERY_TICKS == 0:
                self._progress(f"take {self._takes + 1}, {self._lead_ms} ms ahead")
                await self._take()
            due_s = begun_s + (number + 1) / TICKS_PER_S
            await asyncio.sleep(max(0.0, due_s - loop.time()))
        seen: list[dict[str, Any]] = [json.loads(await one) for one in seeing]
        late_ms = sorted(late for one in seen for late in one["late_ms"])
        presented = len(late_ms)
        return Report(
            *(self._each * EDGES, self._takes, self._lead_ms),
            late_ms[presented // 2],
            late_ms[presented * 99 // 100],
            late_ms[-1],
            self._error_ms,
            sum(one["late_arrivals"] for one in seen),
            self._each * EDGES * self._takes - presented,
            sum(one["messages"] for one in seen) / whole_s,
        )

    async def aclose(self) -> None:
        for process in reversed(self._running):
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def _tick(self) -> None:
        now_ms = self._store.clock.now_ms()
        windows = (("sale", 1, (("app", 100),)),)
        await self._store.counters.publish_tick(messages.tick(now_ms, self._each * EDGES, windows))

    async def _take(self) -> None:
        reports = await self._store.counters.reports()
        self._lead_ms = lead_ms(max((report.sweep_us for report in reports), default=0))
        self._takes += 1
        at_ms = self._store.clock.now_ms() + self._lead_ms
        body = [["s", "host", ["", ""], [], []], at_ms + 60_000, None]
        frame = messages.cue("main", 1, self._takes, at_ms, "take", body)
        await self._store.cues.publish(1, [CueRecord("main", 1, self._takes, frame)])

    async def _module(self, name: str, *arguments: str) -> Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", name, *arguments), stdin=PIPE, stdout=PIPE, limit=_LINE_BYTES
        )
        self._running.append(process)
        return process


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
