"""The ports of the bench are enough for an edge."""

from __future__ import annotations

import asyncio

import pytest

from gala.edge.bench.ports import BenchCues, bench_plan, bench_ports
from gala.ports import CueRecord, StoreDown


async def test_a_cue_comes_at_once() -> None:
    cues = BenchCues()
    record = CueRecord("main", 1, 1, b"")
    waiting = asyncio.ensure_future(cues.wait("0", 1000))
    await cues.publish(1, [record])
    assert await waiting == ("0", [record])
    assert await cues.wait("0", 1) == ("0", [])
    cues.put(record, record)
    assert await cues.wait("0", 1) == ("0", [record, record])


async def test_there_is_nothing_else() -> None:
    ports = bench_ports(BenchCues())
    with pytest.raises(StoreDown):
        await ports.ledger.claim("w", 1, [])
    assert await ports.counters.next_tick(1) is None
    assert await ports.counters.reports() == []
    now_ms = ports.clock.now_ms()
    await ports.clock.sleep_until(now_ms + 2)
    assert ports.clock.now_ms() >= now_ms + 2
    assert bench_plan().delay_max_ms == 0
