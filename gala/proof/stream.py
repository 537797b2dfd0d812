"""Numbers from a seed: SHA-256 in counter mode, and exact rejection so that none is likelier."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

WORDS = 2**64
BELOW_MAX = 2**53


def words(seed: bytes) -> Iterator[int]:
    """Yield the 64-bit words of `seed`, four from each block, without end."""
    sha256 = hashlib.sha256
    unpack = struct.Struct(">4Q").unpack
    block = 0
    while True:
        yield from unpack(sha256(seed + block.to_bytes(8, "big")).digest())
        block += 1


class Stream:
    """The numbers that a seed leads to, in their order."""

    def __init__(self, source: bytes | Iterator[int]) -> None:
        """Begin with a seed; a test gives the words themselves."""
        self._words = words(source) if isinstance(source, bytes) else source

    def below(self, n: int) -> int:
        """Return the next number, each of 0 … n−1 as likely as any other; 1 ≤ n < 2⁵³."""
        if not 1 <= n < BELOW_MAX:
            raise ValueError(f"there is no choice among {n}")
        # The last words, too few for every remainder, are passed over.
        limit = WORDS - WORDS % n
        for word in self._words:
            if word < limit:
                return word % n
        raise ValueError("the words have run out")
