"""An edge in this process and its viewers in another: what the benches of the edge stand on.

What is compared is this process's CPU time, user and system, beside that of as bare a loop as can
be written, in the same run and in turn: a machine's speed and its moods cancel out in the ratio.
"""

from __future__ import annotations

import asyncio
import json
import math
import socket
import ssl
import statistics
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import TracebackType
from typing import Any, Self

from gala.edge.edge import Edge
from gala.edge.files import raise_file_limit
from gala.edge.limits import Limits
from gala.edge.listen import listen
from gala.wire.tickets import TicketKey, TicketVerifier
from gala.wire.tls_files import TlsFiles

from .ports import OUTLET, SHOW, BenchCues, bench_keys, bench_plan, bench_ports
from .requests import request
from .tls import certify


@dataclass(frozen=True, slots=True)
class Side:
    """Microseconds of server CPU for each of what was done, over the rounds."""

    median_us: float
    best_us: float
    worst_us: float

    @classmethod
    def of(cls, rounds_us: list[float]) -> Side:
        """Sum up the rounds."""
        return cls(statistics.median(rounds_us), min(rounds_us), max(rounds_us))


class Stand:
    """The edge, its cues put in by hand, and the receivers' process; use it with `async with`.

    `sockets` is how many this process will have, bare ones included. With `tls` viewers come over
    TLS, by a certificate made for the run: `cert` is its file, `tls` what a server shows it with.
    Raises `ValueError` when a process may not open so many here.
    """

    def __init__(self, sockets: int, tls: bool = False) -> None:
        most = raise_file_limit()
        if sockets > most:
            raise ValueError(f"{sockets} sockets; a process may open at most {most} here")
        self.limits = Limits(
            viewers=sockets + 1,
            handshakes_per_s=math.inf,
            handshakes_burst=sockets,
            tls_handshakes_per_s=math.inf,
            tls_handshakes_burst=sockets,
            address_handshakes_per_s=0,
            tick_s=math.inf,
        )
        self.tls: ssl.SSLContext | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self.cert: Path | None = None
        if tls:
            self._folder = TemporaryDirectory(prefix="gala-bench-")
            self.cert, secret = certify(Path(self._folder.name))
            self.tls = TlsFiles(self.cert, secret).context
        self.key = TicketKey.new()
        self.cues = BenchCues()
        verifier = TicketVerifier(SHOW, [OUTLET], [self.key])
        self.edge = Edge(
            *("bench", bench_plan(), bench_ports(self.cues), verifier, bench_keys()),
            limits=self.limits,
            tls=self.tls,
        )
        self._receivers: Process | None = None
        self._socks: list[socket.socket] = []

    async def __aenter__(self) -> Self:
        await self.edge.start()
        words = ["-m", "gala.edge.bench.receivers"]
        if self.cert is not None:
            words.append(str(self.cert))
        self._receivers = await asyncio.create_subprocess_exec(
            sys.executable, *words, stdin=PIPE, stdout=PIPE
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._receivers is not None
        assert self._receivers.stdin is not None
        self._receivers.stdin.close()
        await self._receivers.wait()
        for sock in self._socks:
            sock.close()
        await self.edge.stop()
        if self._folder is not None:
            self._folder.cleanup()

    async def come(self, count: int, how: str = "edge") -> None:
        """Have `count` viewers come in; `how` they behave is a word of the receivers'."""
        opening = request(self.key, "v-bench").hex()
        await self.ask(f"{how} {self.edge.port} {opening} {count}", "ok")

    async def bare(self, count: int) -> list[socket.socket]:
        """Return our ends of `count` connections of the same kind, without an edge or TLS."""
        loop = asyncio.get_running_loop()
        with listen("127.0.0.1", 0, self.limits) as listener:
            port = listener.getsockname()[1]
            asked = asyncio.create_task(self.ask(f"bare {port} {count}", "ok"))
            for _ in range(count):
                sock, _ = await loop.sock_accept(listener)
                sock.setblocking(False)
                self._socks.append(sock)
            await asked
        return self._socks

    async def cpu_s(self, size: int, send: Callable[[], None]) -> float:
        """Have `send` done and `size` bytes received; return this process's CPU seconds."""
        await self.ask(f"expect {size}", "ready")
        begun_s = process_time()
        send()
        await self.hear("done")
        return process_time() - begun_s

    async def ask(self, line: str, word: str) -> None:
        """Have the receivers do what `line` says, and answer with `word`."""
        self.tell(line)
        await self.hear(word)

    async def figures(self, line: str) -> dict[str, Any]:
        """Ask for something that is answered by a JSON object."""
        self.tell(line)
        return await self.heard_figures()

    def tell(self, line: str) -> None:
        """Say `line` to the receivers."""
        assert self._receivers is not None
        assert self._receivers.stdin is not None
        self._receivers.stdin.write(f"{line}\n".encode())

    async def hear(self, word: str) -> None:
        """Wait for an answer, which must be `word`. Raises `RuntimeError`."""
        if await self._line() != word:
            raise _failed()

    async def heard_figures(self) -> dict[str, Any]:
        """Wait for an answer, which must be a JSON object. Raises `RuntimeError`."""
        answer = await self._line()
        if not answer.startswith("{"):
            raise _failed()
        figures: dict[str, Any] = json.loads(answer)
        return figures

    async def _line(self) -> str:
        assert self._receivers is not None
        assert self._receivers.stdout is not None
        return (await self._receivers.stdout.readline()).decode().strip()


def _failed() -> RuntimeError:
    return RuntimeError("the receivers have failed; their traceback is above")
