import hashlib
from collections import Counter

import pytest

from gala.proof import stream
from gala.proof.stream import Stream, words
from tests.proof.held import vectors
from tests.proof.primitives import PICKY, picky_seed


def test_words_are_the_quarters_of_the_blocks() -> None:
    source = words(b"seed")
    blocks = b"".join(
        hashlib.sha256(b"seed" + number.to_bytes(8, "big")).digest() for number in range(3)
    )
    for at in range(0, 96, 8):
        assert next(source) == int.from_bytes(blocks[at : at + 8], "big")


def test_the_numbers_that_other_verifiers_are_held_to() -> None:
    known = vectors("proof")
    source = words(bytes.fromhex(known["stream"]["seed"]))
    assert [f"{next(source):016x}" for _ in known["stream"]["words"]] == known["stream"]["words"]
    for case in known["below"]:
        own = Stream(bytes.fromhex(case["seed"]))
        assert all(own.below(draw["n"]) == draw["number"] for draw in case["draws"])


def test_with_small_words_every_number_is_exactly_as_likely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All words of 4 and of 5 bits, for every n: what is kept falls on each number as often."""
    for size in (16, 32):
        monkeypatch.setattr(stream, "WORDS", size)
        for n in range(1, size + 1):
            kept = Counter[int]()
            for word in range(size):
                # A word that is passed over is followed by one that never is.
                source = iter((word, 0))
                number = Stream(source).below(n)
                if len(list(source)) == 1:
                    kept[number] += 1
            assert kept == dict.fromkeys(range(n), size // n)


def test_a_word_too_many_is_passed_over() -> None:
    limit = 2**64 - 2**64 % 6
    assert limit < 2**64
    assert Stream(iter([limit, 2**64 - 1, limit - 1])).below(6) == 5
    assert Stream(iter([limit - 1])).below(6) == 5
    assert Stream(iter([2**64 - 1])).below(2**52) == 2**52 - 1


def test_a_seed_whose_first_word_is_passed_over() -> None:
    source = words(picky_seed())
    first, second = next(source), next(source)
    assert first >= 2**64 - 2**64 % PICKY
    assert Stream(picky_seed()).below(PICKY) == second % PICKY != first % PICKY


def test_many_numbers_are_spread_evenly() -> None:
    """Chi-square with 48 degrees of freedom; 99.99 % of fair streams stay below 93."""
    own = Stream(b"forty-nine")
    counts = Counter(own.below(49) for _ in range(49_000))
    assert sum((counts[number] - 1000) ** 2 / 1000 for number in range(49)) < 93


@pytest.mark.parametrize("n", [0, -1, 2**53])
def test_there_is_no_choice_among_none_or_too_many(n: int) -> None:
    with pytest.raises(ValueError, match="no choice"):
        Stream(b"seed").below(n)


def test_words_that_a_test_gives_can_run_out() -> None:
    with pytest.raises(ValueError, match="run out"):
        Stream(iter([])).below(2)
