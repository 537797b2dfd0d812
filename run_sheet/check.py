"""The cross checks: whether the parts of a sheet fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import nouns
from .draft import Draft, timed
from .duplicates import duplicate_ids
from .problem import Finding
from .room_segments import room_segment_findings
from .timing import timing_findings
from .trust_checks import trust_findings

_ENTRIES = {
    "outlets": nouns.OUTLET,
    "rooms": nouns.ROOM,
    "goods": nouns.GOODS,
    "merchants": nouns.MERCHANT,
    "guarantees": nouns.GUARANTEE,
    "tiers": nouns.TIER,
    "auditors": nouns.AUDITOR,
    "promises": nouns.PROMISE,
    "segments": nouns.SEGMENT,
}


def check(draft: Draft) -> Iterator[Finding]:
    """Everything that does not fit, as far as the valid parts of the sheet show it."""
    for name, what in _ENTRIES.items():
        ids = draft.ids[name]
        yield from duplicate_ids(what, (*ids, *draft.room_ids) if name == "segments" else ids)
    for index, mended in enumerate(draft.segments):
        if mended is not None:
            for finding in mended.segment.findings(draft.declared):
                if finding.path[0] in mended.stand_ins:
                    continue
                prefix = ("segments", index)
                see = None if finding.see is None else (*prefix, *finding.see)
                yield replace(finding, path=(*prefix, *finding.path), see=see)
    for path, order in draft.in_rooms:
        for index, mended in enumerate(order):
            for finding in () if mended is None else room_segment_findings(mended.segment):
                yield replace(finding, path=(*path, "segments", index, *finding.path))
    yield from trust_findings(draft.trust)
    if draft.start is not None:
        yield from timing_findings(draft.start, draft.timed())
        for path, order in draft.in_rooms:
            yield from timing_findings(draft.start, timed(order), path, opens_later=True)
