"""What keeps an edge with the show: the cues, the ticks, and what it says of itself.

Each is one loop that outlives every fault of the store. The socket to the store may hang without an
error, so it is not an error that makes the edge stale but two seconds without an answer.
"""

from __future__ import annotations

import asyncio
import logging

from gala.core.feelings import NONE
from gala.ports import Clock, Counters, CueStream, EdgeReport, StoreError
from gala.wire import messages
from gala.wire.codec import WireError

from .hall import Hall
from .sweep import FanOut

log = logging.getLogger(__name__)

TICK_WAIT_MS = 1_000
_HUNG_S = 5.0
"""The store keeps its own deadlines; this one is for the day when it does not."""
_AGAIN_S = (0.1, 0.5)


class Follower:
    """Reads the stream of cues and hands them to the fan-out."""

    def __init__(self, cues: CueStream, hall: Hall, fan_out: FanOut) -> None:
        self._cues = cues
        self._hall = hall
        self._fan_out = fan_out
        self._cursor = "0"
        self.heard_s = hall.loop.time()

    async def catch_up(self) -> None:
        """Fill the rings with all there is, before anybody listens. Raises `StoreError`."""
        while True:
            self._cursor, records = await self._cues.wait(self._cursor, 1)
            if not records:
                break
            self._fan_out.put(records)
            await self._fan_out.turn()
        self.heard_s = self._hall.loop.time()

    async def run(self) -> None:
        """Follow, for ever."""
        hall = self._hall
        failing = False
        while True:
            # Twice within the time after which silence means that the store is gone; at once when
            # all that is to be known is whether it is back.
            wait_ms = 1 if failing else int(hall.limits.stale_s * 500)
            try:
                async with asyncio.timeout(_HUNG_S):
                    cursor, records = await self._cues.wait(self._cursor, wait_ms)
            except (StoreError, TimeoutError) as error:
                if not failing:
                    log.warning("the cues do not come: %s", str(error) or "the store hangs")
                failing = True
                # Another store may answer next, and what it lacks of the old one's cues may get
                # the same ids again. The ring knows what it has: one reading tells all.
                self._cursor = "0"
                await asyncio.sleep(hall.rng.uniform(*_AGAIN_S))
                continue
            except Exception:
                log.exception("following the cues")
                await asyncio.sleep(1)
                continue
            self.heard_s = hall.loop.time()
            self._cursor = cursor
            self._fan_out.put(records)
            await self._fan_out.room()
            if failing and records:
                continue  # a page of what we have; what is new may be on the next
            failing = False
            if hall.stale_since_ms is not None:
                log.warning("the show is back")
                self._fan_out.say_state(None)

    def look(self, clock: Clock) -> None:
        """Say that the edge is stale when it is. Called a few times a second."""
        hall = self._hall
        silent_s = hall.loop.time() - self.heard_s
        if hall.stale_since_ms is None and silent_s > hall.limits.stale_s:
            log.error("the show is lost: no answer of the store for %.1f s", silent_s)
            self._fan_out.say_state(clock.now_ms() - int(silent_s * 1000))


class Ticks:
    """Passes ticks on, and makes some when none come: a silent line looks broken to viewers."""

    def __init__(self, counters: Counters, hall: Hall, fan_out: FanOut) -> None:
        self._counters = counters
        self._hall = hall
        self._fan_out = fan_out

    async def run(self) -> None:
        """Pass them on, for ever."""
        while True:
            try:
                async with asyncio.timeout(_HUNG_S):
                    payload = await self._counters.next_tick(TICK_WAIT_MS)
                if payload is not None:
                    self._fan_out.tick(payload)
            except (StoreError, TimeoutError):
                await asyncio.sleep(self._hall.rng.uniform(*_AGAIN_S))
            except WireError as error:
                log.error("a tick is none: %s", error)
            except Exception:
                log.exception("passing ticks on")
                await asyncio.sleep(1)

    def look(self, clock: Clock) -> None:
        """Make a tick of the last figures when none has come. Called a few times a second."""
        fan_out, hall = self._fan_out, self._hall
        if hall.loop.time() - fan_out.last_tick_s > hall.limits.tick_s:
            last = fan_out.last_tick
            figures = (last.viewers, last.windows, last.hearts, last.rooms)
            fan_out.tick(messages.tick(clock.now_ms(), *figures))


async def report(edge: str, counters: Counters, hall: Hall, fan_out: FanOut) -> None:
    """Say once a second how this edge is and what its viewers feel, for ever."""
    # An edge may come again under its name: what it counts then is another's.
    life, said = f"{edge} {hall.clock.now_ms()}", NONE
    while True:
        await asyncio.sleep(1)
        sweep_us, fan_out.worst_us = fan_out.worst_us, 0
        try:
            async with asyncio.timeout(_HUNG_S):
                await counters.report(
                    EdgeReport(
                        edge=edge,
                        at_ms=hall.clock.now_ms(),
                        viewers=tuple((o.id, hall.per_outlet[o.id]) for o in hall.plan.outlets),
                        behind=hall.behind,
                        seq=hall.main.ring.seq,
                        sweep_us=sweep_us,
                        skew=hall.presented.skews(),
                        rooms=hall.room_counts(),
                        level=hall.shedding.level,
                        lag_ms=hall.shedding.lag_ms,
                    )
                )
                if (feelings := hall.feelings.counts()) != said:
                    await counters.count(life, feelings)
                    said = feelings
        except (StoreError, TimeoutError):
            continue  # figures may be lost; the follower says that the store is away
        except Exception:
            log.exception("reporting")
