"""Sentences and clauses of a text in Chinese, in English, or in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ENDS = "。！？!?…\n"
"""What ends a sentence by itself. A full stop of English does so before white space."""
SENTENCE_CHARACTERS_MAX = 400

_END = re.compile(
    rf"[{ENDS}]+[”’\"』」）)]*|(?<!\bNo)(?<!\bno)(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bMs)\.[”’\")]*(?=\s|$)"
)
_CLAUSE = re.compile(
    r"[，；：—]|(?<!\d)[,;:]|[,;:](?!\d)|(?=但是?|可是|不过|然而)|(?i:(?<=\s)(?=but\b|yet\b))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and where it begins in it, in characters."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Piece]:
    """Yield the sentences of a text, each with what ends it; none longer than 400 characters."""
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        for left in range(start, end, SENTENCE_CHARACTERS_MAX):
            yield Piece(text[left : min(end, left + SENTENCE_CHARACTERS_MAX)], left)
        start = end


def clause(sentence: str, start: int, end: int) -> Piece:
    """Return the clause of a sentence in which a word stands, from its `start` to its `end`."""
    left, right = 0, len(sentence)
    for cut in _CLAUSE.finditer(sentence):
        if cut.end() <= start:
            left = cut.end()
        elif cut.start() >= end:
            right = cut.start()
            break
    return Piece(sentence[left:right], left)
