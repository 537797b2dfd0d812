import pytest

from gala.console.orders.cursor import BEGINNING, CHARS_MAX, read_cursor, written


def test_a_cursor_can_be_read_again() -> None:
    cursor = {"pens": "17-0", "cups-2": "3-12"}
    assert written(cursor) == "cups-2.3-12~pens.17-0"
    assert read_cursor(written(cursor)) == cursor
    assert read_cursor(written(BEGINNING)) == BEGINNING


@pytest.mark.parametrize(
    "text", ["x", "pens.", "pens.1", "pens.1-0~", "pens.1-0~pens.2-0", "Pens.1-0", "pens.1-0\n"]
)
def test_what_is_no_cursor(text: str) -> None:
    assert read_cursor(text) is None


def test_a_cursor_has_an_end() -> None:
    assert read_cursor("~".join(f"w{n}.1-0" for n in range(CHARS_MAX))) is None
