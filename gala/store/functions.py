"""The store's functions: the steps that must happen in one piece, one Lua library a file.

They are functions and not scripts because a replica that takes over has them too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from gala.ports import StoreError
from gala.store.connection import DEADLINE_MS, Argument, Connections
from gala.store.replicas import UNREPLICATED

_FOLDER = Path(__file__).parent / "functions"
_LOAD_DEADLINE_MS = 5_000


@cache
def libraries() -> dict[str, bytes]:
    """Return the code of every library by its name, which is also its function's and file's."""
    return {path.stem: path.read_bytes() for path in sorted(_FOLDER.glob("*.lua"))}


async def load(connections: Connections) -> None:
    """Give the store the libraries that it lacks or has in another version.

    Any number of processes may do so at once. Raises `StoreDown`, and `StoreError` when the store
    has no functions (before Redis 7) or another program's function has the name of one of ours.
    """
    try:
        listed = await connections.call(
            "FUNCTION", "LIST", "WITHCODE", deadline_ms=_LOAD_DEADLINE_MS
        )
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
            await connections.call(
                "FUNCTION", "LOAD", "REPLACE", code, deadline_ms=_LOAD_DEADLINE_MS
            )


async def call(
    connections: Connections,
    name: str,
    keys: tuple[str, ...],
    *args: Argument,
    deadline_ms: int = DEADLINE_MS,
) -> Any:
    """Call a function and return its reply; errors as `Connections.call` and its file say.

    It counts when the connections' `replicas` have it, but for `UNREPLICATED` ones. A store that
    has lost its functions (restarted without its data, or flushed) gets them again.
    """
    try:
        return await _called(connections, name, keys, args, deadline_ms)
    except StoreError as error:
        if "Function not found" not in str(error):
            raise
    await load(connections)
    return await _called(connections, name, keys, args, deadline_ms)


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
