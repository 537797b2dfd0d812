"""Each test plants one thing that the protocol forbids; the first ones plant none."""

import random

import pytest

from gala.client import Answer, Cue, Receipt, Resumed, Snapshot
from gala.crowd.witness import PROBLEMS_MAX, Witness
from tests.keys import PROOF, PSEUDONYM

FAULTS = ("gaps", "duplicates", "out_of_order", "receipts_changed")


def cue(seq: int, epoch: int = 1, channel: str = "main") -> Cue:
    return Cue(channel, epoch, seq, 0, "hold", ())


def snapshot(seq: int, *cues: Cue, epoch: int = 1, channel: str = "main") -> Snapshot:
    return Snapshot(channel, epoch, seq, cues)


def saw(*seqs: int) -> Witness:
    """A witness who came at seq 5 and then saw these cues."""
    witness = Witness("viewer 1")
    witness.snapshot(snapshot(5, cue(2), cue(5)))
    for seq in seqs:
        witness.cue(cue(seq))
    return witness


def found(witness: Witness) -> dict[str, int]:
    return {fault: witness.counts[fault] for fault in FAULTS if witness.counts[fault]}


def receipt(unit: int = 3, frame: bytes = b"frame") -> Receipt:
    return Receipt("w", 1, bytes(16), unit, 1, 99, 1, "app", PSEUDONYM, PROOF, frame)


def test_in_order_across_resumes_snapshots_and_conductors() -> None:
    witness = saw(6, 7)
    witness.resumed(Resumed("main", 1, 9))
    witness.cue(cue(8))
    witness.cue(cue(9, epoch=2))
    witness.snapshot(snapshot(20, epoch=2))
    witness.cue(cue(21, epoch=2))
    assert found(witness) == {}
    assert witness.problems == []
    assert witness.last_seq("main") == 21
    assert witness.channels["main"].stretches == [[5, 9], [20, 21]]
    assert witness.counts["cues"] == 5


def test_a_room_entered_again_is_covered_by_its_snapshot() -> None:
    witness = saw()
    witness.snapshot(snapshot(0, channel="room:k"))
    witness.cue(cue(1, channel="room:k"))
    witness.snapshot(snapshot(6, channel="room:k"))
    witness.cue(cue(7, channel="room:k"))
    assert found(witness) == {}
    assert witness.last_seq("main") == 5
    assert witness.last_seq("room:garden") is None


def test_a_gap() -> None:
    witness = saw(6, 8)
    assert found(witness) == {"gaps": 1}
    assert witness.problems == ["viewer 1: main cue 8 where 7 is next"]


def test_a_duplicate() -> None:
    assert found(saw(6, 6)) == {"duplicates": 1}
    assert found(saw(6, 7, 6)) == {"duplicates": 1}
    assert found(saw(4)) == {"duplicates": 1}


def test_two_cues_in_the_wrong_order() -> None:
    assert found(saw(6, 8, 7, 9)) == {"gaps": 1, "out_of_order": 1}


@pytest.mark.parametrize("seed", range(20))
def test_any_one_change_of_the_order_is_found(seed: int) -> None:
    print(f"seed {seed}")
    rng = random.Random(seed)
    seqs = list(range(6, 30))
    at = rng.randrange(len(seqs) - 1)
    match rng.choice(("drop", "double", "swap")):
        case "drop":
            del seqs[at]
        case "double":
            seqs.insert(rng.randrange(at, len(seqs)) + 1, seqs[at])
        case _:
            seqs[at], seqs[at + 1] = seqs[at + 1], seqs[at]
    assert found(saw(*range(6, 30))) == {}
    assert found(saw(*seqs)) != {}


def test_refused_cues_count_and_are_expected_again() -> None:
    witness = saw(6)
    witness.refused(cue(9), 7)
    witness.resumed(Resumed("main", 1, 9))
    for seq in (7, 8, 9):
        witness.cue(cue(seq))
    assert found(witness) == {"gaps": 1}
    witness.refused(cue(9), 10)
    assert found(witness) == {"gaps": 1, "duplicates": 1}


def test_a_cue_of_an_older_epoch() -> None:
    witness = saw()
    witness.cue(cue(6, epoch=2))
    witness.cue(cue(7, epoch=1))
    assert found(witness) == {"out_of_order": 1}


def test_a_cue_before_any_snapshot() -> None:
    witness = Witness("viewer 1")
    witness.cue(cue(1))
    assert found(witness) == {"out_of_order": 1}


def test_a_snapshot_or_a_resume_that_goes_back() -> None:
    witness = saw(6, 7)
    witness.snapshot(snapshot(6))
    assert found(witness) == {"out_of_order": 1}
    witness = saw(6, 7)
    witness.resumed(Resumed("main", 1, 6))
    assert found(witness) == {"out_of_order": 1}


@pytest.mark.parametrize(
    "cues", [(cue(3), cue(2)), (cue(2), cue(2)), (cue(6),), (cue(2, channel="room:k"),)]
)
def test_a_snapshot_whose_cues_do_not_belong(cues: tuple[Cue, ...]) -> None:
    witness = Witness("viewer 1")
    witness.snapshot(snapshot(5, *cues))
    assert found(witness) == {"out_of_order": 1}


def test_the_same_receipt_however_often() -> None:
    witness = saw()
    witness.answer(Answer("w", 1, bytes(16), "pending", 0))
    for _ in range(3):
        witness.receipt(receipt())
    witness.answer(Answer("w", 1, bytes(16), "too_early", 7))
    assert found(witness) == {}
    assert witness.answers == {"pending": 1, "receipt": 3, "too_early": 1}


@pytest.mark.parametrize("other", [receipt(4, b"emarf"), receipt(3, b"emarf")])
def test_a_receipt_that_changes(other: Receipt) -> None:
    witness = saw()
    witness.receipt(receipt())
    witness.receipt(other)
    assert found(witness) == {"receipts_changed": 1}
    assert witness.receipts["w"] == receipt()


def test_a_receipt_taken_back() -> None:
    witness = saw()
    witness.receipt(receipt())
    witness.answer(Answer("w", 1, b"another claim id", "sold_out", 0))  # that edge did not ask
    assert found(witness) == {}
    witness.answer(Answer("w", 1, bytes(16), "sold_out", 0))
    assert found(witness) == {"receipts_changed": 1}


def test_problems_in_words_are_bounded() -> None:
    witness = saw(*[6] * 100)
    assert witness.counts["duplicates"] == 99
    assert len(witness.problems) == PROBLEMS_MAX
