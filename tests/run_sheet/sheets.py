"""A scenario language for bad sheets: the problem stands under the place it must point at.

    length: 90
    #       ^ GS106

A line that begins with `#` and holds `^ CODE` names problems of the line above it, at the column of
each `^`; `#< CODE` is for the first column. `judge` demands exactly these problems and no others.
"""

import re
from textwrap import dedent

from run_sheet import Parsed, Problem, parse

HEAD = """\
gala: 1
id: test
title: Test
start: 2021-06-15T20:21:00+08:00
draw_terms: {text: Ask the box office, kept_days: 730}
outlets:
  - {id: app, title: App, delay: 0s}
  - {id: tv, title: TV, delay: 6s}
rooms:
  - {id: beauty, title: Beauty, host: Room host, capacity: 1000}
goods:
  - {id: lipstick, title: Lipstick, price_fen: 19900, note: Counter price}
segments:
"""
"""Everything before the segments, valid, for scenarios that are about segments."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
_OPEN = re.compile(r"\{(label|see|message)\}")
_MARK = re.compile(r"[\^<] (GS\d{3})")


def marked(text: str) -> list[tuple[str, int, int]]:
    """The (code, line, column) that a marked sheet expects."""
    expected = []
    subject = 0
    for number, line in enumerate(text.split("\n"), start=1):
        marks = list(_MARK.finditer(line)) if line.startswith("#") else []
        if not marks:
            subject = number
        for mark in marks:
            column = 1 if mark[0][0] == "<" else mark.start() + 1
            expected.append((mark[1], subject, column))
    return sorted(expected, key=lambda each: (each[1], each[2], each[0]))


def assert_said(problem: Problem) -> None:
    """A problem is told in Chinese and in English, and nothing is left open in either."""
    for zh, en in zip(problem.zh, (problem.message, problem.hint), strict=True):
        assert _CHINESE.search(zh), (zh, en)
        assert re.search("[a-z]", en), (zh, en)
        assert zh != en
        assert not _OPEN.search(zh + en), (zh, en)


def assert_answered(parsed: Parsed) -> None:
    """Whatever came in, the answer is a sheet, or problems that each say where and what to do."""
    assert (parsed.sheet is None) == bool(parsed.errors)
    for each in parsed.problems:
        assert each.line >= 1
        assert each.column >= 1
        assert each.message
        assert each.hint
        assert "Input should" not in each.message
    positions = [(each.file or "", each.line, each.column) for each in parsed.problems]
    assert positions == sorted(positions)


def judge(text: str, *, head: str = "", files: dict[str, str] | None = None) -> Parsed:
    """Parse a marked sheet, hold the problems to its marks, and return what came of it.

    The files that it includes are marked too.
    """
    whole = head + dedent(text).removeprefix("\n")
    beside = {name: dedent(each).removeprefix("\n") for name, each in (files or {}).items()}
    parsed = parse(whole, files=beside)
    found = [(each.file or "", each.code, each.line, each.column) for each in parsed.problems]
    expected = [
        (name, *mark) for name in sorted({"", *beside}) for mark in marked(beside.get(name, whole))
    ]
    assert found == expected, parsed.report()
    for each in parsed.problems:
        assert_said(each)
    assert (parsed.sheet is None) == bool(parsed.errors)
    return parsed


def judge_segments(text: str, files: dict[str, str] | None = None) -> Parsed:
    """Judge marked segments under a valid head."""
    return judge(text, head=HEAD, files=files)


def messages(parsed: Parsed) -> str:
    """All messages and hints, to look for words in."""
    return "\n".join(f"{each.message} ({each.hint})" for each in parsed.problems)
