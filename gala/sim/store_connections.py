"""Commands of the real store's own code, answered by the model.

What `gala.store.connection.Connections` is to `StoreOrders`, `StorePlatform` and `StoreGuarantees`:
they play here as they are. Only what they ask is known; anything else is a fault of the simulator.
"""

from __future__ import annotations

from typing import Any

from gala.sim.store_calls import Calls
from gala.sim.store_guarantees import Line
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
        return await self._done(command, deadline_ms, sure=True)

    async def call(self, *command: Argument, deadline_ms: int = DEADLINE_MS) -> Any:
        """See `Connections.call`."""
        return await self._done(command, deadline_ms, sure=False)

    async def _done(self, command: tuple[Argument, ...], deadline_ms: int, sure: bool) -> Any:
        async def asked(name: str, *args: object) -> Any:
            return await self._calls.call(name, *args, deadline_ms=deadline_ms, sure=sure)

        match command:
            case ("FCALL", str(name), int(keys), str(key), *_):
                return await asked(name, key, *command[3 + keys :])
            case ("XRANGE", str(journal), str(after), "+", "COUNT", int(count)):
                last = "0" if after == "-" else after.removeprefix("(")
                _, *tag = journal[1 : journal.index("}")].split(":")
                if not tag:
                    lines = await asked("guarantees_entries", last, count)
                    return [(name.encode(), _told(line)) for name, line in lines]
                window, part = tag
                if part == _ORDERS:
                    page = await asked("orders_entries", _whose(journal), last, count)
                    return [(name.encode(), [b"e", line]) for name, line in page]
                shard = shard_name(window, int(part))
                return list(_records(await asked("journal_read", shard, last, count)))
            case ("HGET", str(key), str(name)):
                [value] = await asked("orders_fields", _whose(key), name)
                return value
            case ("HMGET", str(key), *names):
                return await asked("orders_fields", _whose(key), *names)
            case ("HGETALL", str(key)):
                return await asked("orders_totals", _whose(key))
            case ("XLEN", str(key)):
                return await asked("orders_length", _whose(key))
        raise AssertionError(f"the model does not know {command[0]!r}")


def _told(line: Line) -> list[bytes]:
    at_ms, entry, said = line
    return [b"at_ms", b"%d" % at_ms, b"entry", entry, *([b"said", said.encode()] if said else [])]


def _whose(key: str) -> str:
    """Return the first of a window's keys, which the model has its orders under."""
    return f"{key[: key.index('}') + 1]}:{_ORDERS}"
