import pytest

from run_sheet import parse
from run_sheet.syntax import _MEANINGS


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "word"),
    [
        ("a:\n\tb: 1\n", "GS015", 2, 1, "tab"),
        ("title: a: b\n", "GS005", 1, 9, "quotes"),
        ("a: 1\nnonsense\nb: 2\n", "GS005", 3, 1, "without its `:`"),
        ("a: 1\n  b: 2\n", "GS005", 2, 4, "indentation"),
        ("a: {b: 1\n", "GS005", 2, 1, "not closed"),
        ("a: [1, 2\nb: 3\n", "GS005", 2, 2, "`]`"),
        ("a: 'open\n", "GS005", 2, 1, "never closed"),
        ("a: @b\n", "GS005", 1, 4, "quotes"),
        ("a: %b\n", "GS005", 1, 4, "quotes"),
        ("- a\nb: 1\n", "GS005", 2, 1, "does not fit"),
        ("a: & b\n", "GS005", 1, 5, "anchors"),
        ('a: "\\q"\n', "GS005", 1, 6, "escape"),
        ("a: 1\n...\n%b\n", "GS005", 4, 1, "follows"),
        ("%YAML 9.9\n---\na: 1\n", "GS005", 1, 1, "%YAML"),
    ],
)
def test_a_syntax_error_in_plain_words(
    text: str, code: str, line: int, column: int, word: str
) -> None:
    (found,) = parse(text).problems
    assert (found.code, found.line, found.column) == (code, line, column)
    assert word in f"{found.message} {found.hint}"


def test_what_has_no_words_of_its_own_says_what_the_parser_says() -> None:
    (found,) = parse('a: "\\xZZ"').problems
    assert found.hint.startswith("the parser says: ")


def test_every_meaning_says_what_to_do() -> None:
    assert all(all((*message, *hint)) for _, message, hint in _MEANINGS)
