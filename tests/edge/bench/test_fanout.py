"""The bench runs; what it finds belongs to a machine that is at rest."""

from __future__ import annotations

import pytest

from gala.edge.bench import fanout
from gala.edge.bench.fanout import Side


def test_a_small_run() -> None:
    lines: list[str] = []
    report = fanout.run(viewers=30, payload_bytes=200, rounds=3, progress=lines.append)
    assert (report.viewers, report.payload_bytes, report.rounds) == (30, 200, 3)
    for side in (report.edge, report.bare):
        assert 0 < side.best_us <= side.median_us <= side.worst_us
    assert report.ratio == pytest.approx(report.edge.median_us / report.bare.median_us)
    assert lines[-1] == "round 5 of 5"


def test_more_viewers_than_files() -> None:
    with pytest.raises(ValueError, match="at most"):
        fanout.run(viewers=10_000_000)


@pytest.mark.parametrize("size", [100, 200, 255, 300, 4000])
def test_cues_have_the_length_asked_for(size: int) -> None:
    assert len(fanout._cue(7, size).frame) == size


def test_a_cue_has_a_least_length() -> None:
    with pytest.raises(ValueError, match="at least"):
        fanout._cue(7, 5)


def test_rounds_are_summed_up() -> None:
    assert Side.of([3.0, 1.0, 2.0]) == Side(2.0, 1.0, 3.0)
