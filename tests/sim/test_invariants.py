"""The judge: the first rule that breaks counts, and followers are held to the log."""

from __future__ import annotations

import pytest

from gala.sim import invariants, runner
from gala.sim.invariants import Judge, Violation
from gala.sim.plans import Fate
from gala.sim.story import Story
from gala.sim.watched import WatchedStore

CALM = Fate(calm=True, crew=False, replicated=False, late_ms=0, faults=())


def test_only_the_first_that_breaks() -> None:
    story = Story(lambda: 0.0, 0.0)
    judge = Judge(WatchedStore(lambda: 0), story, {})
    judge.broken("a", "first")
    judge.broken("b", "second")
    assert judge.violation == Violation("a", "first")
    assert judge.broke.is_set()
    assert [line.split("BROKEN")[1].strip() for line in story.lines] == ["a: first"]


def test_a_follower_whose_state_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    look = Judge.look

    def looked(self: Judge) -> None:
        if self.cast.sim.loop.time() > 8:
            self.log.hashes.clear()
        look(self)

    monkeypatch.setattr(Judge, "look", looked)
    assert runner.play(1, fate=CALM).broken.startswith(invariants.SAME_STATE)
