"""From bytes to text: size, encoding and characters, before any YAML is read."""

from __future__ import annotations

import re

from .problem import Problem, problem
from .rules import Rule
from .said import Said

SOURCE_BYTES_MAX = 4 * 1024 * 1024

# Line separators other than \n and \r\n would make our line numbers differ from the editor's, and
# direction marks and breaks of no width make text read otherwise than it is stored, and hide words
# from the check: no place for them in a sheet.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\u00ad\u061c\u200b\u200e\u200f\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""A character that has no place in a sheet, in its text or by a YAML escape."""
LINE_CHARACTERS_MAX = 100_000
_LINE_BREAK = re.compile("\r\n|\n|\r")


def read_text(source: bytes | str) -> str | Problem:
    """The text of a sheet without a byte order mark, or the problem that keeps it from being read.

    Never raises. Only the first such problem is told: past it, nothing can be judged.
    """
    if len(source) > SOURCE_BYTES_MAX:
        return problem(
            Rule.TOO_LARGE,
            (1, 1),
            (),
            Said("文件超过 4 MiB", "the file is larger than 4 MiB"),
            Said(
                "流程单是几 KB 到几十 KB 的文字；是不是选错了文件？",
                "a run sheet is text of some kilobytes; is this the right file?",
            ),
        )
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            before = source[: error.start].decode("utf-8")
            return problem(
                Rule.NOT_UTF8,
                _position(before),
                (),
                Said("从这里起不是 UTF-8 文字", "the file is not UTF-8 text from here on"),
                Said(
                    "把文件存为 UTF-8；是不是选错了文件？",
                    "save the file as UTF-8; is this the right file?",
                ),
            )
    else:
        text = source
    text = text.removeprefix("\ufeff")
    bad = UNSEEN.search(text)
    if bad is not None:
        return problem(
            Rule.BAD_CHARACTER,
            _position(text[: bad.start()]),
            (),
            *unseen_said(bad.group()),
        )
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        if len(line) > LINE_CHARACTERS_MAX:
            # The parser takes quadratic time for some long lines.
            return problem(
                Rule.LONG_LINE,
                (number, LINE_CHARACTERS_MAX + 1),
                (),
                Said(
                    f"这一行超过 {LINE_CHARACTERS_MAX:,} 个字符",
                    f"this line has more than {LINE_CHARACTERS_MAX:,} characters",
                ),
                Said(
                    "分成几行；是不是选错了文件？",
                    "break it into several lines; is this the right file?",
                ),
            )
    return text


def unseen_said(character: str) -> tuple[Said, Said]:
    """Say which character cannot be seen, and what to do."""
    return (
        Said(
            f"这里有一个看不见的字符（U+{ord(character):04X}）",
            f"an invisible character (U+{ord(character):04X}) stands here",
        ),
        Said(
            "删掉它；这种字符多半是复制带来的，或者文件不是文字",
            "delete it; such characters come with copied text or from a file that is not text",
        ),
    )


def _position(before: str) -> tuple[int, int]:
    lines = _LINE_BREAK.split(before.removeprefix("\ufeff"))
    return len(lines), len(lines[-1]) + 1
