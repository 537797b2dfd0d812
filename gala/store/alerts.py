"""The journal of alerts in the store: one stream, and an entry's id says when it was written."""

from __future__ import annotations

import json

from gala.core.alerts import At, Entry, entry_of, fields_of
from gala.ports import StoreError
from gala.proof.canon import canonical
from gala.store.connection import Connections
from gala.store.keys import ShowKeys

_PAGE = 500
_READ_DEADLINE_MS = 5_000


class StoreAlerts:
    """`gala.ports.Alerts` in the store."""

    def __init__(self, calls: Connections, waits: Connections, show: str) -> None:
        self._calls = calls
        self._waits = waits
        self._key = ShowKeys(show).alerts

    async def append(self, entry: Entry) -> None:
        """See `gala.ports.Alerts.append`."""
        packed = canonical(fields_of(entry))
        await self._calls.write("XADD", self._key, "*", "entry", packed, key=self._key)

    async def journal(self, cursor: str) -> tuple[str, list[At]]:
        """See `gala.ports.Alerts.journal`."""
        entries: list[At] = []
        while True:
            page = await self._calls.call(
                *("XRANGE", self._key, f"({cursor}", "+", "COUNT", _PAGE),
                deadline_ms=_READ_DEADLINE_MS,
            )
            entries += [_at(*one) for one in page]
            cursor = page[-1][0].decode() if page else cursor
            if len(page) < _PAGE:
                return cursor, entries

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[At]]:
        """See `gala.ports.Alerts.wait`."""
        reply = await self._waits.wait(
            *("XREAD", "COUNT", _PAGE, "BLOCK", max(1, timeout_ms)),
            *("STREAMS", self._key, cursor),
            timeout_ms=timeout_ms,
        )
        page = reply[0][1] if reply else []
        return (page[-1][0].decode() if page else cursor), [_at(*one) for one in page]


def _at(name: bytes, fields: list[bytes]) -> At:
    try:
        return At(int(name.partition(b"-")[0]), entry_of(json.loads(fields[1])))
    except (ValueError, AttributeError, IndexError) as error:
        raise StoreError(f"the journal of alerts cannot be read: {error}") from None
