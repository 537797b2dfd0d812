"""One connection after another: opening, following, and coming back as the edge asks."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable

from gala.wire.codec import WireError

from .closing import Backoff, ComeBack, after_close
from .errors import Ended
from .events import Disconnected
from .inbound import Inbound, read
from .link import NO_CLOSE_FRAME, Link, open_link
from .session import Session


class Connection:
    """Keeps a session connected until it ends.

    `heard` gets every message and says whether the connection is still of use; `lost` is told
    when one has ended.
    """

    def __init__(
        self,
        edge_url: str,
        ticket: str,
        session: Session,
        heard: Callable[[Inbound], bool],
        lost: Callable[[Disconnected], None],
        rng: random.Random,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.reopened = 0
        self.last_failure = ""
        self._edge_url = edge_url
        self._ticket = ticket
        self._tls = tls
        self._session = session
        self._heard = heard
        self._lost = lost
        self._backoff = Backoff(rng)
        self._link: Link | None = None
        self._opened = False
        self._away_ms: int | None = None

    @property
    def open(self) -> bool:
        """True while a connection stands."""
        return self._link is not None

    def send(self, frame: bytes) -> None:
        """Send a message, if there is a connection to send it on."""
        if self._link is not None:
            self._link.send(frame)

    def drop(self, away_ms: int) -> None:
        """Break the connection, if there is one, and come back after `away_ms`."""
        if self._link is not None:
            self._away_ms = away_ms
            self._link.cut()

    async def close(self) -> None:
        """Close the connection that stands; `run` must not be running any more."""
        link, self._link = self._link, None
        if link is not None:
            await link.close()

    async def run(self) -> Ended:
        """Connect, again and again, until there is no coming back; return why."""
        while True:
            self._session.opening()
            room = self._session.room
            link = await open_link(self._edge_url, self._session.query(), self._ticket, self._tls)
            if isinstance(link, Link):
                if self._session.room is not room:  # changed while the opening was under way
                    link.send(self._session.room_request())
                verdict = await self._follow(link)
            else:
                verdict = link
            if isinstance(verdict, Ended):
                return verdict
            self.last_failure = verdict.why
            wait_ms = verdict.after_ms
            await asyncio.sleep((self._backoff.next_ms() if wait_ms is None else wait_ms) / 1_000)

    async def _follow(self, link: Link) -> ComeBack | Ended:
        self.reopened += self._opened
        self._opened = True
        self._link = link
        code, reason = NO_CLOSE_FRAME, ""
        try:
            code, reason = await link.receive(self._take)
        except WireError as broken:
            # The server, or something between, does not speak as it should. What we know may be
            # wrong too, so the next connection begins with snapshots.
            self._session.forget()
            reason = str(broken)
            link.cut()
        # Not when cancelled: then `close` says goodbye on it.
        self._link = None
        self._lost(Disconnected(code, reason))
        away_ms, self._away_ms = self._away_ms, None
        if away_ms is not None:
            return ComeBack(away_ms, "dropped on purpose")
        return after_close(code, reason)

    def _take(self, frame: bytes) -> None:
        message = read(frame)
        if message is None:
            return
        if not self._heard(message) and self._link is not None:
            self._link.cut()
        if self._session.settled:
            self._backoff.reset()
