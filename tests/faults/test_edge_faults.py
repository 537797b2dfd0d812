"""What befalls edges, done to real processes: their viewers miss no cue and are told no lie."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

from gala.client import Answer, Receipt
from gala.store.slots import HERE
from tests.faults.hall import STOCK, Hall, opened
from tests.plugins.waiting import until

VIEWERS = 40
ELSEWHERE_S = 10.0
STALE_S = 2.0
STORM = 300
STORM_S = 60.0


def workers(hall: Hall) -> list[int]:
    """Return the processes that serve viewers."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [
        int(pid) for pid, parent, args in rows if int(parent) == hall.edge.pid and "gala" in args
    ]


async def test_the_viewers_of_an_edge_that_is_killed_are_elsewhere_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path, VIEWERS) as hall:
        victim, _ = workers(hall)
        os.kill(victim, signal.SIGKILL)
        killed_s = time.monotonic()
        await until(lambda: any(guest.broke_s for guest in hall.guests))
        seq = await hall.cue()
        struck = [guest for guest in hall.guests if guest.broke_s]
        assert 0 < len(struck) < VIEWERS, "the kernel gave one edge all of them"
        await until(lambda: all(guest.back_s for guest in struck), 2 * ELSEWHERE_S)
        assert max(guest.back_s[0] for guest in struck) - killed_s <= ELSEWHERE_S
        await hall.all_have(seq)
        assert hall.missed() == []
        assert not any(guest.broke_s for guest in hall.guests if guest not in struck)
        # And it is there again, whoever comes next.
        await until(lambda: len(workers(hall)) == 2, 20.0)


async def test_an_edge_that_is_cut_from_the_store_says_so_and_confirms_nothing(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, VIEWERS) as hall:
        await hall.go("sale")
        await until(lambda: any(w.state == "open" for w in hall.guests[0].board.windows))
        first = await hall.guests[0].viewer.claim("sale")
        assert isinstance(first, Receipt)

        hall.line.cut()
        cut_s = time.monotonic()
        claims = [asyncio.create_task(guest.viewer.claim("sale")) for guest in hall.guests[1:3]]
        await until(lambda: all(guest.stale_s for guest in hall.guests))
        seq = await hall.cue()  # of which they hear nothing
        told_s = [guest.stale_s[0] - cut_s for guest in hall.guests]
        assert STALE_S <= max(told_s) <= STALE_S + 2.0
        await asyncio.sleep(0.5)
        assert not any(claim.done() for claim in claims)
        assert all((guest.witness.last_seq("main") or 0) < seq for guest in hall.guests)

        hall.line.mend()
        await hall.all_have(seq)
        answers = await asyncio.wait_for(asyncio.gather(*claims), 30.0)
        assert all(isinstance(answer, Receipt) for answer in answers)
        await until(lambda: all(guest.viewer.stale_since_ms is None for guest in hall.guests))
        assert not any(guest.broke_s for guest in hall.guests)
        assert hall.missed() == []


async def test_subscriptions_that_die_without_a_word_cost_no_cue(tmp_path: Path) -> None:
    async with opened(tmp_path, VIEWERS) as hall:
        assert hall.line.hush() >= 2, "each edge listens for ticks"
        silent_ms = hall.store.clock.now_ms()
        for _ in range(6):
            seq = await hall.cue()
        await hall.all_have(seq)
        # The edges make ticks of their own; the conductor's come again over a new subscription.
        await until(
            lambda: all(
                guest.viewer.tick is not None and guest.viewer.tick.now_ms > silent_ms
                for guest in hall.guests
            )
        )
        assert not any(guest.broke_s or guest.stale_s for guest in hall.guests)
        assert hall.missed() == []


async def test_a_store_that_dies_and_comes_back_costs_no_cue_and_no_socket(tmp_path: Path) -> None:
    async with opened(tmp_path, VIEWERS) as hall:
        await hall.go("sale")
        await until(lambda: any(w.state == "open" for w in hall.guests[0].board.windows))
        won = [await guest.viewer.claim("sale") for guest in hall.guests[:2]]
        await hall.server.kill()
        claims = [asyncio.create_task(guest.viewer.claim("sale")) for guest in hall.guests[:8]]
        await until(lambda: all(guest.stale_s for guest in hall.guests))
        assert not any(claim.done() for claim in claims)
        await hall.server.again()
        answers = await asyncio.wait_for(asyncio.gather(*claims), 30.0)
        assert answers[:2] == won
        assert len([one for one in answers if isinstance(one, Receipt)]) == STOCK
        assert {one.outcome for one in answers if isinstance(one, Answer)} == {"sold_out"}
        seq = await hall.cue()
        await hall.all_have(seq)
        assert not any(guest.broke_s for guest in hall.guests)
        assert hall.missed() == []


async def test_everybody_comes_back_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path, STORM) as hall:
        quiet = await commands(hall, 3.0)
        before, began_s = await total(hall), time.monotonic()
        for pid in workers(hall):
            os.kill(pid, signal.SIGKILL)
        await until(lambda: all(guest.back_s for guest in hall.guests), STORM_S)
        took_s = time.monotonic() - began_s
        asked = await total(hall) - before - quiet * took_s
        assert asked <= STORM, f"{asked:.0f} operations of the store for {STORM} who came back"
        seq = await hall.cue()
        await hall.all_have(seq)
        assert hall.missed() == []


async def total(hall: Hall) -> int:
    """Return how many commands the store has carried out."""
    told: bytes = await hall.server.calls.on(HERE, "INFO", "stats")
    line = next(line for line in told.decode().splitlines() if "total_commands_processed" in line)
    return int(line.partition(":")[2])


async def commands(hall: Hall, for_s: float) -> float:
    """Return how many commands a second there are when nothing happens."""
    before = await total(hall)
    await asyncio.sleep(for_s)
    return (await total(hall) - before) / for_s
