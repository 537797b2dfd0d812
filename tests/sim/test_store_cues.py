import pytest

from gala.ports import CueRecord, Fenced, LogConflict
from gala.sim.store_cues import CuesModel
from tests.sim.storing import cue


def kept(cues: CuesModel) -> list[CueRecord]:
    return [one for _, one in cues.read(0, "0", 500)]


def test_a_repeat_is_passed_over() -> None:
    cues = CuesModel()
    assert cues.publish(5, 1, 0, [cue(1), cue(2), cue(1, channel="room:red")]) == 3
    assert cues.publish(6, 1, 3, [cue(2), cue(3), cue(3)]) == 4
    assert kept(cues) == [cue(1), cue(2), cue(1, channel="room:red"), cue(3)]


def test_a_gap_appends_nothing_and_fences_nobody() -> None:
    cues = CuesModel()
    cues.publish(5, 1, 0, [cue(1)])
    with pytest.raises(LogConflict, match="main is at seq 2, 4 came"):
        cues.publish(6, 5, 0, [cue(2), cue(4)])
    assert kept(cues) == [cue(1)]
    assert cues.publish(7, 1, 1, [cue(2)]) == 2


def test_whoever_publishes_fences_older_conductors_even_with_nothing() -> None:
    cues = CuesModel()
    cues.publish(5, 2, 0, [])
    with pytest.raises(Fenced, match="epoch 2 has published, 1 came"):
        cues.publish(6, 1, 0, [])


def test_a_cursor_is_one_cues_own() -> None:
    cues = CuesModel()
    cues.publish(5, 1, 0, [cue(n) for n in range(1, 4)])
    (first, _), (second, _) = cues.read(0, "0", 2)
    assert cues.read(0, first, 1) == [(second, cue(2))]


def test_ids_are_epochs_and_how_many_cues_there_are() -> None:
    cues = CuesModel()
    cues.publish(9, 1, 0, [cue(1), cue(1, channel="room:red")])
    cues.publish(5, 3, 0, [cue(2, epoch=3)])
    assert [id_ for id_, _ in cues.read(0, "0", 9)] == ["1-1", "1-2", "3-3"]


def test_what_this_epoch_has_published_must_be_there() -> None:
    cues = CuesModel()
    cues.publish(5, 1, 0, [cue(1)])
    with pytest.raises(LogConflict, match="2 cues were published, 1 are left"):
        cues.publish(6, 1, 2, [cue(2)])
    assert kept(cues) == [cue(1)]


def test_a_copy_goes_its_own_way() -> None:
    cues = CuesModel()
    cues.publish(5, 1, 0, [cue(1)])
    other = cues.copy()
    cues.publish(6, 2, 0, [cue(2)])
    assert other.publish(6, 1, 1, [cue(2)]) == 2
    assert len(kept(other)) == 2
