"""Noticing that files have changed, by reading them: so it works on network drives too.

Editors replace files, write them in pieces or move them away for a moment. What is told is what has
been read the same twice, and a file that is gone only when it stays gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeVar

from gala.cli.failure import Failure

EVERY_S = 0.25
GONE_S = 2.0
"""How long a file may be away while it is being replaced."""

_Held = TypeVar("_Held")

Seen: TypeAlias = _Held | Failure
"""What is held in files, or why they cannot be read."""


def changes(
    read: Callable[[], _Held],
    *,
    every_s: float = EVERY_S,
    gone_s: float = GONE_S,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Seen[_Held]]:
    """Yield what `read` returns at once, and again whenever it has become something else.

    A `Failure` that it raises is yielded when it lasts. Ends only with the caller.
    """
    told: Seen[_Held] | None = None
    last: Seen[_Held] | None = None
    same_s = 0.0
    while True:
        seen = _seen(read)
        same_s = same_s + every_s if _equal(seen, last) else 0.0
        last = seen
        needed_s = gone_s if isinstance(seen, Failure) else every_s
        if told is None or (same_s >= needed_s and not _equal(seen, told)):
            told = seen
            yield seen
        sleep(every_s)


def _seen(read: Callable[[], _Held]) -> Seen[_Held]:
    try:
        return read()
    except Failure as failure:
        return failure


def _equal(one: object, other: object) -> bool:
    if isinstance(one, Failure) and isinstance(other, Failure):
        return str(one) == str(other)
    return one == other
