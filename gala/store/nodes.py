"""Where a store's nodes are: one at its URL, or those of the cluster that answers there.

Nobody says which it is: the server is asked (`CLUSTER SLOTS`). One that has no cluster, does not
know the word, or lets our user not ask, is taken for one node. A primary that Sentinel names
(`gala.store.sentinel`) is like a cluster of one, whose node may be another at the next question.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from redis.asyncio.connection import (
    AbstractConnection,
    Connection,
    ConnectionPool,
    UnixDomainSocketConnection,
)
from redis.exceptions import AskError, NoPermissionError, RedisError, ResponseError

from gala.ports import StoreDown, StoreError
from gala.store import sentinel
from gala.store.slots import HERE, SLOTS, Node, Table, slot_of, table_of

CLOSE_MS = 1_000

LOOK_MS = 300
"""How long one of several nodes may take to say who serves what, before another is asked."""

LOOK_AGAIN_S = 1.0
"""How often it is asked again on behalf of a node that does not answer."""

MOVED_AGAIN_S = 0.1
"""How often on behalf of slots that have moved: each says itself where it is now."""

_NO_CLUSTER = ("cluster support disabled", "unknown command", "unknown subcommand")


class Nodes:
    """The nodes of one store, found at the first question, and again when they have changed.

    `home` is the key whose node gets what has no key: all of a show then goes by one clock. The URL
    may name more nodes of a cluster, to be asked when its first does not answer:
    `redis://one:7001?nodes=two:7002,three:7003`.
    """

    def __init__(self, url: str, home: str = "") -> None:
        """Open nothing yet. Raises `StoreError` when `url` cannot be one of a store."""
        url, others = _split(url)
        url, self._name = sentinel.named(url)
        try:
            # RESP 2: replies have one shape, and messages come where their subscriber reads.
            pool = ConnectionPool.from_url(
                url, protocol=2, socket_timeout=None, socket_connect_timeout=None, driver_info=None
            )
        except ValueError as error:
            raise StoreError(f"not the URL of a store: {error}") from error
        self._make = cast(Callable[[], AbstractConnection], pool.make_connection)
        self._class: type[AbstractConnection] = pool.connection_class
        self._settings: dict[str, Any] = dict(pool.connection_kwargs)
        self._host = str(self._settings.get("host", "localhost"))
        self._seeds = [HERE, *others]
        self._home = home.encode()
        self._table: Table | None = None
        self._alone = False
        self._doubted: set[Node] = set()
        self._suspected: set[Node] = set()
        self._looked_s = -math.inf
        self._turn = asyncio.Lock()

    @property
    def _found(self) -> bool:
        return self._alone or self._table is not None

    @property
    def alone(self) -> bool:
        """Whether the store is known to be no cluster."""
        return self._alone

    def connection(self, node: Node) -> AbstractConnection:
        """Return a connection to a node, unopened and without deadlines of its own."""
        if node == HERE:
            return self._make()
        settings = {**self._settings, "host": node.host, "port": node.port}
        if issubclass(self._class, UnixDomainSocketConnection):
            del settings["path"]
            return Connection(**settings)
        return self._class(**settings)

    async def serving(self, key: bytes | None) -> Node:
        """Return the node that serves a key; without one, the home's.

        Raises `StoreDown` when nobody does, and what redis-py raises when nobody could be asked.
        """
        table = await self._known()
        if table is None:
            return HERE
        node = self._of(table, key)
        doubtful = node in self._doubted or node in self._suspected
        if doubtful and await self._look_again(LOOK_AGAIN_S, besides=node):
            node = self._of(self._table, key)
        if node is None:
            raise StoreDown("no node of the cluster serves this slot (CLUSTER SLOTS)")
        return node

    async def primaries(self) -> list[Node]:
        """Return every node that has slots, each once. Raises as `serving`."""
        table = await self._known()
        return [HERE] if table is None else list(dict.fromkeys(filter(None, table)))

    async def table(self) -> Table | None:
        """Return the node of each slot, None when the store is no cluster. Raises as `serving`."""
        return await self._known()

    async def redirected(self, error: AskError, moved: bool, asked: Node) -> Node:
        """Return where a node has sent us; after a move, all is asked for anew."""
        node = Node(error.host or asked.host or self._host, error.port)
        if moved and self._table is not None:
            self._table[error.slot_id] = node
            await self._look_again(MOVED_AGAIN_S, first=node)
        return node

    def doubt(self, node: Node) -> None:
        """Note that a node did not answer: another may serve its slots by now."""
        self._doubted.add(node)

    def doubted(self, node: Node) -> bool:
        """Whether a node of a cluster did not answer when it was last asked."""
        return node in self._doubted and not self._alone

    def suspect(self, node: Node) -> None:
        """Note that a node answers and yet keeps nothing: it may have been replaced unawares.

        Then the others are asked once, whatever else it answers.
        """
        self._suspected.add(node)

    def trust(self, node: Node) -> None:
        """Note that a node answers."""
        self._doubted.discard(node)

    def _of(self, table: Table | None, key: bytes | None) -> Node | None:
        assert table is not None, "a store that was a cluster stays one"
        if key or self._home:
            return table[slot_of(key or self._home)]
        return next(filter(None, table), None)

    async def _known(self) -> Table | None:
        if not self._found:
            async with self._turn:
                if not self._found:
                    await self._look(self._seeds)
        return self._table

    async def _look_again(
        self, every_s: float, *, first: Node | None = None, besides: Node | None = None
    ) -> bool:
        """Ask anew unless that was done just now; say whether it was done."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if loop.time() - self._looked_s < every_s:
                return False
            known = [] if self._name else list(dict.fromkeys(filter(None, self._table or ())))
            asked = [*([first] if first else []), *known, *self._seeds]
            with contextlib.suppress(RedisError, OSError, StoreError):
                await self._look(dict.fromkeys(one for one in asked if one != besides))
                self._suspected.clear()
                return True
        return False

    async def _look(self, asked: Iterable[Node]) -> None:
        """Ask one node after the other who serves what. Raises what the last one raised."""
        asked = list(asked)
        self._looked_s = asyncio.get_running_loop().time()
        for left, node in enumerate(asked, start=1 - len(asked)):
            try:
                # The last one has as long as whoever waits.
                async with asyncio.timeout(LOOK_MS / 1_000 if left else None):
                    self._table = await (self._named(node) if self._name else self._slots(node))
            except (TimeoutError, RedisError, OSError, StoreError) as error:
                if left and not isinstance(error, ResponseError):
                    continue
                if self._name or not _no_cluster(error):
                    raise
                self._alone = True
                return
            return

    async def _named(self, node: Node) -> Table:
        """Ask a Sentinel, the one that answered longest ago first: one may be cut off."""
        settings = sentinel.settings_of(self._settings)
        if node != HERE:
            settings |= {"host": node.host, "port": node.port}
        connection = self._class(**settings)
        try:
            primary = await sentinel.primary(connection, self._name)
        finally:
            await connection.disconnect(nowait=True)
        self._seeds = [*(one for one in self._seeds if one != node), node]
        return [primary] * SLOTS

    async def _slots(self, node: Node) -> Table:
        connection = self.connection(node)
        try:
            await connection.send_command("CLUSTER", "SLOTS")
            reply: list[list[Any]] = await connection.read_response(timeout=math.inf)
            return table_of(reply, node.host or self._host)
        finally:
            await connection.disconnect(nowait=True)


async def close(connection: AbstractConnection) -> None:
    """Close a connection, whatever state it is in."""
    # A store that takes nothing any more could make the last flush endless.
    with contextlib.suppress(TimeoutError, RedisError):
        async with asyncio.timeout(CLOSE_MS / 1_000):
            await connection.disconnect()


def _no_cluster(error: Exception) -> bool:
    return isinstance(error, NoPermissionError) or (
        isinstance(error, ResponseError) and any(text in str(error) for text in _NO_CLUSTER)
    )


def _split(url: str) -> tuple[str, list[Node]]:
    """Take the further nodes out of a URL. Raises `StoreError`."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    others = []
    for text in ",".join(value for name, value in query if name == "nodes").split(","):
        host, _, port = text.strip().rpartition(":")
        if host and port.isascii() and port.isdigit():
            others.append(Node(host.strip("[]"), int(port)))
        elif text.strip():
            raise StoreError(f"not the URL of a store: nodes={text} has to be host:port")
    if not others:
        return url, []
    rest = urlencode([(name, value) for name, value in query if name != "nodes"])
    return urlunsplit(parts._replace(query=rest)), others
