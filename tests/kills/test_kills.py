"""Conductors, edges and the store are killed and frozen at random moments in open windows.

Four nights at a time, five kills each, over real processes. GALA_SOAK=1 makes ten times as many.
A night that fails prints its seed and what was done; GALA_KILLS_SEED=<seed> plays it alone.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from pathlib import Path

import pytest

from tests.kills.faults import KILLS_A_NIGHT, faults
from tests.kills.holding import hold
from tests.kills.night import Night, played
from tests.kills.roles import processes
from tests.plugins.waiting import runs, until

KILLS = 200 if os.environ.get("GALA_SOAK") else 20
AT_ONCE = 4
ENDS_S = 10.0


def seeds() -> list[int]:
    """The seed that was asked for, or as many new ones as it takes."""
    if given := os.environ.get("GALA_KILLS_SEED"):
        return [int(given)]
    return [secrets.randbelow(1_000_000) for _ in range(KILLS // KILLS_A_NIGHT)]


async def test_nothing_is_lost_or_given_twice_whoever_dies(tmp_path: Path) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(seed: int) -> Night:
        async with turns:
            return await survived(tmp_path / str(seed), seed)

    nights = await asyncio.gather(*map(one, seeds()))
    told = [guest for night in nights for guest in night.guests]
    assert sum(len(guest.witness.receipts) for guest in told) > len(nights), "nobody got anything"
    assert all(len(night.done) == KILLS_A_NIGHT for night in nights)


async def survived(folder: Path, seed: int) -> Night:
    """Play a night and look at what is left of it."""
    try:
        async with played(folder, seed) as night:
            await hold(night)
        await nothing_is_left(night)
    except BaseException as error:
        again = f"GALA_KILLS_SEED={seed} .venv/bin/pytest tests/kills"
        error.add_note("\n".join([f"seed {seed}: {again}", *map(str, faults(seed))]))
        print(f"failed with seed {seed}: {again}")
        raise
    print(f"seed {seed}: {'; '.join(night.done)}; over {night.ended_late_ms} ms late")
    return night


async def nothing_is_left(night: Night) -> None:
    """Every process has ended, in order if it was asked to, and nobody listens any more."""
    assert set(night.statuses.values()) == {0}, night.statuses
    orphans = [pid for role in night.roles.values() for pid in role.orphans]
    await until(lambda: not any(map(runs, orphans)), ENDS_S)
    assert [line for _, _, line in processes() if f"--show {night.show} " in line] == []
    assert not runs(night.server.embedded.pid)
    for url in night.urls:
        port = int(url.rpartition(":")[2].partition("/")[0])
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


def test_a_seed_tells_who_is_struck_and_when() -> None:
    assert faults(7) == faults(7)
    assert faults(7) != faults(8)
    struck = {fault.who for seed in range(40) for fault in faults(seed)}
    assert struck == {"leader", "standby", "edge 0", "edge 1", "store"}
    zombies = [fault for seed in range(40) for fault in faults(seed) if fault.who == "leader"]
    assert all(fault.frozen_ms == 0 or fault.frozen_ms > 2_000 for fault in zombies)
