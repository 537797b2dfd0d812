"""What freezing a window costs: the archive's process, and how little the show notices of it.

A real server holds the journal of so many entries; the archive reads it, builds the tree and draws
from it, while a ticker in this loop sees how late it is woken. The bare loop beside it hashes as
often, and does nothing else.
"""

from __future__ import annotations

import asyncio
import hashlib
import resource
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from gala.ports import WindowTree
from gala.proof.rules import DrawRule
from gala.store.archive import StoreArchive
from gala.store.connection import Connections
from gala.store.embedded import EmbeddedStore
from gala.store.keys import ShowKeys
from gala.store.sharded import CLAIM_ID_BYTES

SHOW, WINDOW, OUTLET = "bench", "grand-draw", "app"
BATCH = 64
PIPELINE = 200
TICK_S = 0.002
AT_MS = 1_623_762_091_532
RULE = DrawRule((("first", 1, 100),), alternates=100)


@dataclass(frozen=True, slots=True)
class Report:
    """Seconds of wall time, of the archive's CPU from its start on, and this loop's worst lag."""

    entries: int
    freeze_s: float
    archive_cpu_s: float
    hashing_s: float
    draw_s: float
    proof_bytes: int
    lag_ms: float

    @property
    def ratio(self) -> float:
        """The archive's CPU time to that of the bare hashing loop."""
        return self.archive_cpu_s / self.hashing_s


async def run(entries: int, progress: Callable[[str], None]) -> Report:
    """Measure with so many entries. Raises `StoreError`."""
    with tempfile.TemporaryDirectory(prefix="gala-bench-") as folder:
        async with EmbeddedStore(Path(folder)) as store:
            progress(f"writing a journal of {entries} entries …")
            await _fill(store.url, entries)
            progress("freezing …")
            return await _measured(store.url, entries)


async def _measured(url: str, entries: int) -> Report:
    tree = WindowTree(WINDOW, 1, ((OUTLET, 0, entries),))
    archive = StoreArchive(url, SHOW)
    lag = _Lag()
    try:
        await archive.start()
        ticking = asyncio.create_task(lag.run())
        begun_s, before_s = perf_counter(), _ended_cpu_s()
        await archive.freeze(tree)
        freeze_s = perf_counter() - begun_s
        begun_s = perf_counter()
        await archive.places(tree, bytes(32), RULE)
        draw_s = perf_counter() - begun_s
        ticking.cancel()
        bundle = await archive.entry(tree, OUTLET, entries // 2)
        assert bundle is not None
    finally:
        await archive.aclose()
    cpu_s = _ended_cpu_s() - before_s
    return Report(entries, freeze_s, cpu_s, _hashing_s(entries), draw_s, len(bundle), lag.worst_ms)


class _Lag:
    """How late this loop wakes who sleeps."""

    def __init__(self) -> None:
        self.worst_ms = 0.0

    async def run(self) -> None:
        while True:
            begun_s = perf_counter()
            await asyncio.sleep(TICK_S)
            self.worst_ms = max(self.worst_ms, (perf_counter() - begun_s - TICK_S) * 1000)


def _hashing_s(entries: int) -> float:
    """Return the CPU time of as many hashes as the tree has nodes, and nothing else."""
    message, sha256 = bytes(81), hashlib.sha256
    begun_s = process_time()
    for _ in range(2 * entries):
        sha256(message).digest()
    return process_time() - begun_s


def _ended_cpu_s() -> float:
    """Return the CPU time of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def _fill(url: str, entries: int) -> None:
    """Write the journal as the ledger's function would have."""
    calls = Connections(url)
    journal = ShowKeys(SHOW).window(WINDOW, 0).journal
    await calls.call("CONFIG", "SET", "appendfsync", "no")
    written = 0
    while written < entries:
        commands: list[tuple[bytes | str, ...]] = []
        for _ in range(PIPELINE):
            pairs: list[bytes] = []
            for number in range(written + 1, min(written + BATCH, entries) + 1):
                claim_id = number.to_bytes(CLAIM_ID_BYTES, "big")
                pairs += (
                    hashlib.sha256(claim_id).hexdigest()[:32].encode(),
                    b"%d 1 1 0 %d %b%b" % (number, AT_MS, claim_id, OUTLET.encode()),
                )
            if not pairs:
                break
            commands.append(("XADD", journal, "*", *pairs))
            written += len(pairs) // 2
        await asyncio.gather(*(calls.call(*one, deadline_ms=30_000) for one in commands))
    await calls.aclose()
