"""Ticket keys read again and again: a key that is added is good soon, one that is gone is not.

Whoever came in before stays until the ticket's end; only the door asks for the key.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from gala.wire.tickets import TicketKey, TicketVerifier

log = logging.getLogger(__name__)

LOOK_S = 2.0
"""Within 5 s of its going, a key is refused at every door."""


async def watch_keys(verifier: TicketVerifier, read: Callable[[], Sequence[TicketKey]]) -> None:
    """Have `verifier` trust what `read` returns, for ever.

    While `read` raises `OSError` or `ValueError`, or returns none, what was trusted still is: a
    file that is half written must not lock everybody out.
    """
    known: Sequence[TicketKey] | None = None
    failing = False
    while True:
        try:
            keys = read()
            if not keys:
                raise ValueError("no key in it")
        except (OSError, ValueError) as error:
            if not failing:
                log.error("the ticket keys stay as they were: %s", error)
            failing = True
        else:
            failing = False
            if known is not None and keys != known:
                log.warning("ticket keys now: %s", ", ".join(key.kid for key in keys))
            if keys != known:
                verifier.use(keys)
            known = keys
        await asyncio.sleep(LOOK_S)
