"""What must hold of the log and the cues, checked at every write.

The log replays line by line; nobody with an older epoch writes; every cue is one that the log asked
for; draws are numbered without gaps, have one result each, and bind to a round yet to come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gala.core.effects import OpenWindow, Publish
from gala.core.events import (
    DrawCommitted,
    DrawOpened,
    DrawVoided,
    EntriesFrozen,
    Event,
    RainOpened,
    WindowSettled,
    WindowToppedUp,
)
from gala.core.log import LogError, LogReader, Written
from gala.core.state import Show
from gala.ports import CueRecord
from gala.proof.chain import time_of
from gala.proof.manifest import read_manifest
from gala.wire import messages
from gala.wire.steps import Cue

from .rules_ledger import LedgerRules

Broken = Callable[[str, str], None]

FENCE = "no write by an older epoch"
REPLAYS = "the log replays"
LOGGED = "every cue is one that the log asked for"
ONE_RESULT = "one result a draw"
NUMBERS = "draws are numbered without gaps"
AHEAD = "no commitment to a round that had come"


class LogRules:
    """Follows the log and the stream of cues. `told` gets each new line's event."""

    def __init__(
        self,
        broken: Broken,
        ledger: LedgerRules,
        now_ms: Callable[[], int],
        told: Callable[[Written], None],
    ) -> None:
        self.lines: list[bytes] = []
        self.hashes: set[bytes] = set()
        self.reader: LogReader | None = None
        self.last: dict[str, int] = {}
        """The last seq published, by channel."""
        self._broken = broken
        self._ledger = ledger
        self._now_ms = now_ms
        self._told = told
        self._epochs: dict[str, int] = {}
        self._asked: dict[tuple[str, int], bytes] = {}
        self._cues: dict[tuple[str, int], Cue] = {}
        self._outcomes: set[int] = set()

    @property
    def show(self) -> Show | None:
        """The state that the log has led to, None before its first line."""
        return None if self.reader is None else self.reader.show

    def wrote(self, name: str, args: tuple[Any, ...]) -> None:
        """Take a write."""
        if name == "log_append":
            self.check_epoch("log", args[0])
            written = self._append(args[1], args[2])
            if written is not None and isinstance(written.event, DrawCommitted):
                self._ahead(written.event)
        elif name == "cue_publish":
            self.check_epoch("cues", args[0])
            for cue in args[-1]:
                self._publish(cue)

    def again(self, lines: list[bytes], cues: list[CueRecord]) -> None:
        """Begin anew with what the store has, after it has lost something."""
        self.lines, self.hashes, self.reader = [], set(), None
        self._asked.clear()
        self._cues.clear()
        self._outcomes.clear()
        self._epochs.clear()
        self.last.clear()
        self._ledger.nothing_added()
        told, self._told = self._told, lambda _: None
        for index, line in enumerate(lines):
            self._append(index, line)
        for cue in cues:
            self._publish(cue)
        self._told = told

    def check_epoch(self, what: str, epoch: int) -> None:
        """Hold an accepted write against the newest epoch that has written there."""
        newest = self._epochs.get(what, 0)
        if epoch < newest:
            self._broken(FENCE, f"{what}: epoch {epoch} after {newest}")
        self._epochs[what] = max(newest, epoch)

    def cue(self, channel: str, seq: int) -> Cue | None:
        """Return a cue as the log asked for it, None when it did not."""
        key = (channel, seq)
        if key not in self._cues:
            frame = self._asked.get(key)
            if frame is None:
                return None
            self._cues[key] = messages.read_cue(frame)
        return self._cues[key]

    def _append(self, index: int, line: bytes) -> Written | None:
        """Take one line; return what is new in it."""
        if index < len(self.lines):
            if self.lines[index] != line:
                self._broken(REPLAYS, f"line {index} was written anew")
            return None
        self.lines.append(line)
        if self.reader is None:
            self.reader = LogReader(line)
            return None
        try:
            written = self.reader.feed(line)
        except LogError as error:
            self._broken(REPLAYS, str(error))
            return None
        self.hashes.add(written.show.state_hash())
        for effect in written.effects:
            if isinstance(effect, Publish):
                self._ask(effect)
            elif isinstance(effect, OpenWindow):
                self._ledger.offered(effect)
        self._judge(written.event)
        self._told(written)
        return written

    def _ahead(self, event: DrawCommitted) -> None:
        manifest = read_manifest(event.manifest)
        late_ms = self._now_ms() - time_of(manifest.beacon.chain, manifest.round)
        if late_ms >= 0:
            self._broken(AHEAD, f"draw {event.number}: its round came {late_ms} ms ago")

    def _ask(self, cue: Publish) -> None:
        frame = messages.cue(cue.channel, cue.epoch, cue.seq, cue.present_at_ms, cue.kind, cue.body)
        if self._asked.setdefault((cue.channel, cue.seq), frame) != frame:
            self._broken(LOGGED, f"{cue.channel} {cue.seq} was asked for twice")

    def _judge(self, event: Event) -> None:
        assert self.reader is not None
        match event:
            case DrawCommitted():
                draws = len(self.reader.show.draws)
                if event.number != draws:
                    self._broken(NUMBERS, f"draw {event.number} is the {draws}th")
            case DrawOpened() | RainOpened() | DrawVoided():
                if event.number in self._outcomes:
                    self._broken(ONE_RESULT, f"draw {event.number} has a second one")
                self._outcomes.add(event.number)
                if isinstance(event, RainOpened):
                    self._ledger.rained(self.reader.show.draw(event.number), event)
            case WindowToppedUp():
                self._ledger.topped_up(event)
            case WindowSettled():
                self._ledger.settled(event)
            case EntriesFrozen():
                self._ledger.frozen(event)

    def _publish(self, cue: CueRecord) -> None:
        last = self.last.get(cue.channel, 0)
        if cue.seq > last + 1:
            self._broken(LOGGED, f"{cue.channel} {cue.seq} after {last}")
        if self._asked.get((cue.channel, cue.seq)) != cue.frame:
            self._broken(LOGGED, f"{cue.channel} {cue.seq} of epoch {cue.epoch} is another")
        self.last[cue.channel] = max(last, cue.seq)
