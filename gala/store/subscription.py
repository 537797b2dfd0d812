"""Listening to a channel, and noticing that nobody speaks because nobody is there.

A subscribed connection whose other end has vanished looks like one without messages, for minutes.
So each wait sends a ping, and one that heard nothing at all breaks off.
"""

from __future__ import annotations

import asyncio
import math

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import AskError, ConnectionError, MovedError, RedisError

from gala.ports import StoreDown
from gala.store.connection import BLOCKED_GRACE_MS
from gala.store.errors import translated
from gala.store.nodes import Nodes, close
from gala.store.slots import HERE, Node


class Subscription:
    """Messages of one sharded channel, from the first `next` on; one task at a time may wait.

    A sharded channel is at home on one node of a cluster, as a key is; on a store that is no
    cluster it is a channel like any other. What is published between two calls is kept by the
    connection; what is published while it is broken is lost.
    """

    def __init__(self, url: str, channel: str, nodes: Nodes | None = None) -> None:
        """Open nothing yet; `nodes` are those that connections to the store have found."""
        self._nodes = nodes or Nodes(url)
        self._node = HERE
        self._connection: AbstractConnection = self._nodes.connection(HERE)
        self._channel = channel
        self._pings = 0  # sent and not answered yet

    async def next(self, timeout_ms: int) -> bytes | None:
        """Wait up to `timeout_ms` for a message; None when none came. Raises `StoreDown`."""
        try:
            return await self._next(timeout_ms)
        except BaseException as error:
            self._pings = 0
            await self._connection.disconnect(nowait=True)
            self._nodes.doubt(self._node)
            if isinstance(error, TimeoutError):
                raise StoreDown("the store did not answer on a subscription") from error
            if isinstance(error, AskError):
                await self._nodes.redirected(error, isinstance(error, MovedError), self._node)
            if isinstance(error, RedisError | OSError):
                raise translated(error) from error
            raise

    async def _next(self, timeout_ms: int) -> bytes | None:
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout_ms / 1_000
        silent_until = until + BLOCKED_GRACE_MS / 1_000
        async with asyncio.timeout_at(silent_until):
            if self._connection.is_connected and self._node != await self._serving():
                # Replaced, and it does not know: what is published is published elsewhere.
                await self._connection.disconnect(nowait=True)
                self._pings = 0
            if not self._connection.is_connected:
                self._node = await self._serving()
                self._connection = self._nodes.connection(self._node)
                await self._connection.send_command("SSUBSCRIBE", self._channel)
            await self._connection.send_command("PING")
        self._pings += 1
        heard = False
        while True:
            if heard and loop.time() >= until:
                return None
            try:
                async with asyncio.timeout_at(until if heard else silent_until):
                    reply = await self._connection.read_response(
                        timeout=math.inf, disconnect_on_error=False
                    )
            except TimeoutError:
                if heard:
                    return None
                raise
            if reply[0] == b"smessage":
                message: bytes = reply[2]
                return message
            if reply[0] == b"pong":
                # An answer to an earlier call's ping says nothing of this moment.
                self._pings -= 1
                heard = self._pings == 0
                self._nodes.trust(self._node)
            if reply[0] == b"sunsubscribe":
                raise ConnectionError("the channel has moved to another node")

    async def _serving(self) -> Node:
        return await self._nodes.serving(self._channel.encode())

    async def aclose(self) -> None:
        """Stop listening."""
        await close(self._connection)
