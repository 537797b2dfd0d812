"""What the simulator has found, by seed: it breaks without its mend, and holds with it.

The list with the whole story is in docs/simulation.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gala.edge.hall import Hall
from gala.proof import canon
from gala.proof.errors import ProofError
from gala.sim import rules_end, rules_viewers, store_calls
from gala.sim.runner import play
from gala.store.clock import SteadyClock

Patch = pytest.MonkeyPatch


def _negatives_refused(patch: Patch) -> None:
    def natural(digits: str) -> int:
        if digits.startswith("-"):
            raise ProofError("an integer is negative")
        return int(digits)

    patch.setattr(canon, "_DECODER", json.JSONDecoder(parse_int=natural))


def _edges_that_are_always_sure(patch: Patch) -> None:
    patch.setattr(Hall, "clock_error_ms", 0)


def _first_exchange_first(patch: Patch) -> None:
    def begin(self: SteadyClock, samples: list[Any]) -> None:
        for sample in samples:
            self.observe(sample)

    patch.setattr(SteadyClock, "begin", begin)
    _edges_that_are_always_sure(patch)


def _older_snapshots(patch: Patch) -> None:
    patch.setattr(Hall, "behind_the", lambda *_: False)


def _totals_of_the_primary_alone(patch: Patch) -> None:
    patch.setattr(store_calls, "SURE_READS", frozenset())


@pytest.mark.parametrize(
    ("seed", "unmend", "rule"),
    [
        (12, _negatives_refused, rules_end.RECORD),
        (39, _first_exchange_first, rules_viewers.NOT_EARLY),
        (151, _older_snapshots, rules_viewers.CUES),
        (433, _edges_that_are_always_sure, rules_viewers.NOT_EARLY),
        (4896, _totals_of_the_primary_alone, rules_viewers.TRUE_NO),
    ],
)
def test_it_breaks_without_its_mend(
    seed: int, unmend: Callable[[Patch], None], rule: str, monkeypatch: Patch
) -> None:
    assert play(seed).broken == ""
    unmend(monkeypatch)
    assert play(seed).broken.startswith(rule)
