import pytest
import yaml

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
        ('a: "\\q"\n', "GS005", 1, 5, "escape"),
        ("a: 1\n...\n%b\n", "GS005", 3, 3, "follows"),
        ("[a, b] c\n", "GS005", 1, 8, "follows"),
        ("a: 1\n\tb: 2\n", "GS015", 2, 1, "tab"),
        ('a: "\\ud800"\n', "GS005", 1, 7, "character itself"),
        ('a: "x" y\n', "GS005", 1, 8, "does not fit"),
        ("%YAML 9.9\n---\na: 1\n", "GS005", 1, 1, "%YAML"),
    ],
)
def test_a_syntax_error_in_plain_words(
    text: str, code: str, line: int, column: int, word: str
) -> None:
    (found,) = parse(text).problems
    assert (found.code, found.line, found.column) == (code, line, column)
    assert word in f"{found.message} {found.hint}"


@pytest.mark.parametrize(
    "text",
    [
        *("a:\n\tb: 1\n", "title: a: b\n", "a: 1\n  b: 2\n", "a: {b: 1\n", "a: 'open\n", "a: @b\n"),
        *("- a\nb: 1\n", "a: & b\n", 'a: "\\q"\n', "a: 1\n...\n%b\n", "%YAML 9.9\n---\na: 1\n"),
    ],
)
def test_it_says_the_same_without_libyaml(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (by_libyaml,) = parse(text).problems
    monkeypatch.setattr("run_sheet.compose._LOADER", yaml.SafeLoader)
    (by_python,) = parse(text).problems
    assert by_python.code == by_libyaml.code
    assert (by_python.message, by_python.hint) == (by_libyaml.message, by_libyaml.hint)


def test_what_has_no_words_of_its_own_says_what_the_parser_says() -> None:
    (found,) = parse('a: "\\xZZ"').problems
    assert found.hint.startswith("the parser says: ")


def test_every_meaning_says_what_to_do() -> None:
    assert all(all((*message, *hint)) for _, message, hint in _MEANINGS)
