"""What happened in a run, line by line: its digest names the run, its end explains a failure."""

from __future__ import annotations

from collections import deque
from hashlib import blake2b

TAIL_LINES = 200
_CHUNK_LINES = 1_000


class Trace:
    """Lines in the order in which they came. Only the last are kept, all go into the digest.

    A line must be a function of the seed: no addresses, no numbers of tasks, no iteration of sets.
    """

    def __init__(self, tail_lines: int = TAIL_LINES) -> None:
        self.lines = 0
        self._tail: deque[str] = deque(maxlen=tail_lines)
        self._pending: list[str] = []
        self._hash = blake2b(digest_size=16)

    def add(self, line: str) -> None:
        """Add one line."""
        self._pending.append(line)
        if len(self._pending) >= _CHUNK_LINES:
            self._flush()

    @property
    def digest(self) -> str:
        """The digest of every line so far: equal for equal runs and for no others."""
        self._flush()
        return self._hash.copy().hexdigest()

    @property
    def tail(self) -> list[str]:
        """The last lines."""
        self._flush()
        return list(self._tail)

    def _flush(self) -> None:
        pending, self._pending = self._pending, []
        if pending:
            self.lines += len(pending)
            self._tail.extend(pending)
            self._hash.update("\n".join(pending).encode() + b"\n")
