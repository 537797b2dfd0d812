"""Each rule of the log and the cues, broken in one place."""

from __future__ import annotations

import pytest

from gala.core.effects import Publish
from gala.core.events import EpochBegan, ViewersCounted
from gala.core.log import LogReader, Written, header_line
from gala.ports import CueRecord
from gala.sim import night, rules_log
from gala.sim.rules_ledger import LedgerRules
from gala.sim.rules_log import LogRules
from gala.sim.watched import WatchedStore
from gala.wire import messages

FIRST = header_line(night.header(1_000_000))


class Bench:
    """The rules over an empty store, and what they have found."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.told: list[Written] = []
        ledger = LedgerRules(self._broken, WatchedStore(lambda: 0))
        self.rules = LogRules(self._broken, ledger, lambda: 0, self.told.append)
        self.writer = LogReader(FIRST)
        self.rules.wrote("log_append", (0, 0, FIRST))

    def _broken(self, rule: str, _text: str) -> None:
        self.broken.append(rule)

    def begin(self, epoch: int) -> bytes:
        """Write that an epoch begins; return the line."""
        written = self.writer.write(EpochBegan(5, epoch, "c", 0))
        self.writer.accept(written)
        self.rules.wrote("log_append", (epoch, self.writer.index, written.line))
        return written.line


def cue_of(written: Written) -> CueRecord:
    """The first cue that an entry asks for."""
    one = next(effect for effect in written.effects if isinstance(effect, Publish))
    frame = messages.cue(one.channel, one.epoch, one.seq, one.present_at_ms, one.kind, one.body)
    return CueRecord(one.channel, one.epoch, one.seq, frame)


def test_a_good_log_and_its_cues() -> None:
    bench = Bench()
    line = bench.begin(1)
    bench.rules.wrote("log_append", (1, 1, line))  # again
    bench.rules.wrote("cue_publish", (1, 0, (cue_of(bench.told[0]),)))
    assert bench.broken == []
    assert bench.rules.last == {"main": 1}
    assert bench.rules.cue("main", 1) is not None
    assert bench.rules.show == bench.writer.show


def test_an_older_epoch() -> None:
    bench = Bench()
    line = bench.begin(2)
    bench.rules.wrote("log_append", (1, 1, line))
    assert bench.broken == [rules_log.FENCE]


@pytest.mark.parametrize("index", [1, 2])
def test_a_line_that_does_not_follow(index: int) -> None:
    bench = Bench()
    bench.begin(1)
    bench.rules.wrote("log_append", (1, index, b"{}"))
    assert bench.broken == [rules_log.REPLAYS]


def test_cues_that_nobody_asked_for() -> None:
    bench = Bench()
    bench.begin(1)
    cue = cue_of(bench.told[0])
    bench.rules.wrote("cue_publish", (1, 0, (CueRecord("main", 1, 1, cue.frame + b"x"),)))
    bench.rules.wrote("cue_publish", (1, 0, (CueRecord("main", 1, 3, b""),)))
    assert set(bench.broken) == {rules_log.LOGGED}


def test_beginning_anew_with_less() -> None:
    bench = Bench()
    bench.begin(1)
    bench.rules.again([FIRST], [])
    bench.writer = LogReader(FIRST)
    bench.writer.accept(bench.writer.write(EpochBegan(5, 2, "d", 0)))
    other = LogReader(FIRST).write(EpochBegan(5, 2, "d", 0)).line
    bench.rules.wrote("log_append", (2, 1, other))
    counted = bench.writer.write(ViewersCounted(6, (("app", 1), ("tv", 0))))
    bench.rules.wrote("log_append", (2, 2, counted.line))
    assert bench.broken == []
