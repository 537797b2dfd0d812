"""The as-run log on a stream; the line of index i has the id `<i+1>-0`, so an index is a cursor."""

from __future__ import annotations

from gala.store import functions
from gala.store.connection import Connections
from gala.store.keys import SHOWS, ShowKeys

_PAGE = 500
_READ_DEADLINE_MS = 5_000


class StoreLog:
    """`gala.ports.Log` in the store."""

    def __init__(self, calls: Connections, waits: Connections, show: str) -> None:
        self._calls = calls
        self._waits = waits
        self._show = show
        self._keys = ShowKeys(show)

    async def append(self, epoch: int, index: int, line: bytes, not_after_ms: int = 0) -> None:
        """See `gala.ports.Log.append`. The header also puts the show among `Store.shows`."""
        keys = (self._keys.log, self._keys.log_head)
        await functions.call(self._calls, "log_append", keys, epoch, index, line, not_after_ms)
        if index == 0:
            # Not in the function: it is another slot of a cluster. Whoever dies here appends again.
            await self._calls.call("SADD", SHOWS, self._show)

    async def read(self, start: int) -> list[bytes]:
        """See `gala.ports.Log.read`. Raises `StoreDown`."""
        lines: list[bytes] = []
        while True:
            page = await self._calls.call(
                *("XRANGE", self._keys.log, f"{start + len(lines) + 1}-0", "+", "COUNT", _PAGE),
                deadline_ms=_READ_DEADLINE_MS,
            )
            lines += _lines(page)
            if len(page) < _PAGE:
                return lines

    async def wait(self, start: int, timeout_ms: int) -> list[bytes]:
        """See `gala.ports.Log.wait`; returns at most 500 lines at once."""
        reply = await self._waits.wait(
            *("XREAD", "COUNT", _PAGE, "BLOCK", max(1, timeout_ms)),
            *("STREAMS", self._keys.log, f"{start}-0"),
            timeout_ms=timeout_ms,
        )
        return _lines(reply[0][1]) if reply else []


def _lines(entries: list[tuple[bytes, list[bytes]]]) -> list[bytes]:
    return [fields[1] for _, fields in entries]
