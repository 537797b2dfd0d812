"""A simulated night that nobody drives: its breaker holds it, whatever befalls who conducts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gala.sim import night
from gala.sim.plans import Fate, Fault
from gala.sim.runner import Outcome, play
from tests.approved import UNATTENDED

SPEND_FEN = 93_000
"""The car and the cups alone are 91,800: with what was sold and rained before, it is too much."""

C1, C2 = 1, 3
"""Lots that hit the first conductor, and the second."""

CRASHES = (
    Fault(9.0, "crash", 1.0, C2),
    Fault(13.0, "crash", 1.0, C1),
    Fault(15.0, "crash", 1.0, C2),
)
"""One before the breaker trips, and both while it holds."""


@pytest.fixture(autouse=True)
def unattended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the simulated sheet go by itself."""
    asked = UNATTENDED.replace("6500", str(SPEND_FEN))
    monkeypatch.setattr(night, "SHEET", night.SHEET.replace("segments:\n", asked + "segments:\n"))
    night.sheet.cache_clear()
    night.plan.cache_clear()
    yield
    monkeypatch.undo()
    night.sheet.cache_clear()
    night.plan.cache_clear()


def told(outcome: Outcome, what: str) -> list[str]:
    return [line for line in outcome.story if what in line]


def test_conductors_that_die_around_its_breaker_find_it_tripped_once() -> None:
    fate = Fate(calm=False, crew=False, replicated=False, late_ms=0, faults=CRASHES)
    outcome = play(7, fate=fate)
    assert outcome.broken == ""
    held = [line.split() for line in told(outcome, "breaker_tripped")]
    assert [line[5] for line in held] == ["prizes", "last", "few"]
    given_fen = int(held[0][6]) + int(held[0][7])
    assert given_fen + 91_800 > SPEND_FEN
    assert len(told(outcome, "epoch_began")) > 1
    calls = told(outcome, "before prizes")
    assert len(calls) > 1, "whoever takes over calls again"
    assert len({line.split("before prizes: ")[1] for line in calls}) == 1, "and says the same"
    # Only the person who brings the night home lets it go on.
    resumed = [line.split()[-1] for line in told(outcome, "clock_resumed")]
    assert set(resumed) == {"stage"}
    assert len(resumed) == len(held)


@pytest.mark.parametrize("seed", [3, 11, 26])
def test_nights_as_they_come_hold_all_that_they_must(seed: int) -> None:
    assert play(seed).broken == ""
