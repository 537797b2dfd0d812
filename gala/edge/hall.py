"""What all viewers of an edge share: the channels and who follows them, the clocks, the figures."""

from __future__ import annotations

import asyncio
from collections import Counter
from math import ceil
from random import Random
from typing import TYPE_CHECKING

from gala.core.plan import Plan
from gala.core.visits import RoomCount
from gala.ports import BoundedClock
from gala.wire import messages
from gala.wire.steps import Cue

from . import framing
from .claims import Claims
from .entrance import Entrance
from .feelings import FeelingCounts
from .handshake import Door, Query
from .limits import Limits
from .presented import PresentedCounts
from .ring import Ring
from .rooms import RoomTally
from .shedding import Shedding
from .wheel import Wheel

if TYPE_CHECKING:
    from .opening import Opening
    from .securing import Securing
    from .viewer import Viewer


CLOCK_ERROR_MS_MAX = 60_000


class Channel:
    """A channel's history and its followers, in the order in which they came."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.members: dict[Viewer, None] = {}


class Room(Channel):
    """A room: a channel that lets in so many and counts who came."""

    def __init__(self, ring: Ring, tally: RoomTally) -> None:
        super().__init__(ring)
        self.tally = tally


class Hall:
    """The viewers of one edge."""

    def __init__(
        self,
        plan: Plan,
        show_key: bytes,
        clock: BoundedClock,
        limits: Limits,
        door: Door,
        claims: Claims,
        rng: Random,
    ) -> None:
        self.plan = plan
        self.show_key = show_key
        self.clock = clock
        self.limits = limits
        self.door = door
        self.claims = claims
        self.secure = False
        """Whether viewers come over TLS: then nothing is written past their transports."""
        self.tally = claims.tally
        self.rng = rng
        self.loop = asyncio.get_running_loop()
        self.wheel = Wheel(self.loop.time())
        self.entrance = Entrance(self.loop, limits.openings_at_once)
        self.main = Channel(self._ring("main"))
        self.rooms = {
            room.id: Room(self._ring(f"room:{room.id}"), RoomTally(room.id, room.capacity))
            for room in plan.rooms
        }
        self.steers = any(segment.rooms for segment in plan.segments)
        """Whether viewers are led into rooms, for which they need to know their pseudonym."""
        self.audience = 0
        """How many watch the show in all, as last counted."""
        self.connections: dict[Opening | Securing | Viewer, None] = {}
        self.emptied = asyncio.Event()
        """Set whenever the last connection has gone."""
        self.per_outlet: Counter[str] = Counter()
        self.presented = PresentedCounts()
        self.feelings = FeelingCounts(plan, limits)
        self.shedding = Shedding()
        self.behind = 0
        self.sweep = 0
        """The number of the latest sweep. Who got a snapshot in its course has what it brings."""
        self.state_sweep = 0
        """The number of the latest sweep that said `stale` or `fresh`."""
        self.stale_since_ms: int | None = None
        self.welcome = {
            outlet.id: self._welcome(outlet.id, outlet.delay_ms) for outlet in plan.outlets
        }

    def apply(self, cue: Cue) -> None:
        """Learn from a cue of the main stage how far an outlet is behind now."""
        match cue.kind, cue.body:
            case "outlet", [str(outlet), int(delay_ms), *_] if outlet in self.welcome:
                self.welcome[outlet] = self._welcome(outlet, delay_ms)
                self.feelings.trim(outlet, delay_ms)
                for channel in (self.main, *self.rooms.values()):
                    channel.ring.reach(delay_ms)

    def _welcome(self, outlet: str, delay_ms: int) -> bytes:
        rooms = tuple((room.id, room.title) for room in self.plan.rooms)
        message = messages.welcome(self.plan.show, self.plan.title, outlet, delay_ms, rooms)
        return framing.binary(message)

    @property
    def clock_error_ms(self) -> int:
        """How far our idea of the show's clock may be off, in whole milliseconds."""
        return ceil(min(self.clock.error_ms, CLOCK_ERROR_MS_MAX))

    @property
    def attention(self) -> tuple[int, int]:
        """How many viewers are behind, and how many there are."""
        return self.behind, len(self.main.members)

    def state_frame(self) -> bytes:
        """Return `stale` or `fresh`, as it is now."""
        if self.stale_since_ms is None:
            return framing.binary(messages.fresh())
        return framing.binary(messages.stale(self.stale_since_ms))

    def behind_the(self, query: Query) -> bool:
        """Whether a viewer has seen more of the show than this edge: it would go back in time."""
        room = self.rooms.get(query.room) if query.room is not None else None
        return self.main.ring.behind(query.main) or (
            room is not None and room.ring.behind(query.room_point)
        )

    def left(self, connection: Opening | Securing | Viewer) -> None:
        """Note that a connection has gone."""
        self.connections.pop(connection, None)
        if not self.connections:
            self.emptied.set()

    @property
    def here(self) -> int:
        """How many viewers this edge has, without those that count nowhere."""
        return sum(self.per_outlet.values())

    def room_counts(self) -> tuple[RoomCount, ...]:
        """Return what there is to tell of the rooms."""
        counts = (room.tally.count(len(room.members)) for room in self.rooms.values())
        return tuple(count for count in counts if count is not None)

    def _ring(self, name: str) -> Ring:
        return Ring(name, self.plan.delay_max_ms, self.limits.resume_cues)
