"""How long viewers watch: counted here, added up in the store.

Counted are whole seconds by the show's clock in which a viewer is connected, by one socket or by
several, and the edge has the show. They go to the store every few seconds, and within a second
after a viewer has left; an edge that dies takes the seconds since then with it, not more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from gala.ports import Clock, StoreError, Stretch, ViewerFacts

log = logging.getLogger(__name__)

TURN_S = 1.0
TELL_S = 10
"""How many seconds are lost at most when an edge dies."""

BATCH = 500
KEPT_MAX = 65_536
"""Viewers of whom something is known here, those who have left and are not told yet included."""

_Seconds = tuple[int, int]


@dataclass(slots=True)
class _Seen:
    """A viewer. `since_s` is None while nothing counts; `flying` are on their way to the store."""

    sockets: int = 0
    since_s: int | None = None
    told_s: int = 0
    untold: list[_Seconds] = field(default_factory=list)
    flying: list[_Seconds] = field(default_factory=list)
    total_s: int | None = None
    until_s: int = 0

    def stop(self, at_s: int) -> None:
        """Count until `at_s`, and no more."""
        if self.since_s is not None and at_s > self.since_s:
            self.untold.append((self.since_s, at_s))
        self.since_s = None


class Watching:
    """The watch times of those who are or were at this edge."""

    def __init__(self, facts: ViewerFacts, clock: Clock) -> None:
        self._facts = facts
        self._clock = clock
        self._seen: dict[str, _Seen] = {}
        self._stale = False
        self._failing = False

    def joined(self, viewer: str) -> None:
        """A socket of `viewer` has come in."""
        seen = self._seen.get(viewer)
        if seen is None:
            self._make_room()
            seen = self._seen[viewer] = _Seen(told_s=self._now_s())
        seen.sockets += 1
        if seen.since_s is None and not self._stale:
            seen.since_s = self._now_s()

    def left(self, viewer: str) -> None:
        """A socket of `viewer` has gone."""
        seen = self._seen.get(viewer)
        if seen is None:
            return
        seen.sockets -= 1
        if seen.sockets == 0:
            seen.stop(self._now_s())

    def state(self, stale_since_ms: int | None) -> None:
        """The edge has lost the show since then, or (None) has it back."""
        self._stale = stale_since_ms is not None
        for seen in self._seen.values():
            if stale_since_ms is not None:
                seen.stop(stale_since_ms // 1000)
            elif seen.sockets and seen.since_s is None:
                seen.since_s = self._now_s()

    def watched(self, viewer: str) -> tuple[int, bool]:
        """Return the seconds that `viewer` has watched at least, and whether that is all.

        What another edge has not told the store yet is missing: a few seconds.
        """
        seen = self._seen.get(viewer)
        if seen is None:
            return 0, False
        stretches = [*seen.flying, *seen.untold]
        if seen.since_s is not None:
            stretches.append((seen.since_s, self._now_s()))
        # The store may have counted seconds of ours already, told by another edge.
        here_s = sum(max(0, to_s - max(from_s, seen.until_s)) for from_s, to_s in stretches)
        return (seen.total_s or 0) + here_s, seen.total_s is not None

    async def learn(self, viewers: Collection[str]) -> None:
        """Find out what the store knows of `viewers`. Raises `StoreError`."""
        await self._tell([viewer for viewer in viewers if viewer in self._seen])

    async def run(self) -> None:
        """Tell the store what is due, for ever."""
        while True:
            await asyncio.sleep(TURN_S)
            try:
                await self._tell(self._due())
                self._failing = False
            except StoreError as error:
                if not self._failing:
                    log.warning("watch times wait: %s", error)
                self._failing = True
            except Exception:
                log.exception("telling watch times")

    async def close(self) -> None:
        """Tell the rest, if the store takes it."""
        try:
            await self._tell(list(self._seen))
        except StoreError as error:
            log.warning("the last watch times are lost: %s", error)

    def _due(self) -> list[str]:
        before_s = self._now_s() - TELL_S
        return [
            viewer
            for viewer, seen in self._seen.items()
            if seen.total_s is None or seen.sockets == 0 or seen.told_s <= before_s
        ]

    async def _tell(self, viewers: list[str]) -> None:
        for start in range(0, len(viewers), BATCH):
            await self._tell_some(viewers[start : start + BATCH])

    async def _tell_some(self, viewers: Iterable[str]) -> None:
        now_s = self._now_s()
        asked: list[tuple[_Seen, Stretch]] = []
        mine: list[_Seen] = []
        for viewer in viewers:
            seen = self._seen.get(viewer)
            if seen is None:
                continue
            if not seen.flying:
                if seen.since_s is not None:
                    seen.stop(now_s)
                    seen.since_s = now_s
                seen.flying, seen.untold = seen.untold, []
                mine.append(seen)
            rows = seen.flying or [(now_s, now_s)]
            asked += ((seen, Stretch(viewer, from_s, to_s)) for from_s, to_s in rows)
        if not asked:
            return
        try:
            answers = await self._facts.watched([stretch for _, stretch in asked])
        except BaseException:
            # Whether they have arrived is not known; told again, they add nothing.
            for seen in mine:
                seen.untold, seen.flying = _merged([*seen.flying, *seen.untold]), []
            raise
        for seen in mine:
            seen.flying, seen.told_s = [], now_s
        for (seen, stretch), (total_s, until_s) in zip(asked, answers, strict=True):
            seen.total_s = max(seen.total_s or 0, total_s)
            seen.until_s = max(seen.until_s, until_s)
            if seen.sockets == 0 and not seen.untold and not seen.flying:
                self._seen.pop(stretch.viewer, None)

    def _make_room(self) -> None:
        """Forget who left first, when the store has been away for too many to remember."""
        if len(self._seen) >= KEPT_MAX:
            gone = next((name for name, seen in self._seen.items() if seen.sockets == 0), None)
            if gone is not None:
                del self._seen[gone]

    def _now_s(self) -> int:
        return self._clock.now_ms() // 1000


def _merged(stretches: Iterable[_Seconds]) -> list[_Seconds]:
    """Join what follows on: a store that is away for long makes no long list."""
    merged: list[_Seconds] = []
    for from_s, to_s in stretches:
        if merged and merged[-1][1] == from_s:
            merged[-1] = (merged[-1][0], to_s)
        else:
            merged.append((from_s, to_s))
    return merged
