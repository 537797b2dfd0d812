import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.proof.canon import INTEGER_MAX, canonical, read, rewritten, unhex
from gala.proof.errors import ProofError
from tests.proof.held import vectors

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, INTEGER_MAX) | _TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=5), inner, max_size=4)
    ),
)


@given(_VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    assert read(canonical(value)) == value


@given(_VALUES)
def test_no_other_writing_of_a_value_is_read(value: object) -> None:
    text = canonical(value)
    loose = json.dumps(value, indent=1).encode()
    if loose != text:
        with pytest.raises(ProofError):
            read(loose)


@pytest.mark.parametrize("text", vectors("proof")["canonical"]["good"])
def test_canonical_text_is_read(text: str) -> None:
    assert canonical(read(text.encode())) == text.encode()


@pytest.mark.parametrize("text", vectors("proof")["canonical"]["bad"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ProofError):
        read(text.encode())


@pytest.mark.parametrize(
    "data", [b"\xff", b'"\xed\xa0\x80"', b'"\x01"', b"[" * 10**6, b"1" * 10**6]
)
def test_bytes_that_are_no_text_or_have_no_end_are_refused(data: bytes) -> None:
    with pytest.raises(ProofError):
        read(data)


def _deep(more: int = 10**5) -> list[Any]:
    """Return a list in as many more."""
    inner: list[Any] = []
    for _ in range(more):
        inner = [inner]
    return inner


@pytest.mark.parametrize(
    "value",
    [1.0, ~INTEGER_MAX, INTEGER_MAX + 1, {1: 2}, {"é": 1}, "\ud800", b"x", {1}, _deep(), _deep(64)],
)
def test_what_has_no_canonical_json_is_not_written(value: object) -> None:
    with pytest.raises(ProofError):
        canonical(value)


def test_lists_nest_64_deep() -> None:
    assert read(canonical(_deep(63))) == _deep(63)


def test_brackets_in_text_are_not_nesting() -> None:
    text = "[" * 1000 + '"' + "{" * 1000
    assert read(canonical([text, [text]])) == [text, [text]]
    many = [[index] for index in range(1000)]
    assert read(canonical(many)) == many


@pytest.mark.parametrize("text", ["0", "0G", "AB", "ab cd", " ab", "ab\n", b"ab", None, 1])
def test_only_small_hex_is_read(text: object) -> None:
    with pytest.raises(ProofError):
        unhex(text)


def test_hex_of_the_wrong_size_is_refused() -> None:
    assert unhex("00ff", 2) == b"\0\xff"
    with pytest.raises(ProofError, match="2 bytes and not 3"):
        unhex("00ff", 3)


@given(_VALUES)
def test_what_was_read_is_rewritten_without_a_look(value: object) -> None:
    assert rewritten(read(canonical(value))) == canonical(value)
