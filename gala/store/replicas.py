"""When a write counts: which ones wait until replicas have them, until how many, for how long.

The simulator's store (`gala.sim.store_calls`) goes by the same rules.
"""

from __future__ import annotations

UNREPLICATED = frozenset(
    {"edge_report", "feelings_count", "show_listed", "command_send", "command_answer"}
)
"""Writes that wait for no replica: they are figures, or are said again by who asked."""

SURE_READS = frozenset({"window_state"})
"""Reads that wait as writes do: what they say is told to everybody, and must not become untrue."""

REPLICATED_MS = 500
"""How long an answer waits for the replicas that it needs."""


def needed(replicas: int) -> int:
    """Return how many of so many connected replicas must have a write: all of two, else most."""
    return replicas if replicas <= 2 else replicas // 2 + 1


def too_few(wanted: int) -> str:
    """Say why a write does not count, though it was done."""
    return f"it is written, but fewer than {wanted} replicas have it"


def barrier(key: str) -> str:
    """Return the key that is set behind a call on `key`, on the same node of a cluster.

    WAIT waits for the last write of *its connection*. A call that finds all done already (an
    earlier receipt, a line that stands) writes nothing, so on a connection that has written nothing
    WAIT would answer at once, whatever the replicas lack. The write of this key always comes last.
    """
    tag, closed, _ = key.partition("}")
    return f"{tag}{closed}:barrier"
