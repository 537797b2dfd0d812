"""Whether to come back, and when: docs/protocol.md sections 2 and 7 as a table.

after a close      a word with a number: after so long · a word without: never
                   no word of the table: a broken connection, at random, doubling
after a refusal    503: after Retry-After · 400, 401, 403, 404: never · else as a broken one
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from .errors import Dismissed, Ended, Refused, ShowOver, TicketExpired

WORDS = {
    1000: "over",
    1001: "drain",
    1008: "malformed",
    4401: "expired",
    4408: "behind",
    4429: "flood",
}
OUR_FAULT = {1002, 1003, 1007, 1009}
REFUSALS = {400, 401, 403, 404}

FIRST_WAIT_MS = 1_000
WAIT_MS_MAX = 15_000
NAMED_WAIT_MS_MAX = 3_600_000
"""Nobody is told to stay away for longer than this; a larger number is not believed."""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Open again after `after_ms`, or by `Backoff` when it is None; `why` is for people."""

    after_ms: int | None
    why: str


def after_close(code: int, reason: str) -> ComeBack | Ended:
    """Return what to do after a close frame (1006 and 1005: there was none)."""
    word, _, number = reason.partition(" ")
    if code in OUR_FAULT:
        return Dismissed(code, reason)
    if WORDS.get(code) != word:
        return ComeBack(None, f"closed with {code} {reason}".rstrip())
    if _is_number(number):
        return ComeBack(min(int(number[:9]), NAMED_WAIT_MS_MAX), word)
    if code == 1000:
        return ShowOver("the show is over")
    if code == 4401:
        return TicketExpired("the ticket is good no longer")
    return Dismissed(code, reason)


def after_refusal(status: int, word: str, retry_after: str) -> ComeBack | Ended:
    """Return what to do after an HTTP answer in place of the upgrade."""
    if status == 401 and word == "expired":
        return TicketExpired("the ticket has run out")
    if status in REFUSALS:
        return Refused(status, word)
    if status == 503 and _is_number(retry_after):
        return ComeBack(min(int(retry_after[:9]) * 1_000, NAMED_WAIT_MS_MAX), f"503 {word}")
    return ComeBack(None, f"{status} {word}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


class Backoff:
    """Waits after broken connections: random in 0-1,000 ms, doubling up to 15 s."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._ceiling_ms = FIRST_WAIT_MS

    def next_ms(self) -> int:
        """Return how long to wait now."""
        wait_ms = self._rng.randint(0, self._ceiling_ms)
        self._ceiling_ms = min(self._ceiling_ms * 2, WAIT_MS_MAX)
        return wait_ms

    def reset(self) -> None:
        """Begin again: a connection has stood."""
        self._ceiling_ms = FIRST_WAIT_MS
