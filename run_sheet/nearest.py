"""The name that a writer may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from heapq import nlargest
from itertools import takewhile

LOOKED_AT_MAX = 100


def nearest(written: str, names: Sequence[str]) -> str | None:
    """Return the name that is most like what is written, None if none is like it.

    Of more than a hundred names, those that begin most like it are looked at: to compare each
    misspelt reference with each of thousands takes minutes.
    """
    if len(names) > LOOKED_AT_MAX:
        names = nlargest(LOOKED_AT_MAX, names, lambda name: _alike(written, name))
    near = get_close_matches(written, names, n=1)
    return near[0] if near else None


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
