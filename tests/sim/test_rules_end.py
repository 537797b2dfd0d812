"""What a healed world must come to, told from a night that has not ended."""

from __future__ import annotations

import pytest

from gala.sim import plans, rules_end, runner
from gala.sim.plans import Fate

CALM = Fate(calm=True, crew=False, replicated=False, late_ms=0, faults=())


def test_a_night_that_does_not_end_is_said_with_where_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "CONVERGED_S_MAX", -10.0)
    broken = runner.play(1, fate=CALM).broken
    assert broken.startswith(f"{rules_end.CONVERGES}: the show is not finished: on_air, auto, ")
    assert "sale settled" in broken


def test_a_record_with_another_signature_does_not_prove_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules_end, "_receipt_lines", lambda *_: iter(()))
    broken = runner.play(1, fate=CALM).broken
    assert broken == f"{rules_end.RECORD}: receipts: there are claims without a receipt"


def test_a_viewer_who_is_cut_off_for_good_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "CONVERGED_S_MAX", 10.0)
    # A calm night is not healed, so nobody starts the phone again.
    monkeypatch.setitem(plans.FAULTS, "drift", lambda cast, _: cast.sim.hosts["v07"].crash)
    fate = Fate(
        calm=True,
        crew=False,
        replicated=False,
        late_ms=0,
        faults=(plans.Fault(3.0, "drift", 1.0, 0),),
    )
    broken = runner.play(1, fate=fate).broken
    assert broken == f"{rules_end.CONVERGES}: v07 is at (1, 4) in main"
