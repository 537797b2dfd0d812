"""A crowd: many simulated viewers in one event loop, and their account at the end."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Mapping

from aiohttp import ClientSession, ClientTimeout, TCPConnector

from gala.client import Ticket
from gala.client import join as join_console

from .behaviour import Night, cast
from .paying import Pay, demo_pay
from .summary import Account, account
from .viewer import CrowdViewer, Join

JOIN_TIMEOUT_S = 30

Part = tuple[int, int]
"""`(k, n)`: the k-th of n parts of a crowd, from 0."""

WHOLE: Part = (0, 1)


class Crowd:
    """`n` viewers drawn from `seed`, who get their tickets from `join`.

    `night` says how long the show is planned and at what pace; `outlets` weighs the outlets that
    people watch on (without any, each takes the one that `join` gives by itself).
    """

    def __init__(
        self,
        n: int,
        seed: int,
        join: Join,
        night: Night,
        outlets: Mapping[str, int] | None = None,
        pay: Pay | None = None,
        tls: ssl.SSLContext | None = None,
        part: Part = WHOLE,
    ) -> None:
        self._stop = asyncio.Event()
        self._viewers = [
            CrowdViewer(habits, night, join, self._stop, pay, tls)
            for habits in cast(n, seed, night, outlets or {})[part[0] :: part[1]]
        ]

    @property
    def here(self) -> int:
        """How many are connected now."""
        return sum(viewer.here for viewer in self._viewers)

    async def run(self, start_ms: int, until: asyncio.Event | None = None) -> None:
        """Live through the show that starts at `start_ms` (Unix, by this machine's clock).

        Returns when everybody has gone: the show is over, or `until` is set, or `stop` was called.
        """
        start_s = asyncio.get_running_loop().time() + start_ms / 1_000 - time.time()
        stopping = asyncio.create_task(self._stop_at(until)) if until is not None else None
        try:
            async with asyncio.TaskGroup() as lives:
                for viewer in self._viewers:
                    lives.create_task(viewer.live(start_s))
        finally:
            if stopping is not None:
                stopping.cancel()

    async def _stop_at(self, until: asyncio.Event) -> None:
        await until.wait()
        self.stop()

    def stop(self) -> None:
        """Send everybody home; `run` returns when they have said goodbye."""
        self._stop.set()

    def account(self) -> Account:
        """Return what the crowd saw."""
        return account(self._viewers)


async def run_crowd(
    console_url: str,
    viewers: int,
    seed: int,
    night: Night,
    *,
    outlets: Mapping[str, int] | None = None,
    start_ms: int | None = None,
    until: asyncio.Event | None = None,
    tls: ssl.SSLContext | None = None,
    part: Part = WHOLE,
) -> Account:
    """Send a crowd, or one `part` of it, to a demonstration's console and return its account.

    `tls` says whom to believe at https and wss addresses. Without `start_ms` (Unix) the show
    starts once the early have come, `night.lead_ms` from now.
    """
    if start_ms is None:
        start_ms = round(time.time() * 1_000) + night.lead_ms
    timeout, connector = ClientTimeout(total=JOIN_TIMEOUT_S), TCPConnector(ssl=tls or True)
    async with ClientSession(timeout=timeout, connector=connector) as http:

        async def join(outlet: str | None) -> Ticket:
            return await join_console(console_url, outlet, http=http)

        async def pay(ticket: str, order: str) -> bool:
            return await demo_pay(console_url, ticket, order, http)

        crowd = Crowd(viewers, seed, join, night, outlets, pay, tls, part)
        await crowd.run(start_ms, until)
    return crowd.account()
