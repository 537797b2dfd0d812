import pytest

from gala.core.trust.card import card_in
from gala.proof.errors import ProofError
from tests.core.trust.cards import CARD, card


def test_the_card_of_a_text_is_that_of_its_sheet() -> None:
    assert card_in(CARD) == card()
    assert card_in(CARD) is card_in(CARD), "read once"


def test_a_sheet_with_errors_has_no_card() -> None:
    with pytest.raises(ProofError, match="errors"):
        card_in("gala: 1")
