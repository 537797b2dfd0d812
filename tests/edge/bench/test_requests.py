from __future__ import annotations

from time import monotonic_ns

import pytest

from gala.edge.bench.requests import STAMP, cue, stamped
from gala.wire import messages


@pytest.mark.parametrize("size", [100, 200, 255, 300, 4000])
def test_cues_have_the_length_asked_for(size: int) -> None:
    assert len(cue(7, size).frame) == size


def test_a_cue_has_a_least_length() -> None:
    with pytest.raises(ValueError, match="at least"):
        cue(7, 5)


def test_a_stamped_cue_ends_with_the_instant_at_which_it_was_made() -> None:
    before_ns = monotonic_ns()
    record = stamped(3, 1_000)
    _, stamp, told = record.frame.rpartition(STAMP)
    assert stamp
    assert before_ns <= int.from_bytes(told, "big") <= monotonic_ns()
    assert messages.read_cue(record.frame).seq == 3
    assert 1_000 < len(record.frame) < 1_100
