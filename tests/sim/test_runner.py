"""Whole nights by seed: they end well, the same seed is the same night, and a failure says so."""

from __future__ import annotations

import os
from multiprocessing import get_context

import pytest

from gala.sim.rules_end import CONVERGES
from gala.sim.runner import UNHEARD, Outcome, play

SEEDS = int(os.environ.get("GALA_SEEDS", "200"))
"""How many nights; `make soak` plays more of them by `gala simulate`."""


def _played(seed: int) -> tuple[int, str, int]:
    outcome = play(seed)
    return seed, outcome.broken, len(outcome.faults)


def test_two_hundred_bad_nights() -> None:
    with get_context("spawn").Pool(min(4, os.cpu_count() or 1)) as pool:
        done = pool.map(_played, range(SEEDS), chunksize=5)
    assert [(seed, broken) for seed, broken, _ in done if broken] == []
    assert sum(faults for _, _, faults in done) > 3 * SEEDS


@pytest.mark.parametrize("seed", [0, 3, 7, 12, 39, 151])
def test_the_same_seed_is_the_same_night(seed: int) -> None:
    def known(one: Outcome) -> tuple[object, ...]:
        return one.digest, one.story, one.steps, one.virtual_s

    first = play(seed)
    assert known(first) == known(play(seed))
    assert first.broken == ""
    assert first.digest != play(seed + 1).digest


def test_a_failure_in_the_code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object) -> None:
        raise ZeroDivisionError("an edge that cannot judge")

    monkeypatch.setattr("gala.edge.windows.Windows.judge", torn)
    monkeypatch.setattr("gala.sim.runner.CONVERGED_S_MAX", 5.0)
    outcome = play(0)
    assert outcome.broken.startswith(CONVERGES)
    assert "BROKEN" in outcome.tail[-1] or "BROKEN" in outcome.tail[-2]


def test_a_role_that_dies_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    async def torn(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("gala.conductor.conductor.Conductor._commit", torn)
    assert play(0).broken.startswith(f"{UNHEARD}: c")
