"""One viewer: a session carried over as many connections as the night takes."""

from __future__ import annotations

import asyncio
import os
import random
import ssl
import time
from collections.abc import AsyncIterator, Callable

from gala.core.feelings import REASONS
from gala.wire.board import Board
from gala.wire.messages import Tick, ask_may
from gala.wire.messages import flag as pack_flag
from gala.wire.picture import Picture
from gala.wire.steps import Cue

from .changes import Changes
from .claims import Claims
from .clock import ShowClock
from .connection import Connection
from .errors import Ended, NoPlace, NoRoom, NoWindow, ShowOver
from .events import (
    Answer,
    Disconnected,
    Event,
    GapFound,
    Presented,
    Receipt,
    Resumed,
    RoomFull,
    Snapshot,
    Standing,
    Welcome,
)
from .hearts import Hearts
from .inbound import ClockAnswer, Inbound, TickFrame
from .presenter import Presenter
from .programme import Media, Programme
from .reports import Reports
from .session import Session
from .streams import Hub
from .timing import Timing
from .visits import AGAIN_S, Visits

ASK_AGAIN_S = 2.0
"""After this long without an answer the question is asked again."""

Listener = Callable[[Event | Presented], None]


class Viewer:
    """A viewer who stays with the show; made by `gala.client.connect`, which also closes it.

    All instants are Unix milliseconds by the show's clock (`clock.now_ms()`).
    """

    def __init__(
        self,
        edge_url: str,
        ticket: str,
        room: str | None,
        listener: Listener | None,
        rng: random.Random,
        tls: ssl.SSLContext | None = None,
        visits: bool = False,
        media: Media | None = None,
    ) -> None:
        self.clock = ShowClock(lambda: time.monotonic_ns() / 1e6)
        self._listener = listener
        self._session = Session(room)
        self._connection = Connection(
            *(edge_url, ticket, self._session, self._heard, self._lost, rng, tls)
        )
        self._claims = Claims(self._connection.send, self._ready, self.clock, rng)
        self._timing = Timing(self.clock, self._connection.send)
        self._reports = Reports(self.clock, self._connection.send, rng)
        self._hearts = Hearts(self._connection.send)
        self._visits = Visits(self._session, self.clock, self._connection.send, visits)
        self._full = ""
        self._presenter = Presenter(self._session, self.clock, self._show, Programme(media))
        self._events: Hub[Event] = Hub()
        self._cues: Hub[Cue] = Hub()
        self._presented: Hub[Presented] = Hub()
        self._changes = Changes()
        self._standings: dict[str, Standing] = {}

    # What is known

    @property
    def board(self) -> Board:
        """The main stage."""
        return self._session.main

    @property
    def room_board(self) -> Board | None:
        """The room that we are in, None when in none."""
        return self._session.room

    @property
    def welcome(self) -> Welcome:
        """Who we are to the edge: show, title, outlet, delay, rooms."""
        welcome = self._session.welcome
        if welcome is None:
            raise RuntimeError("no edge has welcomed this viewer yet")
        return welcome

    @property
    def delay_ms(self) -> int:
        """How far our outlet is behind the studio now: `welcome` says how far it was."""
        return self._session.delay_ms

    @property
    def tick(self) -> Tick | None:
        """The latest figures, None before the first."""
        return self._session.tick

    @property
    def stale_since_ms(self) -> int | None:
        """Since when the edge has lost the show; None while it has it."""
        return self._session.stale_since_ms

    @property
    def connected(self) -> bool:
        """True while a connection stands and has given us every channel."""
        return self._connection.open and self._session.settled

    @property
    def reconnects(self) -> int:
        """How many times a connection has been opened again."""
        return self._connection.reopened

    def picture(self) -> Picture:
        """Return what the main stage shows this viewer now."""
        now_ms = self.clock.now_ms()
        return self.board.at(now_ms, self._presenter.delay_ms(now_ms))

    # What happens

    def __aiter__(self) -> AsyncIterator[Event]:
        """Iterate over everything that happens from now on, as it arrives.

        Ends when the show is over or this viewer is closed; raises `Ended` when it ends otherwise
        and `Lagging` when it is not read. The same goes for `cues` and `presented`.
        """
        return self._events.open()

    def cues(self) -> AsyncIterator[Cue]:
        """Iterate over the cues from now on as they arrive, each once, in the order of `seq`.

        They come before they are due. What a snapshot covers does not come: it is on the board.
        """
        return self._cues.open()

    def presented(self) -> AsyncIterator[Presented]:
        """Iterate over what is to be shown from now on, each at its instant."""
        return self._presented.open()

    # What a viewer does

    async def claim(
        self,
        window: str,
        *,
        claim_id: bytes | None = None,
        retry: bool = False,
        wait: bool = True,
        quantity: int = 1,
    ) -> Receipt | Answer:
        """Claim a unit and return the final answer, however often that takes asking.

        In a rain `quantity` is how many chances were caught; the sheet says how many may be had.

        Waits for the opening for our outlet, unless `wait` is False. To ask again for an earlier
        claim give its `claim_id` (16 bytes) and `retry`. Raises `NoWindow` when no cue has named
        the window yet, `Ended` when this viewer ends before the answer.
        """
        self._changes.check()
        if wait:
            await self._opening(window)
        known = self.board.window(window)
        if known is None:
            raise NoWindow(window)
        return await self._claims.make(
            window, known.gen, claim_id or os.urandom(16), retry, quantity
        )

    async def _opening(self, window: str) -> None:
        """Return when a window is open for our outlet, by the newest cue about it."""
        while (known := self.board.window(window)) is not None:
            row = known.row(self.welcome.outlet)
            if row is None or known.state not in ("armed", "open"):
                return  # the store's answer says the rest
            wait_ms = row.opens_at_ms - self.clock.now_ms() + self.clock.error_ms
            if self.clock.now_ms() >= row.opens_at_ms or wait_ms <= 0:
                return
            await self._changes.wait(wait_ms / 1_000)

    async def may(self, window: str) -> Standing:
        """Ask whether we may take part in `window` now, and with which weight.

        Raises `Ended` when this viewer ends before the answer.
        """
        self._standings.pop(window, None)
        ask_at_s = now_s = asyncio.get_running_loop().time()
        while window not in self._standings:
            await self._ready()
            if now_s >= ask_at_s:
                self._connection.send(ask_may(window))
                ask_at_s = now_s + ASK_AGAIN_S
            await self._changes.wait(ask_at_s - now_s)
            now_s = asyncio.get_running_loop().time()
        return self._standings[window]

    def heart(self, count: int = 1) -> bool:
        """Give hearts to what is on; False while the edge takes none.

        They are gathered for a second, and may be lost. Raises `ValueError` for less than one.
        """
        tick = self._session.tick
        if not self.connected or tick is None or tick.hearts is None:
            return False
        self._hearts.tap(count)
        return True

    async def flag(self, segment: str, reason: str) -> None:
        """Say that something is wrong with a segment: `exaggerated`, `wrong_price`,
        `not_as_shown`, `offensive` or `other`.

        The same again counts once. Raises `ValueError` for another reason, `Ended` when this viewer
        ends before it could be sent.
        """
        if reason not in REASONS:
            raise ValueError(f"a reason is one of {', '.join(REASONS)}")
        await self._ready()
        self._connection.send(pack_flag(segment, reason))

    async def enter(self, room: str) -> Board:
        """Go into a room, leaving another, and return its board once it is there.

        A visit that is on leads us nowhere any more. Raises `NoPlace` when the room is full,
        `NoRoom` when there is none, also when another call has taken us elsewhere meanwhile, and
        `Ended` when this viewer ends before that.
        """
        self._visits.stay()
        self._full = ""
        self._session.enter(room)
        self._connection.send(self._session.room_request())
        board = self._session.room
        assert board is not None
        loop = asyncio.get_running_loop()
        again_s = loop.time() + AGAIN_S
        while board.resume_point is None:
            if self._session.room is not board:
                raise NoPlace(room) if self._full == room else NoRoom(room)
            await self._changes.wait(again_s - loop.time())
            if loop.time() >= again_s and board is self._session.room:
                self._connection.send(self._session.room_request())
                again_s = loop.time() + AGAIN_S
        return board

    def stay(self) -> None:
        """Decline to be led anywhere in the visit that is on; who is in a room stays there."""
        self._visits.stay()

    def leave(self) -> None:
        """Leave the room; nothing when in none. A visit that is on does not lead us back."""
        self._visits.stay()
        if self._session.room is not None:
            self._session.leave()
            self._connection.send(self._session.room_request())

    async def ended(self) -> Ended:
        """Wait until this viewer is not connected and will not come back; return why."""
        return await self._changes.until_end()

    def drop(self, away_ms: int) -> None:
        """Break the connection without a word and come back after `away_ms`, as in a tunnel."""
        self._connection.drop(away_ms)

    # How it is driven

    async def run(self) -> None:
        """Follow the show to its end. `connect` runs this."""
        try:
            ended = await self._connection.run()
        except Exception as error:  # a listener's, or ours: nobody may go on waiting for us
            self._finish(Ended(f"the viewer broke: {error!r}"), error)
            raise
        self._finish(ended, None if isinstance(ended, ShowOver) else ended)

    async def opened(self, room: str | None) -> None:
        """Return when all is known that a viewer begins with. Raises `NoRoom` and `Ended`."""
        while not (self.connected and self.clock.ready):
            await self._changes.wait()
        if room is not None and self._session.room is None:
            raise NoPlace(room) if self._full == room else NoRoom(room)

    @property
    def last_failure(self) -> str:
        """Why the last opening or connection failed, for people."""
        return self._connection.last_failure

    async def close(self, ended: Ended) -> None:
        """Close the connection and end everything that waits."""
        self._finish(ended, None)
        await self._connection.close()

    def _finish(self, ended: Ended, error: Exception | None) -> None:
        if self._changes.ended is not None:
            return
        self._changes.end(ended)
        self._timing.stop()
        self._presenter.stop()
        self._reports.stop()
        self._hearts.stop()
        self._visits.stop()
        self._claims.disconnected()
        for hub in (self._events, self._cues, self._presented):
            hub.end(error)

    def _heard(self, message: Inbound) -> bool:
        """Take one message in; False when the connection is of no use any more."""
        event = self._session.receive(message)
        match message:
            case TickFrame():
                return True
            case ClockAnswer():
                self._timing.answered(message)
                self._presenter.refresh()
                self._changes.pulse()
            case Receipt() | Answer():
                self._claims.answered(message)
            case Standing():
                self._standings[message.window] = message
            case Welcome():
                self._timing.opened()
            case Resumed():
                self._reports.resumed(message)
            case RoomFull():
                self._full = message.room
                self._visits.full(message)
        if event is None:
            return True
        if isinstance(event, Snapshot):
            self._presenter.replaced(event.channel)
        if isinstance(event, Cue):
            self._cues.push(event)
        self._tell(event)
        self._presenter.refresh()
        self._changes.pulse()
        return not isinstance(event, GapFound)

    def _lost(self, event: Disconnected) -> None:
        self._timing.stop()
        self._reports.stop()
        self._hearts.stop()
        self._claims.disconnected()
        self._tell(event)
        self._changes.pulse()

    def _tell(self, event: Event) -> None:
        self._events.push(event)
        if self._listener is not None:
            self._listener(event)

    def _show(self, presented: Presented) -> None:
        self._reports.shown(presented)
        self._visits.shown(presented)
        self._presented.push(presented)
        if self._listener is not None:
            self._listener(presented)

    async def _ready(self) -> None:
        self._changes.check()
        while not self.connected:
            await self._changes.wait()
