"""Calls to the store: each is made once, has a deadline, and its reply is nobody else's.

redis-py's client repeats commands by itself, shares its connections and gives up after 5 s of
waiting. This uses its connections (URL, TLS, login, parsing) and does the rest here: a connection
carries one call at a time, and one whose reply was not read to its end is closed. Who repeats a
call is the caller, who knows whether it may.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Callable, Sequence
from typing import Any, cast

from hiredis import pack_command
from redis.asyncio.connection import AbstractConnection, ConnectionPool
from redis.exceptions import RedisError, ResponseError

from gala.ports import StoreDown, StoreError
from gala.store.errors import translated
from gala.store.replicas import REPLICATED_MS, barrier, too_few

DEADLINE_MS = 1_000
"""How long a call that does not wait for anything may take."""

BLOCKED_GRACE_MS = 1_000
"""How much later than asked a waiting call may answer before its connection counts as broken."""

Argument = bytes | str | int


def connector(url: str) -> Callable[[], AbstractConnection]:
    """Return what makes connections to `url`, unopened and without deadlines of their own.

    Raises `StoreError` when `url` cannot be one of a store.
    """
    try:
        # RESP 2: replies have one shape, and messages come where their subscriber reads.
        pool = ConnectionPool.from_url(
            url, protocol=2, socket_timeout=None, socket_connect_timeout=None, driver_info=None
        )
    except ValueError as error:
        raise StoreError(f"not the URL of a store: {error}") from error
    return cast(Callable[[], AbstractConnection], pool.make_connection)


class Connections:
    """Connections to one store, opened as they are needed, at most `limit` (0: no limit) at once.

    Use one object for calls that return at once and another, without limit, for those that wait:
    a waiting call keeps its connection. A broken connection is replaced at the next call.
    """

    def __init__(self, url: str, limit: int = 0) -> None:
        """Open nothing yet. Raises `StoreError` when `url` cannot be one of a store."""
        self.url = url
        self.replicas = 0
        """How many replicas must have what `write` writes before it counts as done."""
        self._connect = connector(url)
        self._room = asyncio.Semaphore(limit) if limit else None
        self._idle: list[AbstractConnection] = []
        self._busy: set[AbstractConnection] = set()
        self._closed = False

    async def call(self, *command: Argument, deadline_ms: int = DEADLINE_MS) -> Any:
        """Send one command and return its reply.

        Raises `StoreDown` when none came within `deadline_ms` (connecting, and waiting for a free
        connection, included), and what an error reply means (`gala.store.errors`).
        """

        [reply] = await self._made([command], deadline_ms)
        return reply

    async def write(self, *command: Argument, key: str, deadline_ms: int = DEADLINE_MS) -> Any:
        """As `call`, and returns when `replicas` have all that was written until then.

        `key` is one that the command touches. Raises `StoreDown` too when fewer have it in time:
        then it is written here, and the same command again is the way to learn whether it counts.
        """
        if not self.replicas:
            return await self.call(*command, deadline_ms=deadline_ms)
        reply, _, have = await self._made(
            [command, ("SET", barrier(key), ""), ("WAIT", self.replicas, REPLICATED_MS)],
            deadline_ms,
        )
        if have < self.replicas:
            raise StoreDown(too_few(self.replicas))
        return reply

    async def reached(self, key: str, replicas: int) -> int:
        """Make a small write beside `key`; return how many replicas have it, soon or in time.

        Waits for `replicas` of them, with 0 for none. Raises as `call`.
        """
        written, have = ("SET", barrier(key), ""), ("WAIT", replicas, REPLICATED_MS)
        replies = await self._made([written, have] if replicas else [written], DEADLINE_MS)
        return int(replies[-1]) if replicas else 0

    async def wait(self, *command: Argument, timeout_ms: int) -> Any:
        """As `call`, for a command that the store answers after `timeout_ms` at the latest."""
        return await self.call(*command, deadline_ms=timeout_ms + BLOCKED_GRACE_MS)

    async def _made(self, commands: Sequence[tuple[Argument, ...]], deadline_ms: int) -> list[Any]:
        """Make calls in one go and return their replies. Raises as `call`, the first error."""
        try:
            async with asyncio.timeout(deadline_ms / 1_000):
                if self._room is None:
                    replies = await self._exchange(commands)
                else:
                    async with self._room:
                        replies = await self._exchange(commands)
        except TimeoutError as error:
            raise StoreDown(f"no answer from the store within {deadline_ms} ms") from error
        except (RedisError, OSError) as error:
            raise translated(error) from error
        for reply in replies:
            if isinstance(reply, ResponseError):
                raise translated(reply) from reply
        return replies

    async def _exchange(self, commands: Sequence[tuple[Argument, ...]]) -> list[Any]:
        if self._closed:
            raise StoreDown("the store was closed here")
        connection = self._idle.pop() if self._idle else self._connect()
        self._busy.add(connection)
        try:
            # The server may have ended an idle connection; nothing was sent, so a new one is safe.
            if connection.is_connected and await connection.can_read():
                await connection.disconnect(nowait=True)
            packed = b"".join(map(pack_command, commands))  # type: ignore[arg-type]
            await connection.send_packed_command(packed)
            return [await _reply(connection) for _ in commands]
        except BaseException:
            # Cancelled, late or broken: whatever still comes over it belongs to no one.
            await connection.disconnect(nowait=True)
            raise
        finally:
            self._busy.discard(connection)
            self._idle.append(connection)

    async def aclose(self) -> None:
        """Close every connection; calls under way fail with `StoreDown`, later ones too."""
        self._closed = True
        for connection in [*self._busy, *self._idle]:
            await close(connection)


async def _reply(connection: AbstractConnection) -> Any:
    """Read one reply; an error is one like any other, and leaves the connection in step."""
    try:
        return await connection.read_response(timeout=math.inf)
    except ResponseError as error:
        return error


async def close(connection: AbstractConnection) -> None:
    """Close a connection, whatever state it is in."""
    # A store that takes nothing any more could make the last flush endless.
    with contextlib.suppress(TimeoutError, RedisError):
        async with asyncio.timeout(DEADLINE_MS / 1_000):
            await connection.disconnect()
