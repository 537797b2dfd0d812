import pytest

from gala.core.orders.book import OrderKey
from gala.core.orders.names import REFERENCE_CHARS_MAX, is_reference, order_id, read_order_id


def test_an_id_can_be_read_again() -> None:
    key = OrderKey("app", 17, 2)
    assert order_id("pens-one-fen", key) == "pens-one-fen.app.17.2"
    assert read_order_id("pens-one-fen.app.17.2") == ("pens-one-fen", key)


@pytest.mark.parametrize(
    "text", ["", "pens", "pens.app.17", "pens.app.0.1", "pens.app.1.01", "Pens.app.1.1", "a.b.1.1 "]
)
def test_what_is_no_id(text: str) -> None:
    assert read_order_id(text) is None


def test_references_have_no_spaces_and_an_end() -> None:
    assert is_reference("pay_2021:06-15.7")
    assert is_reference("x" * REFERENCE_CHARS_MAX)
    for text in ("", "-", "a b", "a\n", "é", "x" * (REFERENCE_CHARS_MAX + 1)):
        assert not is_reference(text)
