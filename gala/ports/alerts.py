"""The journal of alerts and of messages to the host."""

from __future__ import annotations

from typing import Protocol

from gala.core.alerts import At, Entry


class Alerts(Protocol):
    """What the crew's consoles share of what was said on air, by the rules of `gala.core.alerts`.

    Each call raises `StoreDown`: then the same may be made again, for an entry that was written
    twice counts once.
    """

    async def append(self, entry: Entry) -> None:
        """Write an entry; durable before it returns. Its instant is the store's own."""

    async def journal(self, cursor: str) -> tuple[str, list[At]]:
        """Return all entries after `cursor` ("0" is the beginning) and the new cursor."""

    async def wait(self, cursor: str, timeout_ms: int) -> tuple[str, list[At]]:
        """As `journal`, but wait up to `timeout_ms` for the first, and return 500 at most."""
