from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from gala.crowd.bench.watchers import Watchers
from gala.edge.bench.stand import Stand
from gala.edge.bench.tls import believing
from gala.ports import CueRecord
from gala.wire import messages


@pytest.mark.parametrize("tls", [False, True])
async def test_takes_are_presented_at_their_instant_by_each_clock(tls: bool) -> None:
    loop = asyncio.get_running_loop()
    async with Stand(3, tls) as stand:
        clock = stand.edge._ports.clock
        believed = believing(stand.cert) if stand.cert else None
        with Watchers(believed) as watchers, ThreadPoolExecutor(1) as pool:
            await loop.run_in_executor(pool, watchers.connect, stand.edge.port, stand.key, 3)
            assert 0 < await loop.run_in_executor(pool, watchers.clocks) < 1_000
            watching = loop.run_in_executor(pool, watchers.watch, 1.0)
            for seq, ahead_ms in ((1, 300), (2, -50)):
                at_ms = clock.now_ms() + ahead_ms
                body = [["s", "host", ["", ""], [], []], at_ms + 60_000, None]
                frame = messages.cue("main", 1, seq, at_ms, "take", body)
                stand.cues.put(CueRecord("main", 1, seq, frame))
            watched = await watching
    assert watched.presented == 6
    assert watched.late_arrivals == 3
    late_ms = sorted(watched.late_ms)
    assert all(-5 < late < 500 for late in late_ms)
    assert late_ms[-1] >= 40  # the one that came late
