"""`gala edge --workers N`: processes that share a port, and the parent that keeps them.

Each is an edge by itself, with a name of its own: it fills its ring before it listens, and the
kernel spreads connections over those that listen (SO_REUSEPORT). The parent touches no viewer. It
starts again who dies, passes signals on, answers for all on the admin port, and none outlives it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typer
from aiohttp import ClientError, ClientSession, ClientTimeout, UnixConnector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from gala.admin.server import Admin, Answers
from gala.cli.failure import Failure
from gala.edge.summing import Sums
from gala.store import launch

log = logging.getLogger("gala.workers")

SOCKET_VARIABLE = "GALA_EDGE_WORKER_SOCKET"
"""Says to a process that it is a worker, and where its parent asks it how it is."""

PORT_VARIABLE = "GALA_EDGE_WORKER_PORT"

REFUSED = 2
"""A command's exit status for what a person must mend."""

ASK_S = 2.0
AGAIN_S = (0.5, 15.0)
"""From the first start again to the longest wait; it doubles."""

STEADY_S = 30.0
"""Who has lived as long is started again at once when it dies."""

FAREWELL_S = 10.0
"""How long workers may take to end, beyond the time to drain."""


def reserved(host: str, port: int) -> socket.socket:
    """Return a socket that holds a port for the workers without listening. Raises `OSError`.

    Of another owner that shares its port we would get half of the viewers: that is refused too.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as alone:
        alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        alone.bind((host, port))
        port = alone.getsockname()[1]
    holder = socket.socket(family, socket.SOCK_STREAM)
    try:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind((host, port))
    except BaseException:
        holder.close()
        raise
    return holder


class Worker:
    """One of the processes, started again whenever it ends."""

    def __init__(self, number: int, folder: Path) -> None:
        self.name = f"worker {number}"
        self.socket = folder / f"{number}.sock"
        self.address: str | None = None
        """Where it serves viewers, once it has said so; None while it does not."""
        self.process: asyncio.subprocess.Process | None = None

    async def ask(self, path: str) -> tuple[int, str]:
        """Return status and text of its admin door; (0, "") when it does not answer."""
        connector = UnixConnector(str(self.socket))
        try:
            async with (
                ClientSession(connector=connector, timeout=ClientTimeout(ASK_S)) as http,
                http.get(f"http://worker{path}") as answer,
            ):
                return answer.status, await answer.text()
        except (ClientError, OSError, TimeoutError):
            return 0, ""

    def signal(self, number: int) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)


class Workers:
    """`count` processes that run `gala` with `words`; `drain_s` is what they take to drain."""

    def __init__(self, count: int, words: Sequence[str], port: int, drain_s: float) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="gala-edge-")
        self.them = [Worker(number, Path(self._folder.name)) for number in range(count)]
        self._words = words
        self._port = port
        self._drain_s = drain_s
        self._stopping = asyncio.Event()
        self._sums = Sums()
        self._restarts = 0
        self._served = False
        self.answers = Answers(self.problem, self.figures)

    async def run(self) -> None:
        """Keep them until `stop`. Raises `Failure` when none of them could ever serve."""
        keeping = [asyncio.create_task(self._keep(worker)) for worker in self.them]
        stop = asyncio.create_task(self._stopping.wait())
        try:
            # Whoever of them ends before that has nothing to be kept for.
            await asyncio.wait({*keeping, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.stop()
            await stop
            _, late = await asyncio.wait(keeping, timeout=self._drain_s + FAREWELL_S)
            if late:
                log.error("%d workers did not end by themselves", len(late))
                self.signal(signal.SIGKILL)
            ends = await asyncio.gather(*keeping, return_exceptions=True)
            self._folder.cleanup()
        for end in ends:
            if isinstance(end, BaseException):
                raise end

    def stop(self) -> None:
        """Have all drain and end."""
        if not self._stopping.is_set():
            self._stopping.set()
            self.signal(signal.SIGTERM)

    def signal(self, number: int) -> None:
        """Pass a signal on to all."""
        for worker in self.them:
            worker.signal(number)

    async def problem(self) -> str | None:
        """Return why not all of them deliver, in one word; None when they do."""
        if self._stopping.is_set():
            return "draining"
        if any(worker.address is None for worker in self.them):
            return "starting"
        for status, text in await asyncio.gather(*(one.ask("/ready") for one in self.them)):
            if status != 200:
                return text.strip() or "silent"
        return None

    async def figures(self) -> bytes:
        """Return the metrics of all together."""
        texts = await asyncio.gather(*(worker.ask("/metrics") for worker in self.them))
        named = {worker.name: text for worker, (_, text) in zip(self.them, texts, strict=True)}
        up = sum(worker.address is not None for worker in self.them)
        more = (
            GaugeMetricFamily("gala_edge_workers", "Processes that serve viewers.", value=up),
            CounterMetricFamily(
                "gala_edge_worker_restarts", "Processes started again.", value=self._restarts
            ),
        )
        return self._sums.exposition(named, more)

    async def _keep(self, worker: Worker) -> None:
        loop, wait_s = asyncio.get_running_loop(), AGAIN_S[0]
        while not self._stopping.is_set():
            begun_s = loop.time()
            status = await self._live(worker)
            self._sums.gone(worker.name)
            if self._stopping.is_set():
                return
            if status == REFUSED and not self._served:
                raise Failure(f"{worker.name} cannot serve, see above")
            if loop.time() - begun_s >= STEADY_S:
                wait_s = AGAIN_S[0]
            log.error("%s has ended (%s); again in %.1f s", worker.name, _why(status), wait_s)
            self._restarts += 1
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._stopping.wait()
            wait_s = min(2 * wait_s, AGAIN_S[1])

    async def _live(self, worker: Worker) -> int:
        """Run a worker to its end; return its status."""
        worker.socket.unlink(missing_ok=True)
        # Through the launcher, which has the kernel end it with us, however we end.
        worker.process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, launch.__file__, str(os.getpid()), "-1"),
            *(sys.executable, "-m", "gala", *self._words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=os.environ
            | {SOCKET_VARIABLE: str(worker.socket), PORT_VARIABLE: str(self._port)}
            | {"PYTHONUNBUFFERED": "1"},
            # Ctrl-C comes to us alone: a second one would cut their drain short.
            process_group=0,
        )
        if self._stopping.is_set():  # it was told so before there was anybody to tell
            worker.signal(signal.SIGTERM)
        assert process.stdout is not None
        try:
            while line := await process.stdout.readline():
                self._said(worker, line.decode(errors="replace").rstrip("\n"))
        finally:
            worker.address = None
        return await process.wait()

    def _said(self, worker: Worker, line: str) -> None:
        name, _, address = line.partition("edge: ")
        if name or not address:
            typer.echo(line)
            return
        worker.address, self._served = address, True
        if not self._restarts and all(one.address is not None for one in self.them):
            typer.echo(f"edge: {address} ({len(self.them)} workers)")


def _why(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"


def run_workers(
    count: int,
    words: Sequence[str],
    place: tuple[str, int],
    drain_s: float,
    admin: socket.socket | None,
    *,
    reloads: bool,
) -> None:
    """Keep `count` workers at `place` until a signal comes. Raises `Failure`."""
    if sys.platform != "linux":
        raise Failure(
            "--workers needs Linux: elsewhere the kernel does not spread connections over "
            "processes that share a port. Start one edge, or several on ports of their own"
        )
    try:
        holder = reserved(*place)
    except OSError as error:
        raise Failure(f"cannot listen: {error.strerror}; choose another --port") from None

    async def run() -> None:
        workers = Workers(count, words, holder.getsockname()[1], drain_s)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, workers.stop)
        if reloads:
            loop.add_signal_handler(signal.SIGHUP, workers.signal, signal.SIGHUP)
        door = None if admin is None else Admin(workers.answers, admin)
        if door is not None:
            await door.start()
        try:
            await workers.run()
        finally:
            if door is not None:
                await door.stop()

    with holder:
        asyncio.run(run())
