import pytest

from run_sheet import Problem
from run_sheet.source import LINE_CHARACTERS_MAX, SOURCE_BYTES_MAX, read_text


def refused(source: bytes | str) -> tuple[str, int, int]:
    answer = read_text(source)
    assert isinstance(answer, Problem)
    return answer.code, answer.line, answer.column


def test_text_comes_back_without_its_byte_order_mark() -> None:
    assert read_text("晚会\r\n".encode("utf-8-sig")) == "晚会\r\n"
    assert read_text("\ufeffa") == "a"


def test_size_is_limited_in_bytes_and_in_characters() -> None:
    line = "x" * 99 + "\n"
    assert isinstance(read_text(line * (SOURCE_BYTES_MAX // 100)), str)
    assert refused(line * (SOURCE_BYTES_MAX // 100 + 1)) == ("GS001", 1, 1)
    assert refused(b"\xff" * (SOURCE_BYTES_MAX + 1)) == ("GS001", 1, 1)


def test_a_byte_that_is_not_utf8_is_pointed_at() -> None:
    assert refused("gala: 1\nid: é".encode("latin-1")) == ("GS002", 2, 5)
    assert refused(b"\xef\xbb\xbf\xff") == ("GS002", 1, 1)


@pytest.mark.parametrize(
    "bad",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u202e",
        "\ud800",
        "\ufffe",
        "\ufeff",
        "\u200b",
        "\xad",
    ],
)
def test_characters_that_cannot_be_seen_are_pointed_at(bad: str) -> None:
    assert refused(f"gala: 1\r\nid: {bad}") == ("GS003", 2, 5)


def test_emoji_tabs_and_every_line_break_are_text() -> None:
    text = "a: 🎉\tb\r\nc: d\re: f\n"
    assert read_text(text) == text


def test_very_long_lines_are_refused() -> None:
    assert isinstance(read_text("a\n" + "x" * LINE_CHARACTERS_MAX), str)
    answer = refused("a\n" + "x" * (LINE_CHARACTERS_MAX + 1))
    assert answer == ("GS016", 2, LINE_CHARACTERS_MAX + 1)
