"""Calls to the simulated store: each has the real one's deadline, in the loop's time.

What `gala.store.connection` is to the real store: who calls gets a reply, or what the port raises.
"""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from gala.ports import StoreDown
from gala.sim.store_model import WRITES, Request
from gala.sim.store_server import Failed
from gala.store.connection import BLOCKED_GRACE_MS, DEADLINE_MS
from gala.store.replicas import SURE_READS, UNREPLICATED


class Way(Protocol):
    """The way from one host to the store and back."""

    async def call(self, request: Request) -> object:
        """Bring `request` to the server and return its reply.

        May be late or never return, and raises `StoreDown` when the connection is refused or
        broken. However it ends, the request may have been done, or be done later.
        """


async def store_time(way: Way) -> tuple[int, int]:
    """Return the store's TIME, seconds and microseconds: what clocks ask. Raises `StoreDown`."""
    seconds, micros = await Calls(way).call("time")
    return seconds, micros


class Calls:
    """Requests over one way, at most `limit` (0: no limit) at once.

    A write, or a sure read, is answered when `replicas` have it; with fewer in time that is
    `StoreDown`.
    """

    def __init__(self, way: Way, *, limit: int = 0, replicas: int = 0) -> None:
        self._way = way
        self._room = asyncio.Semaphore(limit) if limit else None
        self._replicas = replicas
        self._closed = False

    async def call(
        self, name: str, *args: object, deadline_ms: int = DEADLINE_MS, sure: bool = False
    ) -> Any:
        """Make a request that waits for nothing, but a `sure` one for replicas as writes do.

        Raises what its port says.
        """
        counts = self._replicas and (
            sure or name in SURE_READS or (name in WRITES and name not in UNREPLICATED)
        )
        return await self._exchange(
            Request(name, args, 0, self._replicas if counts else 0), deadline_ms
        )

    async def wait(self, name: str, *args: object, timeout_ms: int) -> Any:
        """Make a request that is answered with something, or after `timeout_ms` with nothing."""
        request = Request(name, args, max(1, timeout_ms))
        return await self._exchange(request, timeout_ms + BLOCKED_GRACE_MS)

    def close(self) -> None:
        """Let later calls fail with `StoreDown`."""
        self._closed = True

    async def _exchange(self, request: Request, deadline_ms: int) -> Any:
        if self._closed:
            raise StoreDown("the store was closed here")
        try:
            async with asyncio.timeout(deadline_ms / 1_000):
                if self._room is None:
                    reply = await self._way.call(request)
                else:
                    async with self._room:
                        reply = await self._way.call(request)
        except TimeoutError as error:
            raise StoreDown(f"no answer from the store within {deadline_ms} ms") from error
        if type(reply) is Failed:
            raise reply.error(reply.text)
        return reply
