"""Events pushed to the platform: signed, in order, again and again until they are taken.

The journals of orders are the queue, and how far an endpoint has been told stands in the store: so
nothing grows here, a restart loses nothing, and an endpoint that is down for an hour is told
everything afterwards. The show does not know of any of this.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from gala.console.orders.cursor import Cursor, read_cursor, written
from gala.console.orders.feed import Page, Source
from gala.console.orders.signing import HEADER, signature
from gala.ports import StoreError
from gala.store.platform import StorePlatform

_log = logging.getLogger("gala.console")

BATCH = 50
"""Events in one request."""

WAIT_MS = 30_000
ANSWER_S = 10.0
FIRST_MS, LONGEST_MS = 1_000, 60_000
"""How long it waits before the next try: twice as long each time, up to the longest."""

ALARM_TRIES = 3
"""So many failures in a row are an alarm."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an endpoint does: `failures` in a row, since when, and what the last one was.

    `waiting` are the events of the batch that is being sent.
    """

    host: str
    delivered: int = 0
    failures: int = 0
    failing_since_ms: int = 0
    problem: str = ""
    waiting: int = 0

    @property
    def alarm(self) -> bool:
        """Whether somebody should look."""
        return self.failures >= ALARM_TRIES


def endpoint(url: str) -> str:
    """Return `url` when events may be sent there. Raises `ValueError` saying why not."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{url} is no URL: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ValueError(f"{url} cannot be told of events: name an http or https URL with a host")
    if parts.username or parts.password or parts.fragment:
        raise ValueError("a webhook's URL has no user, password or fragment; requests are signed")
    return url


def pause_ms(failures: int, chance: float) -> int:
    """Return how long to wait after so many failures in a row; `chance` is from 0 to below 1.

    At least half of what it could be, so that many who failed together do not come together again.
    """
    longest = min(FIRST_MS << min(failures - 1, 30), LONGEST_MS)
    return longest // 2 + int(chance * (longest // 2))


class Webhook:
    """Tells one endpoint, which the operator has named and nobody else can name."""

    def __init__(
        self,
        url: str,
        secret: str,
        feed: Source,
        memory: StorePlatform,
        show: Callable[[], str],
        *,
        of: str = "",
        now_s: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`show` returns the show's id, `of` what it is told of, where that is not orders.

        Raises `ValueError` for an impossible URL.
        """
        self._url = endpoint(url)
        self._secret = secret
        self._feed = feed
        self._memory = memory
        self._show = show
        self._now_s = now_s
        self._chance = chance
        self._name = hashlib.sha256(f"{of}{url}".encode()).hexdigest()[:16]
        self.state = Delivery(urlsplit(url).netloc)

    async def run(self) -> None:
        """Tell what there is to tell until cancelled."""
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_S)) as client:
            cursor: Cursor | None = None
            while True:
                try:
                    if cursor is None:
                        cursor = read_cursor(await self._memory.told(self._name)) or {}
                    page = await self._feed.wait(cursor, BATCH, WAIT_MS)
                    if page.events:
                        await self._deliver(client, page)
                        await self._memory.tell(self._name, written(page.after))
                        cursor = page.after
                except StoreError as error:
                    _log.warning("webhook: %s", error)
                    await asyncio.sleep(FIRST_MS / 1000)

    async def _deliver(self, client: ClientSession, page: Page) -> None:
        """Send one batch until it is taken."""
        told = {"show": self._show(), "events": page.events, "after": written(page.after)}
        body = json.dumps(told, ensure_ascii=False).encode()
        self.state = replace(self.state, waiting=len(page.events))
        while True:
            problem = await self._sent(client, body)
            if problem is None:
                delivered = self.state.delivered + len(page.events)
                self.state = Delivery(self.state.host, delivered)
                return
            failures = self.state.failures + 1
            since_ms = self.state.failing_since_ms or int(self._now_s() * 1_000)
            self.state = replace(
                self.state, failures=failures, failing_since_ms=since_ms, problem=problem
            )
            if failures in (1, ALARM_TRIES):
                _log.warning("webhook %s: %s; it is tried again", self.state.host, problem)
            await asyncio.sleep(pause_ms(failures, self._chance()) / 1000)

    async def _sent(self, client: ClientSession, body: bytes) -> str | None:
        """Send a batch once; return what went wrong, None when it was taken."""
        headers = {
            "Content-Type": "application/json",
            HEADER: signature(self._secret, int(self._now_s()), body),
        }
        try:
            # A redirect could lead anywhere: it is an answer like any other that is not 2xx.
            async with client.post(
                self._url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                if 200 <= answer.status < 300:
                    return None
                return f"it answered {answer.status}"
        except TimeoutError:
            return f"no answer within {ANSWER_S:.0f} s"
        except (ClientError, OSError, ValueError) as error:
            return f"it cannot be reached ({type(error).__name__})"
