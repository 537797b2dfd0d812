"""The cross checks: whether the parts of a sheet fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import nouns
from .draft import Draft
from .duplicates import duplicate_ids
from .problem import Finding
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
        yield from duplicate_ids(what, draft.ids[name])
    for index, mended in enumerate(draft.segments):
        if mended is not None:
            for finding in mended.segment.findings(draft.declared):
                if finding.path[0] in mended.stand_ins:
                    continue
                prefix = ("segments", index)
                see = None if finding.see is None else (*prefix, *finding.see)
                yield replace(finding, path=(*prefix, *finding.path), see=see)
    yield from trust_findings(draft.trust)
    if draft.start is not None:
        yield from timing_findings(draft.start, draft.timed())
