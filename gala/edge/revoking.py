"""Ticket keys that were taken out: who came in by one is sent away, at a pace.

It is told to get another ticket, and comes back at once with that. So this is done no faster than
the door lets people in, unless a full house would take too long: nobody is in by a key that leaked
for more than half a minute.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import ceil

from gala.wire.tickets import TicketKey

from .hall import Hall

SPREAD_S = 30.0
"""After so long all are gone, however many they were."""

STEP_S = 0.05


async def send_away(hall: Hall, trusts: Callable[[TicketKey | None], bool]) -> None:
    """Close every viewer of `hall` whose ticket's key is not trusted now.

    A key that comes back meanwhile closes nobody any more. Cancel it to begin anew.
    """
    leaving = [one for one in hall.main.members if one.counted and not trusts(one.key)]
    hall.rng.shuffle(leaving)
    size = step_size(len(leaving), hall)
    for start in range(0, len(leaving), size):
        if start:
            await asyncio.sleep(STEP_S)
        for viewer in leaving[start : start + size]:
            if not trusts(viewer.key):
                viewer.revoke()


def step_size(leaving: int, hall: Hall) -> int:
    """Return how many of `leaving` go in one step."""
    limits = hall.limits
    per_s = limits.tls_handshakes_per_s if hall.secure else limits.handshakes_per_s
    size = max(min(leaving, per_s * STEP_S), leaving * STEP_S / SPREAD_S, 1)
    return min(ceil(size), limits.slice_viewers)
