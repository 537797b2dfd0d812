"""`connect`: a viewer for as long as an `async with` block lasts."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from .errors import Left, Unreachable
from .programme import Media
from .viewer import Listener, Viewer

OPEN_TIMEOUT_MS = 30_000


@asynccontextmanager
async def connect(
    edge_url: str,
    ticket: str,
    *,
    room: str | None = None,
    visits: bool = False,
    listener: Listener | None = None,
    open_timeout_ms: int = OPEN_TIMEOUT_MS,
    rng: random.Random | None = None,
    tls: ssl.SSLContext | None = None,
    media: Media | None = None,
) -> AsyncIterator[Viewer]:
    """Follow a show as the viewer of `ticket`, beginning in `room` when one is given.

        async with gala.client.connect(ticket.edge, ticket.ticket) as viewer:
            async for presented in viewer.presented():
                ...

    On entering, the state of the show and its clock are known. From then on the viewer comes back
    by itself, with nothing missed, until the show is over or the edge sends it away for good.

    With `media`, what is presented follows the player: it gives the studio's time of the picture on
    its screen, in Unix milliseconds, or None while it does not know.

    With `visits` it goes along when the show visits rooms, and comes back.

    `listener` is called with everything that happens, from the first message on, in order; what
    it raises ends the viewer. `rng` is where waits between attempts are drawn from. `tls` says whom
    to believe at a `wss` address: `trusting(ca_file)`, or what this machine trusts without it.

    Raises `Unreachable` when that takes longer than `open_timeout_ms`, `Ended` when the edge
    refuses us for good or the show is over, `NoRoom`, and `NoPlace` when the room is full.
    """
    viewer = Viewer(edge_url, ticket, room, listener, rng or random.Random(), tls, visits, media)
    following = asyncio.create_task(viewer.run(), name="gala viewer")
    try:
        try:
            async with asyncio.timeout(open_timeout_ms / 1_000):
                await viewer.opened(room)
        except TimeoutError:
            raise Unreachable(viewer.last_failure or "the edge does not answer") from None
        yield viewer
    finally:
        following.cancel()
        (broke,) = await asyncio.gather(following, return_exceptions=True)
        await viewer.close(Left("the block of this viewer was left"))
        if isinstance(broke, Exception):
            raise broke
