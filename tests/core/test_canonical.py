from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gala.core.canonical import DIGEST_BYTES, digest, encode, part_digest

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=20,
)


def test_known_bytes_stay_known() -> None:
    assert encode(("a", 1, b"\x00", None)).hex() == "94a16101c40100c0"


@given(left=_VALUES, right=_VALUES)
def test_equal_bytes_mean_equal_values(left: object, right: object) -> None:
    assert (encode(left) == encode(right)) == (repr(left) == repr(right))


@pytest.mark.parametrize("value", [1.0, {"a": 1}, {1}, (1, (2, 0.5)), object()])
def test_what_has_no_single_encoding_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical encoding"):
        encode(value)


def test_a_part_is_hashed_once() -> None:
    counted = []

    @dataclass(frozen=True)
    class Part:
        number: int

        def fields(self) -> tuple[object, ...]:
            counted.append(self.number)
            return (self.number,)

    part = Part(5)
    assert part_digest(part) == part_digest(part) == digest((5,))
    assert len(part_digest(part)) == DIGEST_BYTES
    assert counted == [5]
