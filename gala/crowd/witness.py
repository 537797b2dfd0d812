"""What one viewer saw, and everything about it that is not as the protocol promises.

Pure. Per channel: from a snapshot on every cue exactly once and in order, across connections; a
later snapshot covers what lies up to its seq and never less than was seen; epochs only grow. Per
window: one receipt, the same bytes however often it comes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gala.client import Answer, Cue, Receipt, Resumed, Snapshot

PROBLEMS_MAX = 20


@dataclass(slots=True)
class Trace:
    """One channel: the stretches `[first, last]` that were seen or covered, and what is missing."""

    stretches: list[list[int]] = field(default_factory=list)
    epoch: int = 0
    missing: set[int] = field(default_factory=set)

    @property
    def last(self) -> int | None:
        """The newest seq, None before the first snapshot."""
        return self.stretches[-1][1] if self.stretches else None


class Take(NamedTuple):
    """A segment that came on screen `late_ms` after its instant by the viewer's own clock."""

    segment: str
    late_ms: int


class Witness:
    """Counts what a viewer was sent and notes what should not have been."""

    def __init__(self, viewer: str) -> None:
        self.viewer = viewer
        self.channels: dict[str, Trace] = {}
        self.counts: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.receipts: dict[str, Receipt] = {}
        self.takes: list[Take] = []
        self.problems: list[str] = []

    def problem(self, count: str, text: str) -> None:
        """Count one more `count` and keep it in words, unless there are many already."""
        self.counts[count] += 1
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(f"{self.viewer}: {text}")

    def last_seq(self, channel: str) -> int | None:
        """Return the newest seq seen or covered."""
        trace = self.channels.get(channel)
        return None if trace is None else trace.last

    def snapshot(self, snapshot: Snapshot) -> None:
        """A channel begins, or what was not sent is covered."""
        trace = self.channels.setdefault(snapshot.channel, Trace())
        self.counts["snapshots"] += 1
        where = f"{snapshot.channel} snapshot at {snapshot.seq}"
        if trace.last is not None and snapshot.seq < trace.last:
            self.problem("out_of_order", f"{where} after cue {trace.last}")
        self._epoch(trace, snapshot.epoch, where)
        seqs = [cue.seq for cue in snapshot.cues]
        rising = all(before < after for before, after in pairwise(seqs))
        if not rising or any(seq > snapshot.seq for seq in seqs):
            self.problem("out_of_order", f"{where} holds cues {seqs}")
        if any(cue.channel != snapshot.channel for cue in snapshot.cues):
            self.problem("out_of_order", f"{where} holds cues of another channel")
        trace.missing.clear()  # covered
        trace.stretches.append([snapshot.seq, snapshot.seq])

    def resumed(self, resumed: Resumed) -> None:
        """A channel goes on; it can only have grown."""
        self.counts["resumed"] += 1
        last = self.last_seq(resumed.channel)
        if last is None or resumed.seq < last:
            self.problem("out_of_order", f"{resumed.channel} resumed at {resumed.seq}, not {last}")

    def cue(self, cue: Cue) -> None:
        """A cue that the viewer took in."""
        self.counts["cues"] += 1
        trace = self.channels.get(cue.channel)
        if trace is None or trace.last is None:
            self.problem("out_of_order", f"{cue.channel} cue {cue.seq} before any snapshot")
            return
        last = trace.last
        self._judge(trace, cue, last + 1)
        if cue.seq > last:
            trace.missing.update(range(last + 1, cue.seq))
            trace.stretches[-1][1] = cue.seq

    def refused(self, cue: Cue, expected_seq: int) -> None:
        """A cue that came where `expected_seq` was next, and was not taken in."""
        self._judge(self.channels.setdefault(cue.channel, Trace()), cue, expected_seq)

    def _judge(self, trace: Trace, cue: Cue, expected_seq: int) -> None:
        where = f"{cue.channel} cue {cue.seq}"
        if cue.seq > expected_seq:
            self.problem("gaps", f"{where} where {expected_seq} is next")
        elif cue.seq in trace.missing:
            trace.missing.discard(cue.seq)
            self.problem("out_of_order", f"{where} after {expected_seq - 1}")
        elif cue.seq < expected_seq:
            self.problem("duplicates", f"{where} again, where {expected_seq} is next")
        self._epoch(trace, cue.epoch, where)

    def _epoch(self, trace: Trace, epoch: int, where: str) -> None:
        if epoch < trace.epoch:
            self.problem("out_of_order", f"{where} of epoch {epoch} after {trace.epoch}")
        trace.epoch = max(trace.epoch, epoch)

    def receipt(self, receipt: Receipt) -> None:
        """A receipt, the first in its window or one more of the same."""
        self.answers["receipt"] += 1
        first = self.receipts.setdefault(receipt.window, receipt)
        if first.frame != receipt.frame:
            self.problem("receipts_changed", f"{receipt.window}: {first} became {receipt}")

    def answer(self, answer: Answer) -> None:
        """Another answer. The claim that has a receipt can get no other final one any more.

        Another claim of the same viewer may be: an edge that need not ask says what it knows.
        """
        self.answers[answer.outcome] += 1
        receipt = self.receipts.get(answer.window)
        if receipt is not None and answer.final and answer.claim_id == receipt.claim_id:
            self.problem("receipts_changed", f"{answer.window}: a receipt became {answer.outcome}")

    def take_shown(self, take: Take) -> None:
        """A segment came on screen."""
        self.takes.append(take)
