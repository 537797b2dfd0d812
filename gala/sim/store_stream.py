"""A stream as the store keeps it: entries under growing ids, read from a cursor on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

from gala.ports import StoreError

T = TypeVar("T")

Id = tuple[int, int]
_NOTHING: Id = (0, 0)


class Stream(Generic[T]):
    """Ids are `<ms>-<n>`: the store's instant, and a number within it, unless they are given.

    A clock that is set back does not set the ids back: they are counted on from the newest.
    """

    __slots__ = ("_entries", "_ids", "_newest")

    def __init__(self) -> None:
        self._ids: list[Id] = []
        self._entries: list[T] = []
        self._newest = _NOTHING

    @property
    def newest(self) -> str:
        """The newest entry's id, "0" when there is none."""
        return written(self._ids[-1]) if self._ids else "0"

    def next_id(self, now_ms: int) -> str:
        """Return the id that an entry added at `now_ms` gets."""
        return written(self._next(now_ms))

    def add(self, now_ms: int, entry: T) -> None:
        """Append `entry` under `next_id(now_ms)`."""
        self.put(self._next(now_ms), entry)

    def put(self, id_: Id, entry: T) -> None:
        """Append `entry` under an id of the caller's, above the newest."""
        assert id_ > self._newest
        self._newest = id_
        self._ids.append(id_)
        self._entries.append(entry)

    def after(self, cursor: str, count: int) -> list[tuple[str, T]]:
        """Return up to `count` entries after `cursor`, oldest first. Raises `StoreError`."""
        last = read(cursor)
        if last >= self._newest:
            return []
        start = bisect_right(self._ids, last)
        return [
            (written(self._ids[at]), self._entries[at])
            for at in range(start, min(start + count, len(self._ids)))
        ]

    def at(self, cursor: str) -> T | None:
        """Return the entry with this id, None when there is none. Raises `StoreError`."""
        wanted = read(cursor)
        at = bisect_left(self._ids, wanted)
        return self._entries[at] if at < len(self._ids) and self._ids[at] == wanted else None

    def trim(self, keep: int) -> None:
        """Drop the oldest entries, so that `keep` are left."""
        drop = max(0, len(self._ids) - keep)
        del self._ids[:drop], self._entries[:drop]

    def __len__(self) -> int:
        return len(self._ids)

    def copy(self) -> Stream[T]:
        """Return one that goes its own way from here; the entries are shared."""
        other: Stream[T] = Stream()
        other._ids, other._entries, other._newest = [*self._ids], [*self._entries], self._newest
        return other

    def _next(self, now_ms: int) -> Id:
        ms, number = self._newest
        return (now_ms, 0) if now_ms > ms else (ms, number + 1)


def written(id_: Id) -> str:
    """Write an id."""
    return f"{id_[0]}-{id_[1]}"


def read(text: str) -> Id:
    """Read an id; without its second number that is 0. Raises `StoreError` as the store does."""
    ms, _, number = text.partition("-")
    try:
        return int(ms), int(number or 0)
    except ValueError:
        raise StoreError(
            "the store answered: Invalid stream ID specified as stream command argument"
        ) from None
