"""One channel's cues in memory for the whole night: who resumes gets what followed, from here.

The store is never asked for a viewer. A resume point is good when our history holds that very cue,
by seq *and* epoch: a conductor that was replaced may have numbered cues that were lost.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable

from gala.ports import CueRecord
from gala.wire import messages
from gala.wire.codec import WireError
from gala.wire.steps import Cue

from . import framing
from .handshake import Point
from .retained import Retained

log = logging.getLogger(__name__)


class Ring:
    """The history of one channel; seqs without a gap from the first that came to `seq`."""

    def __init__(self, channel: str, delay_max_ms: int, resume_cues: int) -> None:
        self.channel = channel
        self._delay_max_ms = delay_max_ms
        self._resume_cues = resume_cues
        self._epochs: list[int]
        self._packed: list[bytes]
        self._snapshot: bytes | None
        self.over_at_ms: float
        """When the last outlet has seen the end; inf while there is none."""
        self._begin(1)

    @property
    def seq(self) -> int:
        """The last seq; one less than the first when there is none yet."""
        return self._first + len(self._packed) - 1

    @property
    def epoch(self) -> int:
        """The epoch of the last cue, 0 when there is none yet."""
        return self._epochs[-1] if self._epochs else 0

    def apply(self, records: Iterable[CueRecord]) -> tuple[list[Cue], bytes | None]:
        """Append what is new; return it, and the frames that tell a viewer who was up to date.

        None in place of the frames: our history was not the show's (cues were missing, or written
        anew by a later epoch), and everybody needs a snapshot.
        """
        new: list[Cue] = []
        broken = False
        begin = self.seq + 1
        for record in records:
            if record.seq < self._first and self._packed:
                continue
            if record.seq <= self.seq:
                at = record.seq - self._first
                if record.epoch < self._epochs[at] or record.frame == self._packed[at]:
                    continue  # a repeat, or from before what we know
                log.error("%s: history from %d on was written anew", self.channel, record.seq)
                self._cut(record.seq)
                broken = True
            elif record.seq != self.seq + 1:
                log.error("%s: cue %d came after %d", self.channel, record.seq, self.seq)
                self._begin(record.seq)
                broken = True
            new.append(self._append(record.epoch, record.seq, record.frame))
        if broken:
            return new, None
        return new, b"".join(map(framing.binary, self._packed[begin - self._first :]))

    def resume(self, point: Point | None) -> bytes | None:
        """Return `resumed` and the cues after `point`; None when only a snapshot will do."""
        if point is None or not self._has(point) or self.seq - point.seq > self._resume_cues:
            return None
        missed = self._packed[point.seq + 1 - self._first :]
        head = messages.resumed(self.channel, self.epoch, self.seq)
        return b"".join(map(framing.binary, (head, *missed)))

    def behind(self, point: Point | None) -> bool:
        """Whether `point` is of a later moment than our history; a newer epoch has overtaken it."""
        return point is not None and point.seq > self.seq and point.epoch >= self.epoch

    def snapshot(self, now_ms: int) -> bytes:
        """Return the frame with everything that still matters at `now_ms`; it covers `seq`."""
        if self._snapshot is None or now_ms >= self._retained.changes_at_ms:
            cues = [self._packed[index] for index in self._retained.indexes(now_ms)]
            packed = messages.snapshot(self.channel, self.epoch, self.seq, cues)
            self._snapshot = framing.binary(packed)
        return self._snapshot

    def reach(self, delay_ms: int) -> None:
        """Keep what an outlet that is so far behind still has to show; never less than before."""
        if delay_ms > self._delay_max_ms:
            if self.over_at_ms not in (0, math.inf):
                self.over_at_ms += delay_ms - self._delay_max_ms
            self._delay_max_ms = delay_ms
            self._retained.reach(delay_ms)
            self._snapshot = None

    def _has(self, point: Point) -> bool:
        if point.seq == 0:  # of who came before the first cue
            return point.epoch == 0 and self._first == 1
        if not self._first <= point.seq <= self.seq:
            return False
        return self._epochs[point.seq - self._first] == point.epoch

    def _append(self, epoch: int, seq: int, packed: bytes) -> Cue:
        try:
            cue = messages.read_cue(packed)
        except WireError as error:
            log.error("%s: cue %d is none: %s", self.channel, seq, error)
            cue = Cue(self.channel, epoch, seq, 0, "", ())
        self._epochs.append(epoch)
        self._packed.append(packed)
        self._retained.apply(cue)
        if cue.kind == "over":
            self.over_at_ms = cue.present_at_ms + self._delay_max_ms if cue.present_at_ms else 0
        self._snapshot = None
        return cue

    def _begin(self, first: int) -> None:
        self._first = first
        self._epochs = []
        self._packed = []
        self._retained = Retained(self.channel, self._delay_max_ms)
        self._snapshot = None
        self.over_at_ms = math.inf

    def _cut(self, seq: int) -> None:
        size = seq - self._first
        kept = list(zip(self._epochs[:size], self._packed[:size], strict=True))
        self._begin(self._first)
        for epoch, packed in kept:
            self._append(epoch, self.seq + 1, packed)
