"""What the store remembers for the platform: the answers to its requests, and what it was told."""

from __future__ import annotations

from gala.store import functions
from gala.store.connection import Connections
from gala.store.keys import ShowKeys

REMEMBERED_MS = 24 * 3_600_000


class OtherRequest(Exception):
    """The key has been used for another request."""


class StorePlatform:
    """One show's memory for the platform. Each call raises `StoreDown`, and may be repeated."""

    def __init__(self, calls: Connections, show: str) -> None:
        self._calls = calls
        self._keys = ShowKeys(show)

    async def begun(self, key: str, digest: str) -> bytes | None:
        """Return the answer that the request of `digest` under `key` got, None without one.

        Raises `OtherRequest`.
        """
        at = self._keys.answered(key)
        reply = await functions.call(self._calls, "reply_begin", (at,), digest, REMEMBERED_MS)
        if reply == 0:
            raise OtherRequest(key)
        return reply if isinstance(reply, bytes) else None

    async def keep(self, key: str, digest: str, answer: bytes) -> bytes:
        """Keep an answer; return the one that is kept, which is the first."""
        at = self._keys.answered(key)
        kept: bytes = await functions.call(
            self._calls, "reply_keep", (at,), digest, answer, REMEMBERED_MS
        )
        return kept

    async def told(self, endpoint: str) -> str:
        """Return the cursor up to which an endpoint has been told, "" for nothing."""
        cursor: bytes | None = await self._calls.call("GET", self._keys.told(endpoint))
        return cursor.decode() if cursor else ""

    async def tell(self, endpoint: str, cursor: str) -> None:
        """Note that an endpoint has been told up to a cursor."""
        at = self._keys.told(endpoint)
        await self._calls.write("SET", at, cursor, key=at)
