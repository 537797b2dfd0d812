"""Commands of the real store's own code, answered by the model.

What `gala.store.connection.Connections` is to `StoreOrders` and `StorePlatform`: they play here as
they are. Only what they ask is known; anything else is a fault of the simulator.
"""

from __future__ import annotations

from typing import Any

from gala.sim.store_calls import Calls
from gala.sim.store_ledger import _records
from gala.sim.store_windows import shard_name
from gala.store.connection import DEADLINE_MS, Argument

_ORDERS = "orders"


class ModelConnections:
    """`call` and `write` of `gala.store.connection.Connections`, over the model."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def write(self, *command: Argument, key: str, deadline_ms: int = DEADLINE_MS) -> Any:
        """See `Connections.write`."""
        return await self.call(*command, deadline_ms=deadline_ms)

    async def call(self, *command: Argument, deadline_ms: int = DEADLINE_MS) -> Any:
        """See `Connections.call`."""
        match command:
            case ("FCALL", str(name), int(keys), str(key), *_):
                return await self._asked(deadline_ms, name, key, *command[3 + keys :])
            case ("XRANGE", str(journal), str(after), "+", "COUNT", int(count)):
                return await self._range(deadline_ms, journal, after, count)
            case ("HGET", str(key), str(name)):
                [value] = await self._asked(deadline_ms, "orders_fields", _whose(key), name)
                return value
            case ("HMGET", str(key), *names):
                return await self._asked(deadline_ms, "orders_fields", _whose(key), *names)
            case ("HGETALL", str(key)):
                return await self._asked(deadline_ms, "orders_totals", _whose(key))
            case ("XLEN", str(key)):
                return await self._asked(deadline_ms, "orders_length", _whose(key))
        raise AssertionError(f"the model does not know {command[0]!r}")

    async def _range(
        self, deadline_ms: int, journal: str, after: str, count: int
    ) -> list[tuple[bytes, list[bytes]]]:
        last = "0" if after == "-" else after.removeprefix("(")
        _, window, part = journal[1 : journal.index("}")].split(":")
        if part == _ORDERS:
            page = await self._asked(deadline_ms, "orders_entries", _whose(journal), last, count)
            return [(name.encode(), [b"e", line]) for name, line in page]
        given = await self._asked(
            deadline_ms, "journal_read", shard_name(window, int(part)), last, count
        )
        return list(_records(given))

    async def _asked(self, deadline_ms: int, name: str, *args: object) -> Any:
        return await self._calls.call(name, *args, deadline_ms=deadline_ms)


def _whose(key: str) -> str:
    """Return the first of a window's keys, which the model has its orders under."""
    return f"{key[: key.index('}') + 1]}:{_ORDERS}"
