"""The stream of cues as `cue_publish.lua` keeps it, pure."""

from __future__ import annotations

from collections.abc import Sequence

from gala.ports import CueRecord, Fenced, LogConflict
from gala.sim.store_stream import Stream


class CuesModel:
    """Each seq of a channel once and without gaps, under the newest epoch that has published."""

    __slots__ = ("_count", "_cues", "_epoch", "_last")

    def __init__(self) -> None:
        self._epoch = 0
        self._count = 0
        self._last: dict[str, int] = {}
        self._cues: Stream[CueRecord] = Stream()

    def publish(self, _now_ms: int, epoch: int, told: int, cues: Sequence[CueRecord]) -> int:
        """See `gala.ports.CueStream.publish`; all are appended or none.

        Returns how many there have been, which `told` was the last time in this epoch (0: none).
        """
        if epoch < self._epoch:
            raise Fenced(f"epoch {self._epoch} has published, {epoch} came")
        if self._count < told:
            raise LogConflict(f"{told} cues were published, {self._count} are left")
        last = dict(self._last)
        fresh = []
        for cue in cues:
            at = last.get(cue.channel, 0)
            if cue.seq > at + 1:
                raise LogConflict(f"{cue.channel} is at seq {at}, {cue.seq} came")
            if cue.seq == at + 1:
                last[cue.channel] = cue.seq
                fresh.append(cue)
        self._epoch, self._last = epoch, last
        for cue in fresh:
            self._count += 1
            self._cues.put((epoch, self._count), cue)
        return self._count

    def read(self, _now_ms: int, cursor: str, count: int) -> list[tuple[str, CueRecord]]:
        """Return up to `count` cues after `cursor`, each with its own cursor."""
        return self._cues.after(cursor, count)

    def copy(self) -> CuesModel:
        """Return one that goes its own way from here."""
        other = CuesModel()
        other._epoch, other._count = self._epoch, self._count
        other._last, other._cues = dict(self._last), self._cues.copy()
        return other
