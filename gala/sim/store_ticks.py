"""Who listens for ticks, by connection: whoever is not there misses them."""

from __future__ import annotations

from collections import deque
from collections.abc import Set

KEPT = 1_000
"""Messages that wait for a listener who does not come for them; then its connection is ended."""

Connection = tuple[str, int]
"""A listener's name and the number of its connection: a new one replaces the older."""


class Listeners:
    """The subscribed connections, and what came for each while nobody waited on it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._messages: dict[str, deque[bytes]] = {}

    def subscribe(self, connection: Connection) -> None:
        """Listen from now on."""
        name, number = connection
        self._numbers[name] = number
        self._messages[name] = deque()

    def listens(self, connection: Connection) -> bool:
        """Say whether this connection is still subscribed."""
        return self._numbers.get(connection[0]) == connection[1]

    def next(self, connection: Connection) -> bytes | None:
        """Return the oldest message that waits, None when none does."""
        messages = self._messages[connection[0]]
        return messages.popleft() if messages else None

    def publish(self, message: bytes, besides: Set[str]) -> int:
        """Keep `message` for all listeners besides some; return how many listen."""
        for name, messages in list(self._messages.items()):
            if name in besides:
                continue
            if len(messages) < KEPT:
                messages.append(message)
            else:
                self._drop(name)
        return len(self._messages)

    def end(self) -> None:
        """End every connection."""
        self._numbers.clear()
        self._messages.clear()

    def _drop(self, name: str) -> None:
        del self._numbers[name], self._messages[name]
