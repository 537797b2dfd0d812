"""Which evidence of a sheet answers what is said while one of its segments is on air."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from .evidence import Evidence
from .model import RunSheet


def evidence_around(sheet: RunSheet, segment: str) -> list[Evidence]:
    """Return what may be leaned on in a segment: of the sheet, its promises, and the segment with
    the goods that it sells. An id that the sheet has not has the first two.
    """
    found = [*(sheet.evidence or ()), *_within(sheet.promises)]
    in_rooms = (one for room in sheet.rooms for one in room.segments or ())
    for one in (*sheet.segments, *in_rooms):
        if one.id == segment:
            goods = getattr(one, "goods", None)
            found += _within(one)
            found += _within(tuple(good for good in sheet.goods if good.id == goods))
    return found


def answered(evidence: Iterable[Evidence], term: str, sentence: str) -> bool:
    """Whether there is evidence for words of the sentence that `term` is among."""
    small = sentence.lower()
    terms = list(_spans(small, term.lower()))
    return any(
        start < end_of_term and start_of_term < end
        for one in evidence
        for words in {one.claim.zh.lower(), one.claim.en.lower()}
        for start, end in _spans(small, words)
        for start_of_term, end_of_term in terms
    )


def _spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _within(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _within(inner)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _within(getattr(value, name))
