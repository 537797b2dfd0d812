"""What a claim costs the store: the ledger's own calls, and beside them what it cannot do without.

    claims   64 claims a call: receipts looked up, stock counted, receipts and journal written
    bare     HMGET, XADD and HSET with as many bytes: looked up and kept, and nothing decided

Both in the same run, in turn, on a real server that has each on disk before it answers; the figure
is that process's CPU time, user and system, as it tells it itself. Claims a second of the store's
CPU are what one core of a store can decide; the ratio is what does not depend on the machine.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from gala.core.plan import ENTRIES_MAX
from gala.ports import Claim, OutletWindow, Won
from gala.store import functions
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.keys import ShowKeys
from gala.store.ledger import StoreShards
from gala.store.sharded import CLAIM_ID_BYTES

SHOW, WINDOW, OUTLET = "bench", "grand-seckill", "app"
BATCH = 64
IN_FLIGHT = 32
WARM_UP = 1
"""Rounds that are not counted."""

_FAR_MS = 1 << 42
_DEADLINE_MS = 30_000


@dataclass(frozen=True, slots=True)
class Report:
    """Claims a second of the store's CPU, round by round; `ratio` is its CPU to the bare one's."""

    batch: int
    claims: int
    rounds_per_s: tuple[float, ...]
    median_per_s: float
    best_per_s: float
    bare_per_s: float
    ratio: float


async def run(batches: int, rounds: int, progress: Callable[[str], None]) -> Report:
    """Measure `rounds` of so many batches, each of new viewers. Raises `StoreError`."""
    with tempfile.TemporaryDirectory(prefix="gala-bench-") as folder:
        async with EmbeddedStore(Path(folder)) as store:
            calls = Connections(store.url, limit=IN_FLIGHT)
            try:
                return await _measured(calls, batches, rounds, progress)
            finally:
                await calls.aclose()


async def _measured(
    calls: Connections, batches: int, rounds: int, progress: Callable[[str], None]
) -> Report:
    await functions.load(calls)
    ledger = StoreShards(calls, calls, SHOW)
    rows = [OutletWindow(OUTLET, 0, _FAR_MS, ENTRIES_MAX)]
    await ledger.open(1, WINDOW, 1, 100, rows, (0, 1))
    rng = Random(1)

    async def claim(claims: Sequence[Claim]) -> None:
        decisions = await ledger.claim(WINDOW, 1, claims, (0, 1), _DEADLINE_MS)
        if not all(isinstance(decision, Won) for decision in decisions):
            raise RuntimeError("a claim of the bench got nothing")

    ours, bare = [], []
    for number in range(WARM_UP + rounds):
        progress(f"store: round {number + 1} of {WARM_UP + rounds}")
        work = [_claims(rng) for _ in range(batches)]
        ours.append(await _cpu_s(calls, work, claim))
        bare.append(await _cpu_s(calls, work, lambda claims: _keep(calls, claims)))
    ours, bare = ours[WARM_UP:], bare[WARM_UP:]
    speeds = tuple(round(batches * BATCH / cpu_s, 1) for cpu_s in ours)
    bare_s = statistics.median(bare)
    return Report(
        BATCH, batches * BATCH, speeds, statistics.median(speeds), max(speeds),
        round(batches * BATCH / bare_s, 1), statistics.median(ours) / bare_s,
    )  # fmt: skip


def _claims(rng: Random) -> list[Claim]:
    return [
        Claim(rng.randbytes(16).hex(), OUTLET, rng.randbytes(CLAIM_ID_BYTES)) for _ in range(BATCH)
    ]


async def _keep(calls: Connections, claims: Sequence[Claim]) -> None:
    """Keep as many receipts of the same length, and one journal entry, and decide nothing."""
    keys = ShowKeys(SHOW).window("bare", 0)
    records = [b"1623762091532-0 63 64 1 1 1 100 1623762091532 " + one.claim_id for one in claims]
    pairs = [
        value
        for claim, record in zip(claims, records, strict=True)
        for value in (claim.viewer, record)
    ]
    await calls.call("HMGET", keys.receipts, *pairs[::2], deadline_ms=_DEADLINE_MS)
    await calls.call("XADD", keys.journal, "*", *pairs, deadline_ms=_DEADLINE_MS)
    await calls.call("HSET", keys.receipts, *pairs, deadline_ms=_DEADLINE_MS)


async def _cpu_s(
    calls: Connections,
    work: Sequence[Sequence[Claim]],
    do: Callable[[Sequence[Claim]], Awaitable[None]],
) -> float:
    """Have all of `work` done, some at once; return the CPU seconds that the store needed."""
    left = iter(work)

    async def hand() -> None:
        for claims in left:
            await do(claims)

    before_s = await used_cpu_s(calls)
    await asyncio.gather(*(hand() for _ in range(IN_FLIGHT)))
    return await used_cpu_s(calls) - before_s


async def used_cpu_s(calls: Connections) -> float:
    """Return the CPU time that the store's process has used, user and system, with all threads."""
    told = dict(
        line.split(":", 1)
        for line in (await calls.call("INFO", "cpu")).decode().splitlines()
        if ":" in line
    )
    return float(told["used_cpu_user"]) + float(told["used_cpu_sys"])
