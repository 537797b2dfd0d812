"""The fan-out: what is due is merged, framed once, and written to every viewer's socket.

    follower, ticks ──> pending ──> ring, at the start of a sweep ──> targets, copied ──> slices

Whoever joins or drains in the course of a sweep gets a snapshot that has the sweep's cues already;
whoever was there before gets them from the sweep: each cue comes exactly once, in order. The
kernel's send is nine tenths of the cost, so nothing is done per viewer but the write.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Sequence
from time import perf_counter

from gala.core.shedding import BOARDS, FIGURES, HEARTS
from gala.ports import CueRecord
from gala.wire import messages
from gala.wire.messages import Tick

from . import framing
from .hall import Channel, Hall
from .secured import send_all
from .viewer import MISSED_MAIN, MISSED_ROOM, MISSED_STATE, Viewer
from .windows import Windows

log = logging.getLogger(__name__)

RECORDS_MAX = 1024
"""Cues that may wait for the sweep under way; then the stream waits."""


class FanOut:
    """Brings what comes from the store to the viewers of `hall`."""

    def __init__(self, hall: Hall, windows: Windows) -> None:
        self._hall = hall
        self._windows = windows
        self._records: dict[str, list[CueRecord]] = {}
        self._taken = asyncio.Event()
        self._wake = asyncio.Event()
        self._say_state = False
        self._tick: bytes | None = None
        self._tick_not_before_s = 0.0
        self.last_tick = Tick(0, 0, ())
        self.last_tick_s = hall.loop.time()
        self.worst_us = 0
        """The longest sweep since it was last set to 0, in microseconds of wall time."""

    def put(self, records: Sequence[CueRecord]) -> None:
        """Have `records` swept."""
        for record in records:
            self._records.setdefault(record.channel, []).append(record)
        if records:
            self._wake.set()

    async def room(self) -> None:
        """Return when there is room for more records."""
        while sum(map(len, self._records.values())) > RECORDS_MAX:
            self._taken.clear()
            await self._taken.wait()

    def tick(self, payload: bytes) -> None:
        """Have a packed tick swept, in place of one that still waits. Raises `WireError`."""
        self.last_tick = messages.read_tick(payload)
        self._windows.apply_tick(self.last_tick)
        self._hall.audience = self.last_tick.viewers
        self._hall.tally.ticks_shed += self._tick is not None
        self._tick = payload
        self._wake.set()

    def say_state(self, stale_since_ms: int | None) -> None:
        """Have everybody told that the edge has lost the show, or (None) has it back."""
        self._hall.stale_since_ms = stale_since_ms
        self._hall.claims.eligibility.state(stale_since_ms)
        self._hall.claims.stale = True  # until a sweep has brought the cues that came before this
        self._say_state = True
        self._wake.set()

    async def run(self) -> None:
        """Sweep whenever something is due, for ever."""
        while True:
            await self._wake.wait()
            try:
                await self.turn()
            except Exception:
                log.exception("a sweep")

    async def turn(self) -> None:
        """Sweep what is due now."""
        self._wake.clear()
        records, self._records = self._records, {}
        self._taken.set()
        hall = self._hall
        await self._sweep_main(records.pop("main", []))
        for room in hall.rooms.values():
            if due := records.pop(room.ring.channel, None):
                cues, frames = room.ring.apply(due)
                room.tally.apply(cues, len(room.members), hall.here)
                if frames is None:
                    frames = room.ring.snapshot(hall.clock.now_ms())
                await self._sweep(room, frames, MISSED_ROOM)
        for channel in records:
            log.error("cues of a channel that is not in the plan: %s", channel)

    async def _sweep_main(self, records: Sequence[CueRecord]) -> None:
        hall = self._hall
        missed = 0
        cues, frames = hall.main.ring.apply(records)
        for cue in cues:
            self._windows.apply(cue)
            hall.apply(cue)
            hall.presented.apply(cue)
            hall.feelings.apply(cue)
            hall.shedding.apply(cue)
        if frames is None:
            frames = hall.main.ring.snapshot(hall.clock.now_ms())
        if frames:
            missed |= MISSED_MAIN
        if self._say_state:
            self._say_state = False
            hall.claims.stale = hall.stale_since_ms is not None
            hall.state_sweep = hall.sweep + 1
            frames += hall.state_frame()
            missed |= MISSED_STATE
        frames += self._due_tick(alone=not frames)
        if frames:
            took_s = await self._sweep(hall.main, frames, missed)
            # Mere ticks take their share of a core and no more: fewer when viewers are many.
            rest_s = took_s / hall.limits.tick_share - took_s
            self._tick_not_before_s = hall.loop.time() + min(rest_s, hall.limits.tick_s)

    def _due_tick(self, alone: bool) -> bytes:
        hall, tick = self._hall, self._tick
        if tick is None:
            return b""
        now_s, level = hall.loop.time(), hall.shedding.level
        not_before_s = self._tick_not_before_s
        if level >= FIGURES:
            not_before_s = max(not_before_s, self.last_tick_s + hall.limits.tick_s)
        if alone and now_s < not_before_s:
            hall.loop.call_at(not_before_s, self._wake.set)
            return b""
        self._tick = None
        self.last_tick_s = now_s
        if level >= HEARTS:
            last = self.last_tick
            windows = last.windows if level < BOARDS else ()
            tick = messages.tick(last.now_ms, last.viewers, windows)
        return framing.binary(tick)

    async def _sweep(self, channel: Channel, frames: bytes, missed: int) -> float:
        """Write `frames` to all who follow `channel` now; return the seconds it took."""
        hall = self._hall
        begun_s = perf_counter()
        hall.sweep += 1
        number, size = hall.sweep, hall.limits.slice_viewers
        main = channel is hall.main
        targets = list(channel.members)
        writes = 0
        for start in range(0, len(targets), size):
            if start:
                await asyncio.sleep(0)  # claims are read between the slices
            part = targets[start : start + size]
            if main:
                part = [viewer for viewer in part if viewer.main_since < number]
            else:
                part = [viewer for viewer in part if viewer.room_since < number]
            writes += (send_all if hall.secure else write_all)(part, frames, missed)
        took_s = perf_counter() - begun_s
        hall.tally.swept(took_s, writes, framing.count(frames), len(frames))
        hall.shedding.swept(took_s)
        self.worst_us = max(self.worst_us, int(took_s * 1e6))
        return took_s


def write_all(viewers: Sequence[Viewer], frames: bytes, missed: int) -> int:
    """Write `frames` to each viewer's socket; `missed` is what those who are behind miss by it.

    Return how many viewers it was written to.

    Never yields. A viewer who left has `fd` -1, so a number that the system has given to another
    socket meanwhile is not written to.
    """
    write, size = os.write, len(frames)
    skipped = 0
    collecting = gc.isenabled()
    gc.disable()
    try:
        for viewer in viewers:
            try:
                sent = write(viewer.fd, frames)
            except BlockingIOError:
                sent = 0
            except OSError:
                viewer.skipped(missed)
                skipped += 1
                continue
            if sent != size:
                viewer.send_rest(memoryview(frames)[sent:])
    finally:
        if collecting:
            gc.enable()
    return len(viewers) - skipped
