"""`gala.ports.Archive` in another process: hashing a million leaves never stalls the show."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from typing import Any

import msgpack

from gala.ports import RainSplit, StoreDown, StoreError, WindowTree
from gala.proof.rules import DrawRule, RainRule
from gala.store.archive_child import LENGTH_BYTES

ANSWER_BYTES_MAX = 64 * 1024 * 1024


class StoreArchive:
    """Trees of one show; the process starts with the first question, and again if it dies."""

    def __init__(self, url: str, show: str) -> None:
        self._hello = (url, show)
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int:
        """The process id; 0 while there is none."""
        return self._process.pid if self._process else 0

    async def start(self) -> None:
        """Start the process now, so that the first question need not wait for it."""
        async with self._turn:
            await self._started()

    async def freeze(self, tree: WindowTree) -> tuple[bytes, int]:
        """See `gala.ports.Archive.freeze`."""
        root, entries = await self._ask("freeze", tree)
        return root, entries

    async def places(
        self, tree: WindowTree, seed: bytes, rule: DrawRule
    ) -> list[tuple[int, str, bytes]]:
        """See `gala.ports.Archive.places`."""
        more = (seed, rule.prizes, rule.alternates, rule.without, rule.by_outlet)
        return [(index, leaf, path) for index, leaf, path in await self._ask("places", tree, *more)]

    async def split(self, tree: WindowTree, seed: bytes, rule: RainRule) -> RainSplit:
        """See `gala.ports.Archive.split`."""
        more = (seed, rule.pool_fen, rule.packets, rule.min_fen, rule.max_fen)
        return RainSplit(*await self._ask("split", tree, *more))

    async def entry(self, tree: WindowTree, outlet: str, unit: int) -> bytes | None:
        """See `gala.ports.Archive.entry`."""
        bundle: bytes | None = await self._ask("entry", tree, outlet, unit)
        return bundle

    async def leaves(self, tree: WindowTree, start: int, count: int) -> list[str]:
        """See `gala.ports.Archive.leaves`."""
        leaves: list[str] = await self._ask("leaves", tree, start, count)
        return leaves

    async def aclose(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def _ask(self, name: str, tree: WindowTree, *more: object) -> Any:
        request = [name, tree.window, tree.gen, tree.outlets, *more]
        async with self._turn:
            process = await self._started()
            try:
                state, answer = await _exchange(process, request)
            except (OSError, asyncio.IncompleteReadError):
                await self.aclose()
                raise StoreDown("the archive's process has died") from None
            except BaseException:
                await self.aclose()  # its answer would be taken for that to another question
                raise
        if state == "down":
            raise StoreDown(f"the archive: {answer}")
        if state == "broken":
            raise StoreError(answer)
        return answer

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "gala.store.archive_child"),
                    stdin=PIPE,
                    stdout=PIPE,
                    start_new_session=True,  # Ctrl-C is for us; it ends when its input does
                )
                await _send(self._process, self._hello)
            except OSError as error:
                raise StoreDown(f"the archive's process does not start: {error}") from None
        return self._process


async def _exchange(process: Process, request: object) -> Any:
    await _send(process, request)
    assert process.stdout is not None
    head = await process.stdout.readexactly(LENGTH_BYTES)
    size = int.from_bytes(head, "big")
    if size > ANSWER_BYTES_MAX:
        raise OSError("an answer too large")
    return msgpack.unpackb(await process.stdout.readexactly(size))


async def _send(process: Process, value: object) -> None:
    body = msgpack.packb(value)
    assert process.stdin is not None
    process.stdin.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
    await process.stdin.drain()
