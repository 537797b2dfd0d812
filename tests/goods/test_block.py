from hypothesis import given
from hypothesis import strategies as st

from gala.goods.block import good_lines, scalar
from run_sheet import Good
from run_sheet.compose import compose


@given(st.text(alphabet=" \n\t'\"#:,-?[]{}&*!|>%@`=<~\\ab笔0.1e+", max_size=12))
def test_a_scalar_is_read_as_what_it_was(text: str) -> None:
    document = compose(f"x: {{zh: {scalar(text)}, en: b}}\ny: {scalar(text)}\n")
    assert not document.problems
    assert document.data == {"x": {"zh": text, "en": "b"}, "y": text}


def test_what_needs_no_quotes_has_none() -> None:
    assert [scalar(text) for text in ("iPhone 12 128GB", "616", "true", "a, b", "标价")] == [
        "iPhone 12 128GB",
        '"616"',
        '"true"',
        '"a, b"',
        "标价",
    ]


def test_an_entry_in_the_manner_of_the_shows() -> None:
    fields = {
        "id": "pen",
        "title": {"zh": "笔", "en": "Pen"},
        "price_fen": 900,
        "note": "标价",
        "merchant": "616",
        "guarantees": ["refund", "freight"],
    }
    assert good_lines(Good.model_validate(fields)) == [
        "  - id: pen",
        "    title: {zh: 笔, en: Pen}",
        "    price_fen: 900",
        "    note: 标价",
        '    merchant: "616"',
        "    guarantees: [refund, freight]",
    ]
