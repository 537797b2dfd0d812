"""Which slot of a cluster a command belongs to, and which node serves which slot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot

Argument = bytes | str | int

SLOTS: int = REDIS_CLUSTER_HASH_SLOTS

PROBES_MAX = 1_000
"""Keys that are tried to find one for each node; a node with hardly a slot is left out."""

_KEYLESS = frozenset(
    {
        *("ACL", "CLIENT", "CLUSTER", "CONFIG", "DBSIZE", "DEBUG", "ECHO", "FLUSHALL", "FUNCTION"),
        *("INFO", "MEMORY", "PING", "REPLICAOF", "SHUTDOWN", "TIME", "WAIT"),
    }
)
# Where their first key stands.
_KEY_AT = {"FCALL": 3, "EVAL": 3}


class Node(NamedTuple):
    """Where a node is reached; without a host, where the URL says."""

    host: str = ""
    port: int = 0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}" if self.host else "the store"


HERE = Node()
"""The store of a URL that is no cluster."""

Table = list[Node | None]
"""The node of each slot."""


def key_of(command: Sequence[Argument]) -> bytes | None:
    """Return the first key of a command, as gala makes them; None when it has none."""
    name = _text(command[0]).upper()
    if name in _KEYLESS:
        return None
    if name == "XREAD":
        return _bytes(command[[_text(one).upper() for one in command].index("STREAMS") + 1])
    at = _KEY_AT.get(name, 1)
    if len(command) <= at or (at == 3 and not int(command[2])):
        return None
    return _bytes(command[at])


def slot_of(key: bytes) -> int:
    """Return the slot of a key, which is that of its hash tag when it has one."""
    return key_slot(key)


def table_of(reply: Sequence[Sequence[Any]], host: str) -> Table:
    """Read what CLUSTER SLOTS answers; `host` is where it was asked.

    A node that does not know its own address is where it was asked.
    """
    table: Table = [None] * SLOTS
    for first, last, primary, *_ in reply:
        told = primary[0].decode() if primary[0] else ""
        node = Node(told if told not in ("", "?") else host, int(primary[1]))
        table[first : last + 1] = [node] * (last - first + 1)
    return table


def probes(tag: str, table: Table) -> Mapping[Node, str]:
    """Return for each node a key that it serves; all begin with `{tag:promise-`."""
    wanted = {node for node in table if node is not None}
    found: dict[Node, str] = {}
    for number in range(PROBES_MAX):
        if len(found) == len(wanted):
            break
        key = f"{{{tag}:promise-{number}}}:probe"
        node = table[slot_of(key.encode())]
        if node is not None:
            found.setdefault(node, key)
    return found


def _text(one: Argument) -> str:
    return one.decode("latin-1") if isinstance(one, bytes) else str(one)


def _bytes(one: Argument) -> bytes:
    return one if isinstance(one, bytes) else str(one).encode()
