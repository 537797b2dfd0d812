"""Ticket keys read again and again: a key that is added is good soon, one that is gone is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from gala.wire.tickets import TicketKey, TicketVerifier

log = logging.getLogger(__name__)

LOOK_S = 2.0
"""A key is gone when two looks in a row do not find it: within 5 s."""


def _nothing() -> None:
    pass


async def watch_keys(
    verifier: TicketVerifier,
    read: Callable[[], Sequence[TicketKey]],
    changed: Callable[[], None] = _nothing,
) -> None:
    """Have `verifier` trust what `read` returns, for ever; `changed` is called after each change.

    While `read` raises `OSError` or `ValueError`, or returns none, what was trusted still is: a
    file that is half written must lock nobody out, and send nobody away. So a look that finds a key
    missing is not believed before the next one does not find it either.
    """
    last: Sequence[TicketKey] = verifier.keys
    failing = False
    while True:
        try:
            keys = read()
            if not keys:
                raise ValueError("no key in it")
        except (OSError, ValueError, RecursionError) as error:
            if not failing:
                log.error("the ticket keys stay as they were: %s", error)
            failing = True
        else:
            failing = False
            # The last of a `kid` counts: one that has another secret now is missing, too.
            trusted = [*keys, *(key for key in last if key not in keys)]
            last = keys
            before = verifier.keys
            if {key.kid: key for key in trusted} != {key.kid: key for key in before}:
                log.warning("ticket keys now: %s", ", ".join(key.kid for key in trusted))
                verifier.use(trusted)
                changed()
        await asyncio.sleep(LOOK_S)
