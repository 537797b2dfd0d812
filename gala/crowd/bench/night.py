"""A whole night on one machine with as many viewers as it takes: does anybody miss anything?

    store ── conductor (process) ── edge with workers (processes) ── audience (processes)
                                                             └────── a crowd of real clients, here

Everything but the viewers is what `gala conductor` and `gala edge` run. The audience is cheap and
many (`audience.py`); the crowd's few, who present, visit rooms and come and go, are as in any show.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
import re
import signal
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession
from prometheus_client.parser import text_string_to_metric_families

from gala.client import Ticket
from gala.crowd.behaviour import Night as CrowdNight
from gala.crowd.crowd import Crowd
from gala.crowd.summary import summarize
from gala.edge.files import raise_file_limit
from gala.store.embedded import EmbeddedStore
from gala.wire.tickets import issue, key_file

from .audience import Wanted

NAME = "night"

PROCESS_VIEWERS = 12_500
"""For each process of the edge and of the audience, which may open 20,000 files."""

COMING_PER_S = 800
SETTLE_S = 10.0
DRAINED_PER_S = 6_000
START_S = 60.0
AFTER_S = 5.0
"""For the end to come on the screens of the slowest outlet."""

HOME_S = 1.0
_DAY_MS = 86_400_000
_LINE_BYTES = 1 << 24


@dataclass(frozen=True, slots=True)
class Show:
    """What is played: a sheet that may go on air."""

    sheet: Path
    id: str
    outlets: tuple[str, ...]
    length_ms: int
    pace_milli: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it. Figures are of the audience, but for `crowd`, the real clients' account.

    `edge_cpu_s` and `edge_bytes` are of all processes of the edge together, the whole night's CPU
    time and the resident memory near its end.
    """

    viewers: int
    came: int
    at_start: int
    at_end: int
    dropped: int
    cues: int
    missed: int
    covered: int
    messages: int
    takes: int
    late_takes: int
    claims: int
    answers: dict[str, int]
    edge_cpu_s: float
    edge_bytes: int
    shed_level: int
    restarts: int
    problems: list[str]
    crowd: dict[str, Any]

    @property
    def answered(self) -> int:
        """How many claims have got their final answer."""
        passing = ("pending", "too_early")
        return sum(count for outcome, count in self.answers.items() if outcome not in passing)


async def run(
    show: Show,
    viewers: int,
    crowd: int,
    processes: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Play the show. Raises `StoreError`, and `ValueError` when one of the roles cannot begin."""
    parts = processes or max(2, math.ceil(viewers / PROCESS_VIEWERS))
    if viewers // parts > raise_file_limit():
        raise ValueError(f"a process may open too few files here for {viewers // parts} viewers")
    with tempfile.TemporaryDirectory(prefix="gala-bench-") as folder:
        async with EmbeddedStore(Path(folder)) as embedded:
            night = _Night(show, viewers, Path(folder), embedded.url, progress)
            try:
                await night.open(parts)
                return await night.play(crowd, parts)
            finally:
                await night.aclose()


class _Night:
    def __init__(
        self, show: Show, viewers: int, folder: Path, url: str, progress: Callable[[str], None]
    ) -> None:
        self._show = show
        self._viewers = viewers
        self._url = url
        self._progress = progress
        self._key = key_file(folder / "keys" / "ticket.json")
        self._environment = os.environ | {"GALA_HOME": str(folder), "PYTHONUNBUFFERED": "1"}
        self._running: list[Process] = []
        self._port = self._admin = 0
        # Beginning takes some seconds, and a few thousand are put off for a while.
        coming_s = 1.2 * viewers / COMING_PER_S
        self._start_ms = round(time.time() + coming_s + SETTLE_S) * 1_000

    async def open(self, workers: int) -> None:
        """Have conductor and edge run. Raises `ValueError`."""
        self._progress("conductor and edge begin …")
        show, store = self._show, ("--redis", self._url, "--show", NAME)
        start = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._start_ms / 1_000))
        self._conductor = await self._gala(
            *("conductor", str(show.sheet), *store, "--start", start, "--until-over"),
            *("--pace", str(show.pace_milli / 1_000)),
        )
        await _said(self._conductor, r"(ready)")
        self._edge = await self._gala(
            *("edge", *store, "--port", "0", "--admin-port", "0", "--per-address", "0"),
            *("--workers", str(workers), "--drain", str(1 + self._viewers / DRAINED_PER_S)),
        )
        self._admin = int(await _said(self._edge, r"admin: http://[^:]+:(\d+)/"))
        self._port = int(await _said(self._edge, r"edge: wss?://[^:]+:(\d+)/"))

    async def play(self, crowd: int, parts: int) -> Report:
        """Let everybody in, play the show to its end, and send them home."""
        audiences = [await self._audience(part, parts) for part in range(parts)]
        states: list[dict[str, Any]] = [{"came": 0, "here": 0} for _ in audiences]
        listening = [
            asyncio.create_task(self._listen(process, states, number))
            for number, process in enumerate(audiences)
        ]
        clients = self._crowd(crowd)
        playing = asyncio.create_task(clients.run(self._start_ms))
        await asyncio.sleep(self._start_ms / 1_000 - time.time())
        at_start = sum(state["here"] for state in states)
        figures: Mapping[str, float] = {}
        ending = asyncio.create_task(self._conductor.wait())
        while not ending.done():
            figures = await self._figures() or figures
            await asyncio.wait((ending, *listening), timeout=5.0, return_when="FIRST_COMPLETED")
            if any(task.done() for task in listening):
                raise ValueError("a process of the audience has ended; what it said is above")
        if await ending != 0:
            raise ValueError("the conductor has ended before the show; what it said is above")
        await asyncio.sleep(AFTER_S)
        if not figures:
            raise ValueError("the edge's admin port did not answer in the whole night")
        self._edge.send_signal(signal.SIGTERM)
        await self._edge.wait()
        await asyncio.sleep(HOME_S)
        clients.stop()
        await playing
        for process in audiences:
            assert process.stdin is not None
            process.stdin.close()
        await asyncio.gather(*listening)
        return self._report(states, at_start, figures, summarize(clients.account()))

    def _report(
        self,
        states: Sequence[dict[str, Any]],
        at_start: int,
        figures: Mapping[str, float],
        crowd: dict[str, Any],
    ) -> Report:
        sums: Counter[str] = Counter()
        last: Counter[int] = Counter()
        answers: Counter[str] = Counter()
        for state in states:
            sums.update({name: one for name, one in state.items() if isinstance(one, int)})
            last.update({int(seq): viewers for seq, viewers in state["last"].items()})
            answers.update(state["answers"])
        return Report(
            viewers=self._viewers,
            at_start=at_start,
            at_end=last[max(last)] if last else 0,
            answers=dict(answers),
            edge_cpu_s=figures["process_cpu_seconds_total"],
            edge_bytes=int(figures["process_resident_memory_bytes"]),
            shed_level=int(figures["gala_edge_shed_level"]),
            restarts=int(figures["gala_edge_worker_restarts_total"]),
            problems=[problem for state in states for problem in state["problems"]],
            crowd=crowd,
            **{name: sums[name] for name in _SUMMED},
        )

    async def _audience(self, part: int, parts: int) -> Process:
        first, after = (self._viewers * number // parts for number in (part, part + 1))
        wanted = Wanted(
            *(self._port, self._key.kid, self._key.secret.hex(), self._show.id),
            *(self._show.outlets, first, after - first, COMING_PER_S / parts),
            # On Linux all of 127/8 is this machine.
            address=f"127.0.0.{2 + part}" if sys.platform == "linux" else "127.0.0.1",
        )
        return await self._python("gala.crowd.bench.audience", json.dumps(asdict(wanted)))

    async def _listen(self, process: Process, states: list[dict[str, Any]], number: int) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            states[number] = json.loads(line)
            left_s = self._start_ms / 1_000 - time.time()
            when = f"{left_s:.0f} s to the start" if left_s > 0 else f"on air for {-left_s:.0f} s"
            sums = {name: sum(state.get(name, 0) for state in states) for name in _TOLD}
            self._progress(
                f"{when}: {sums['here']} of {self._viewers} are here, {sums['dropped']} dropped, "
                f"{sums['missed']} cues missed, {sums['messages']} messages"
            )
            if states[number]["done"]:
                await process.wait()
                return

    def _crowd(self, size: int) -> Crowd:
        show, numbers = self._show, iter(range(size))

        async def join(outlet: str | None) -> Ticket:
            now_ms, viewer = round(time.time() * 1_000), f"c-{next(numbers)}"
            at = outlet or show.outlets[0]
            ends_ms = now_ms + _DAY_MS
            ticket = issue(self._key, show.id, viewer, at, now_ms, ends_ms)
            return Ticket(viewer, at, ticket, f"ws://127.0.0.1:{self._port}/live", ends_ms)

        lead_ms = max(0, self._start_ms - round(time.time() * 1_000))
        night = CrowdNight(show.length_ms, lead_ms, show.pace_milli)
        return Crowd(size, 616, join, night, dict.fromkeys(show.outlets, 1))

    async def _figures(self) -> Mapping[str, float]:
        """Return the edge's sums; none while it does not answer."""
        address = f"http://127.0.0.1:{self._admin}/metrics"
        with contextlib.suppress(ClientError, OSError, TimeoutError):
            async with ClientSession() as http, http.get(address) as answer:
                told = text_string_to_metric_families(await answer.text())
                return {one.name: one.value for family in told for one in family.samples}
        return {}

    async def _gala(self, *words: str) -> Process:
        return await self._python("gala", *words)

    async def _python(self, module: str, *words: str) -> Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *words),
            stdin=PIPE,
            stdout=PIPE,
            env=self._environment,
            limit=_LINE_BYTES,
        )
        self._running.append(process)
        return process

    async def aclose(self) -> None:
        """End whatever still runs."""
        for process in reversed(self._running):
            if process.returncode is None:
                process.kill()
            await process.wait()


_SUMMED = (
    *("came", "dropped", "cues", "missed", "covered"),
    *("messages", "takes", "late_takes", "claims"),
)
_TOLD = ("here", "dropped", "missed", "messages")


async def _said(process: Process, pattern: str) -> str:
    """Return what a process says of itself when it stands."""
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_S):
            while line := (await process.stdout.readline()).decode():
                if found := re.search(pattern, line):
                    return found[1]
    except TimeoutError:
        raise ValueError(f"a role says nothing for {START_S:.0f} s") from None
    raise ValueError("a role has ended at once; what it said is above")
