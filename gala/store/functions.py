"""The store's functions: the steps that must happen in one piece, one Lua library a file.

They are functions and not scripts because a replica that takes over has them too.
"""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Any

from gala.ports import StoreDown, StoreError
from gala.store.connection import DEADLINE_MS, Argument, Connections
from gala.store.errors import Denied
from gala.store.replicas import UNREPLICATED
from gala.store.slots import Node

_FOLDER = Path(__file__).parent / "functions"
_LOAD_DEADLINE_MS = 5_000


@cache
def libraries() -> dict[str, bytes]:
    """Return the code of every library by its name, which is also its function's and file's."""
    return {path.stem: path.read_bytes() for path in sorted(_FOLDER.glob("*.lua"))}


async def load(connections: Connections) -> None:
    """Give each node of the store the libraries that it lacks or has in another version.

    Any number of processes may do so at once. A user who may not load leaves what is missing to one
    who may (a conductor's). Nodes that are down are passed over while others answer.
    Raises `StoreDown`, and `StoreError` when the store has no functions (before Redis 7), another
    program's function has the name of one of ours, or a user who may not load finds other versions.
    """
    nodes = await connections.primaries()
    done = await asyncio.gather(
        *(_load(connections, node) for node in nodes), return_exceptions=True
    )
    failed = [error for error in done if isinstance(error, BaseException)]
    for error in failed:
        if not isinstance(error, StoreDown) or len(failed) == len(nodes):
            raise error


async def _load(connections: Connections, node: Node) -> None:
    try:
        listed = await connections.on(
            node, "FUNCTION", "LIST", "WITHCODE", deadline_ms=_LOAD_DEADLINE_MS
        )
    except Denied:
        return
    except StoreError as error:
        if "unknown command" in str(error).lower():
            raise StoreError(
                "gala needs Valkey, or Redis 7 or newer: this has no functions"
            ) from None
        raise
    there: dict[bytes, bytes] = {}
    for library in listed:
        fields = dict(zip(library[::2], library[1::2], strict=True))
        there[fields[b"library_name"]] = fields[b"library_code"]
    for name, code in libraries().items():
        if there.get(name.encode()) != code:
            try:
                await connections.on(
                    node, "FUNCTION", "LOAD", "REPLACE", code, deadline_ms=_LOAD_DEADLINE_MS
                )
            except Denied:
                if name.encode() in there:
                    raise StoreError(
                        f"the store has another version of {name!r} than this gala, and this user "
                        "may not load ours: start a conductor of this version first"
                    ) from None


async def call(
    connections: Connections,
    name: str,
    keys: tuple[str, ...],
    *args: Argument,
    deadline_ms: int = DEADLINE_MS,
) -> Any:
    """Call a function and return its reply; errors as `Connections.call` and its file say.

    It counts when the connections' `replicas` have it, but for `UNREPLICATED` ones. A node that
    has lost its functions (restarted without its data, flushed, or new) gets them again.
    """
    try:
        return await _called(connections, name, keys, args, deadline_ms)
    except StoreError as error:
        if "Function not found" not in str(error):
            raise
    if keys:
        await _load(connections, await connections.serving(keys[0]))
    try:
        return await _called(connections, name, keys, args, deadline_ms)
    except StoreError as error:
        if "Function not found" not in str(error) or name not in libraries():
            raise
        raise StoreDown(
            f"the store lacks {name!r}, and this user may not load it: a conductor does"
        ) from None


async def _called(
    connections: Connections,
    name: str,
    keys: tuple[str, ...],
    args: tuple[Argument, ...],
    deadline_ms: int,
) -> Any:
    command = ("FCALL", name, len(keys), *keys, *args)
    if name in UNREPLICATED or not keys:
        return await connections.call(*command, deadline_ms=deadline_ms)
    return await connections.write(*command, key=keys[0], deadline_ms=deadline_ms)
