"""Goes along on visits: into the room that our pseudonym leads to, and back when it is over.

docs/protocol.md section 4, *Visits*: which room and when is decided here, nobody sends it to us.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gala.core.steering import invitation, moment_ms, order
from gala.wire.picture import Picture

from .clock import ShowClock
from .events import Presented, RoomFull
from .session import MAIN, Session

AGAIN_S = 5.0
"""After this long without an answer an `enter` is sent again."""


class Visits:
    """Leads one viewer; `going` is whether it lets itself be led."""

    def __init__(
        self, session: Session, clock: ShowClock, send: Callable[[bytes], None], going: bool
    ) -> None:
        self.going = going
        self._session = session
        self._clock = clock
        self._send = send
        self._visit: tuple[str, int] | None = None
        """The visit that was last shown, by its segment and when it began for us."""
        self._rooms: list[str] = []
        """What is still to be tried, in order."""
        self._led: str | None = None
        """The room that we were led into, or are being led into."""
        self._timer: asyncio.TimerHandle | None = None

    def shown(self, presented: Presented) -> None:
        """Something has been presented."""
        if presented.channel == MAIN:
            self._main(presented.picture)
        elif presented.cue is not None and presented.cue.kind == "visit_over":
            self._over()

    def full(self, event: RoomFull) -> None:
        """A room that we asked for was full: try the next."""
        if event.room == self._led:
            self._led = None
            self._try()

    def stay(self) -> None:
        """Be led nowhere any more in this visit; whoever is in a room stays there."""
        self._stop()
        self._rooms, self._led = [], None

    def stop(self) -> None:
        """Do nothing more: the viewer has ended."""
        self.stay()
        self.going = False

    def _main(self, picture: Picture) -> None:
        segment = picture.segment
        if segment is None or segment.kind != "visit" or picture.over:
            self._over()
            self._visit = None
            return
        visit = (segment.id, picture.started_ms)
        pseudonym = self._session.pseudonym
        if visit == self._visit or not pseudonym:
            return
        self._over()
        self._visit = visit
        length_ms = picture.ends_at_ms - picture.started_ms
        led = invitation(segment.id, segment.detail, length_ms)
        if led is None or not self.going or self._session.room is not None:
            return
        self._rooms = list(order(segment.id, pseudonym, led.rooms))
        at_ms = picture.started_ms + moment_ms(segment.id, pseudonym, led.over_ms)
        self._later((at_ms - self._clock.now_ms()) / 1_000, self._try)

    def _try(self) -> None:
        self._stop()
        if self._rooms and self._session.room is None:
            self._led = self._rooms.pop(0)
            self._session.enter(self._led)
            self._ask()

    def _ask(self) -> None:
        """Ask to be let in, until there is an answer."""
        self._timer = None
        room = self._session.room
        if room is None or room.channel != f"room:{self._led}" or room.resume_point is not None:
            return
        self._send(self._session.room_request())
        self._later(AGAIN_S, self._ask)

    def _over(self) -> None:
        """Come back, if this visit has led us where we are."""
        room, led = self._session.room, self._led
        self.stay()
        if led is not None and room is not None and room.channel == f"room:{led}":
            self._session.leave()
            self._send(self._session.room_request())

    def _later(self, wait_s: float, act: Callable[[], None]) -> None:
        self._timer = asyncio.get_running_loop().call_later(max(wait_s, 0.0), act)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
