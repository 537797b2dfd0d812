from hypothesis import given
from hypothesis import strategies as st

from run_sheet import Text
from run_sheet.compose import compose
from run_sheet.writing import scalar, sequence, text_value


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


def test_one_text_for_both_languages_stands_once() -> None:
    assert text_value(Text(zh="笔", en="笔")) == "笔"
    assert text_value(Text(zh="笔", en="Pen: red")) == '{zh: 笔, en: "Pen: red"}'


def test_a_list() -> None:
    assert sequence(("refund", "616")) == '[refund, "616"]'
