"""Store servers that replicate to each other, and a line between two of them that can be cut.

A replica reaches its primary over a `Cable`: cut, it stays open and silent, as a network that has
come apart does. What the primary then writes no replica has, though none has left.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from gala.ports import StoreDown
from gala.store.connection import Connections
from gala.store.embedded import binary_path
from gala.store.slots import HERE
from tests.plugins.ports import free_port
from tests.plugins.waiting import until

SETTINGS = {
    "appendonly": "yes",
    "appendfsync": "always",
    "save": "",
    "maxmemory-policy": "noeviction",
    "protected-mode": "no",
    "repl-diskless-sync-delay": "0",
    "repl-ping-replica-period": "1",
}


class Server:
    """A server with its data in `folder`, on a port of its own; `before` is put before its command.

    `host` is where it listens and is reached.
    """

    def __init__(
        self, folder: Path, *, host: str = "127.0.0.1", before: Sequence[str] = (), **more: str
    ) -> None:
        self.host = host
        self.port = free_port()
        self.url = f"redis://{host}:{self.port}"
        self.calls = Connections(self.url)
        folder.mkdir(parents=True, exist_ok=True)
        settings = {**SETTINGS, "bind": host, "port": str(self.port), "dir": str(folder), **more}
        options = [text for key, value in settings.items() for text in (f"--{key}", value)]
        self._command = [*before, str(binary_path()), *options]
        self._log = folder / "log"
        self.frozen = False
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(self._command, stdout=log, stderr=subprocess.STDOUT)

    @property
    def up(self) -> bool:
        """Whether it can answer: it runs, and is not frozen."""
        return self.process.poll() is None and not self.frozen

    async def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        await asyncio.to_thread(self.process.wait)

    async def again(self) -> None:
        """Start what was killed, with the data that it left."""
        self.process = self._started()
        await self.ready()

    async def ready(self) -> None:
        """Return when it answers."""
        await until(self._answers, within_s=20.0)

    async def follow(self, host: str, port: int) -> None:
        """Become the replica of the server that is reached there, and have all it has."""
        await self.calls.call("REPLICAOF", host, port)
        await until(self._follows, within_s=20.0)

    async def promote(self) -> None:
        """Become a primary."""
        await self.calls.call("REPLICAOF", "NO", "ONE")

    async def replicas(self) -> int:
        """How many replicas it has on line."""
        told: bytes = await self.calls.on(HERE, "INFO", "replication")
        return told.count(b"state=online")

    def freeze(self) -> None:
        """Stop it in the midst of whatever it does."""
        self.frozen = True
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on from there."""
        self.frozen = False
        os.kill(self.process.pid, signal.SIGCONT)

    async def stop(self) -> None:
        """End it, frozen or not."""
        await self.calls.aclose()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await asyncio.to_thread(self.process.wait)

    async def _answers(self) -> bool:
        with contextlib.suppress(StoreDown):
            return bool(await self.calls.on(HERE, "PING"))
        return False

    async def _follows(self) -> bool:
        told: bytes = await self.calls.call("INFO", "replication")
        return b"master_link_status:up" in told


class Cable:
    """Carries bytes from a port of its own to `port`, both ways, until it is cut."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._open = asyncio.Event()
        self._open.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def lay(self) -> int:
        """Begin; return the port to connect to."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def lead(self, port: int) -> None:
        """Carry what connects from now on to another port."""
        self._to = port

    def cut(self) -> None:
        """Carry nothing any more; nobody is told."""
        self._open.clear()

    def mend(self) -> None:
        """Carry again, what was kept back first."""
        self._open.set()

    async def remove(self) -> None:
        """Close both ends."""
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        far, there = await asyncio.open_connection("127.0.0.1", self._to)
        for reader, writer in ((near, there), (far, back)):
            task = asyncio.create_task(self._pass(reader, writer))
            self._tasks.add(task)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError), contextlib.closing(writer):
            while data := await reader.read(65_536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()


class Link:
    """A network of its own for the replicas, with one cable to ours that can be pulled. Root only.

    Pulled, both ends see silence: no connection is closed.
    """

    NAME, OURS, THEIRS = "gala-durability", "10.254.77.1", "10.254.77.2"
    INSIDE = ("ip", "netns", "exec", NAME)

    def __enter__(self) -> "Link":
        """Lay it. Raises `OSError` where that is not allowed."""
        self._gone()
        for words in (
            f"netns add {self.NAME}",
            f"link add gala0 type veth peer name gala1 netns {self.NAME}",
            f"addr add {self.OURS}/30 dev gala0",
            "link set gala0 up",
            f"-n {self.NAME} addr add {self.THEIRS}/30 dev gala1",
            f"-n {self.NAME} link set gala1 up",
        ):
            if (done := _ip(words)).returncode != 0:
                self._gone()
                raise OSError(f"ip {words}: {done.stderr.decode().strip()}")
        return self

    def __exit__(self, *_: object) -> None:
        self._gone()

    def pull(self) -> None:
        """Take the cable out."""
        _ip("link set gala0 down")

    def plug(self) -> None:
        """Put it back."""
        _ip("link set gala0 up")

    def _gone(self) -> None:
        _ip("link del gala0")
        _ip(f"netns del {self.NAME}")


def _ip(words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ip", *words.split()], capture_output=True, check=False)


@contextlib.asynccontextmanager
async def replicated(
    folder: Path, replicas: int
) -> AsyncIterator[tuple[Server, list[Server], list[Cable]]]:
    """Run a primary with so many replicas, each on a cable of its own."""
    async with contextlib.AsyncExitStack() as stack:
        primary, *others = [Server(folder / str(number)) for number in range(replicas + 1)]
        for server in (primary, *others):
            stack.push_async_callback(server.stop)
        await asyncio.gather(*(server.ready() for server in (primary, *others)))
        cables = [Cable(primary.port) for _ in others]
        for cable, other in zip(cables, others, strict=True):
            port = await cable.lay()
            stack.push_async_callback(cable.remove)
            await other.follow("127.0.0.1", port)

        async def all_follow() -> bool:
            return await primary.replicas() == replicas

        await until(all_follow)
        yield primary, others, cables


async def replicating(folder: Path, replicas: int) -> list[Server]:
    """Start a primary and so many replicas of it, for whoever kills them later."""
    servers = [Server(folder / str(number)) for number in range(replicas + 1)]
    for server in servers:
        await server.ready()
    for server in servers[1:]:
        await server.follow("127.0.0.1", servers[0].port)
    for server in servers:
        await server.calls.aclose()
    return servers
