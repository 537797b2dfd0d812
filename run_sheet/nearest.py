"""The name that a writer may have meant."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from heapq import nlargest
from itertools import takewhile

LOOKED_AT_MAX = 100
WRITTEN_CHARACTERS_MAX = 60


def nearest(written: str, names: Collection[str]) -> str | None:
    """Return the name that is most like what is written, None if none is like it."""
    return next(iter(likely(written, names, 1)), None)


def likely(written: str, names: Collection[str], most: int) -> list[str]:
    """Return up to `most` names that are like what is written, the one most like it first.

    Of more than a hundred names, those that begin most like it are looked at, and of what is
    written its beginning: to compare each misspelt reference with each of thousands takes minutes.
    """
    written = written[:WRITTEN_CHARACTERS_MAX]
    if len(names) > LOOKED_AT_MAX:
        names = nlargest(LOOKED_AT_MAX, names, lambda name: _alike(written, name))
    return get_close_matches(written, names, n=most)


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
