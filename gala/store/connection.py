"""Calls to the store: each is made once, has a deadline, and its reply is nobody else's.

redis-py's client repeats commands by itself, shares its connections and gives up after 5 s of
waiting. This uses its connections (URL, TLS, login, parsing) and does the rest here: a connection
carries one call at a time, and one whose reply was not read to its end is closed. Who repeats a
call is the caller, who knows whether it may.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from hiredis import pack_command
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import (
    AskError,
    ClusterDownError,
    MasterDownError,
    MovedError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)

from gala.ports import StoreDown, StoreError
from gala.store.errors import translated
from gala.store.nodes import Nodes, close
from gala.store.replicas import REPLICATED_MS, barrier, too_few
from gala.store.slots import Argument, Node, key_of, probes

__all__ = ["BLOCKED_GRACE_MS", "DEADLINE_MS", "Argument", "Connections"]

DEADLINE_MS = 1_000
"""How long a call that does not wait for anything may take."""

BLOCKED_GRACE_MS = 1_000
"""How much later than asked a waiting call may answer before its connection counts as broken."""

REDIRECTS_MAX = 2
"""How often a call is sent on to another node, undone: its slot has moved, and moves again."""

SOUND_MS = 100
"""How long a node that did not answer before has to answer now, before it is asked anything; its
replicas too, where a write has to wait for them."""

LACKING_S = 5.0
"""How often a node whose replicas lacked a write is given all the time again: they may be far."""

Command = tuple[Argument, ...]

# Said by a node that is cut off from its cluster, or is no primary: another may be by now.
_NOT_ITS_OWN = (ClusterDownError, ReadOnlyError, MasterDownError)

_BEHIND = ("SET", "WAIT")
"""What goes behind a write that waits for replicas; alone it only measures."""

T = TypeVar("T")


class Connections:
    """Connections to one store, opened as they are needed, at most `limit` (0: no limit) at once
    to each of its nodes.

    Use one object for calls that return at once and another, without limit, for those that wait:
    a waiting call keeps its connection. A broken connection is replaced at the next call.

    In a cluster a call goes to the node of its key, one without a key to that of `home`. One that
    has moved is sent on: nothing was done. A node that is down is so for its own keys only.
    """

    def __init__(
        self, url: str, limit: int = 0, home: str = "", nodes: Nodes | None = None
    ) -> None:
        """Open nothing yet. Raises `StoreError` when `url` cannot be one of a store.

        `nodes` are those that other connections to it have found.
        """
        self.url = url
        self.replicas = 0
        """How many replicas must have what `write` writes before it counts as done."""
        self.nodes = nodes or Nodes(url, home)
        self._limit = limit
        self._rooms: dict[Node, asyncio.Semaphore] = {}
        self._idle: dict[Node, list[AbstractConnection]] = {}
        self._busy: set[AbstractConnection] = set()
        self._lacking: dict[Node, float] = {}
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

    async def on(self, node: Node, *command: Argument, deadline_ms: int = DEADLINE_MS) -> Any:
        """As `call`, for the node itself and not for any key."""
        [reply] = await self._made([command], deadline_ms, node)
        return reply

    async def primaries(self) -> list[Node]:
        """Return the nodes that take writes: one, or a cluster's. Raises `StoreDown`."""
        return await self._in_time(self.nodes.primaries(), DEADLINE_MS)

    async def serving(self, key: str) -> Node:
        """Return the node that serves a key. Raises `StoreDown`."""
        return await self._in_time(self.nodes.serving(key.encode()), DEADLINE_MS)

    async def probes(self, key: str, tag: str) -> list[str]:
        """Return a key for each node that takes writes, with `tag`: `key` where there is one node.

        Raises `StoreDown`.
        """
        table = await self._in_time(self.nodes.table(), DEADLINE_MS)
        return [key] if table is None else list(probes(tag, table).values())

    async def _made(
        self, commands: Sequence[Command], deadline_ms: int, node: Node | None = None
    ) -> list[Any]:
        """Make calls in one go and return their replies. Raises as `call`, the first error."""
        replies = await self._in_time(self._sent(commands, node), deadline_ms)
        for reply in replies:
            if isinstance(reply, AskError) and self.nodes.alone:
                raise StoreError(
                    "the store is a node of a cluster, and its user may not ask it for the others: "
                    "allow CLUSTER SLOTS"
                ) from reply
            if isinstance(reply, ResponseError):
                raise translated(reply) from reply
        return replies

    async def _in_time(self, call: Coroutine[Any, Any, T], deadline_ms: int) -> T:
        try:
            async with asyncio.timeout(deadline_ms / 1_000):
                return await call
        except TimeoutError as error:
            raise StoreDown(f"no answer from the store within {deadline_ms} ms") from error
        except (RedisError, OSError) as error:
            raise translated(error) from error

    async def _sent(self, commands: Sequence[Command], node: Node | None) -> list[Any]:
        """Send calls to where the first one belongs."""
        if self._closed:
            raise StoreDown("the store was closed here")
        if node is not None:
            return await self._in_room(node, commands)
        node, asking = await self.nodes.serving(key_of(commands[0])), False
        if self.nodes.doubted(node):
            await self._sounded(node)
        if node in self._lacking and len(commands) > len(_BEHIND) and not self.nodes.alone:
            await self._kept(node, commands)
        for left in reversed(range(REDIRECTS_MAX + 1)):
            replies = await self._in_room(node, commands, asking=asking)
            # Only the first one counts: when it was done, the others may not make it be done again.
            if not left or not isinstance(sent_on := replies[0], AskError) or self.nodes.alone:
                break
            asking = not isinstance(sent_on, MovedError)
            node = await self.nodes.redirected(sent_on, not asking, node)
        if lacking := _lacking(commands, replies):
            self._lacking.setdefault(node, asyncio.get_running_loop().time() + LACKING_S)
        elif commands[-1][0] == "WAIT":
            self._lacking.pop(node, None)
        if lacking or any(isinstance(reply, _NOT_ITS_OWN) for reply in replies):
            self.nodes.suspect(node)
        return replies

    async def _sounded(self, node: Node) -> None:
        """See whether a node of a cluster answers, so that its calls keep nobody waiting for long.

        Raises `StoreDown`.
        """
        try:
            async with asyncio.timeout(SOUND_MS / 1_000):
                await self._exchange(node, [("PING",)])
        except TimeoutError:
            raise StoreDown(f"{node} does not answer") from None

    async def _kept(self, node: Node, commands: Sequence[Command]) -> None:
        """See whether replicas have what is written now where they lacked it before.

        Raises `StoreDown` when they do not: then nothing of `commands` was done.
        """
        now_s = asyncio.get_running_loop().time()
        if now_s >= self._lacking[node]:
            self._lacking[node] = now_s + LACKING_S
            return
        *_, written, (wait, wanted, _) = commands
        sound: list[Command] = [written, (wait, wanted, SOUND_MS)]
        if _lacking(sound, replies := await self._in_room(node, sound)):
            self.nodes.suspect(node)
            raise StoreDown(f"fewer than {int(wanted)} replicas have what is written at {node}")
        if not any(isinstance(reply, ResponseError) for reply in replies):
            self._lacking.pop(node, None)

    async def _in_room(
        self, node: Node, commands: Sequence[Command], *, asking: bool = False
    ) -> list[Any]:
        if asking:
            # A node that a slot moves to takes a call on it only behind this word.
            pairs = [one for command in commands for one in (("ASKING",), command)]
            return (await self._in_room(node, pairs))[1::2]
        if not self._limit:
            return await self._exchange(node, commands)
        async with self._rooms.setdefault(node, asyncio.Semaphore(self._limit)):
            return await self._exchange(node, commands)

    async def _exchange(self, node: Node, commands: Sequence[Command]) -> list[Any]:
        if self._closed:
            raise StoreDown("the store was closed here")
        idle = self._idle.setdefault(node, [])
        connection = idle.pop() if idle else self.nodes.connection(node)
        self._busy.add(connection)
        try:
            # The server may have ended an idle connection; nothing was sent, so a new one is safe.
            if connection.is_connected and await connection.can_read():
                await connection.disconnect(nowait=True)
            packed = b"".join(map(pack_command, commands))  # type: ignore[arg-type]
            await connection.send_packed_command(packed)
            replies = [await _reply(connection) for _ in commands]
            self.nodes.trust(node)
            return replies
        except BaseException:
            # Cancelled, late or broken: whatever still comes over it belongs to no one.
            await connection.disconnect(nowait=True)
            self.nodes.doubt(node)
            raise
        finally:
            self._busy.discard(connection)
            idle.append(connection)

    async def aclose(self) -> None:
        """Close every connection; calls under way fail with `StoreDown`, later ones too."""
        self._closed = True
        idle = [connection for some in self._idle.values() for connection in some]
        for connection in [*self._busy, *idle]:
            await close(connection)


def _lacking(commands: Sequence[Command], replies: Sequence[Any]) -> bool:
    """Whether fewer replicas have what was written than the last of `commands` waited for."""
    name, *rest = commands[-1]
    return name == "WAIT" and isinstance(replies[-1], int) and replies[-1] < int(rest[0])


async def _reply(connection: AbstractConnection) -> Any:
    """Read one reply; an error is one like any other, and leaves the connection in step."""
    try:
        return await connection.read_response(timeout=math.inf)
    except ResponseError as error:
        return error
