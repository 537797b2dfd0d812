from typing import Any

import pytest

from gala.proof.errors import ProofError
from gala.proof.leaf import Leaf, parse_leaf, parse_unsold, quantity_of, unsold_text
from tests.proof.held import vectors

LEAF = Leaf("ab" * 16, "app", 7, 3, 1, 9900, 1_750_000_000_000, bytes(range(16)))


def test_a_leaf_is_read_back_from_its_text() -> None:
    assert LEAF.text() == (
        "abababababababababababababababab app 7 3 1 9900 1750000000000 "
        "000102030405060708090a0b0c0d0e0f"
    )
    assert parse_leaf(LEAF.text()) == LEAF
    assert quantity_of(LEAF.text()) == 3


def test_an_unsold_unit_is_a_leaf_of_quantity_one() -> None:
    assert unsold_text("tv", 12) == "- tv 12 1 unsold"
    assert parse_unsold("- tv 12 1 unsold") == ("tv", 12)
    assert quantity_of("- tv 12 1 unsold") == 1


@pytest.mark.parametrize("case", vectors("proof")["leaves"]["good"])
def test_leaves_are_read(case: dict[str, Any]) -> None:
    assert quantity_of(case["text"]) == case["quantity"]


@pytest.mark.parametrize("text", vectors("proof")["leaves"]["bad"])
def test_other_text_is_no_leaf(text: str) -> None:
    with pytest.raises(ProofError):
        quantity_of(text)


@pytest.mark.parametrize("unit", ["９", "-1", "1e3", "9007199254740992", "1" * 17, "1_0", ""])
def test_numbers_are_written_in_one_way(unit: str) -> None:
    with pytest.raises(ProofError):
        parse_leaf(LEAF.text().replace(" 7 ", f" {unit} "))
