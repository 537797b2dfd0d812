"""Telling each mistake once: what is written once may stand in many places of a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import ErrorDetails

from .keys import without_kind
from .origins import Origins
from .problem import Finding, Path
from .rules import Rule

UNUSED = frozenset({Rule.UNUSED_WAIVER, Rule.UNUSED_EVIDENCE})
"""Rules about what is of no use: broken only if it is of no use in any place."""


def told_once(findings: Iterable[Finding], origins: Origins) -> Iterator[Finding]:
    """Yield the findings without those that only repeat another, in a loop or by a template."""
    first: dict[Any, Path] = {}
    unused: defaultdict[Any, dict[Path, Finding]] = defaultdict(dict)
    for finding in findings:
        spot = origins.spot(finding.path)
        if spot.of is None:
            yield finding
            continue
        place = (finding.rule, spot.file.name, spot.path)
        if finding.rule in UNUSED:
            unused[place][finding.path] = finding
            if len(unused[place]) == origins.uses(spot):
                yield finding
        elif (
            first.setdefault((place, finding.severity, finding.waiver), finding.path)
            == finding.path
        ):
            yield finding


def errors_once(errors: list[ErrorDetails], origins: Origins) -> list[ErrorDetails]:
    """The errors without those that only repeat another."""
    if origins.is_plain:
        return errors
    first: dict[Any, Path] = {}
    told = []
    for error in errors:
        path = without_kind(error["loc"])
        spot = origins.spot(path)
        if first.setdefault((error["type"], spot.file.name, spot.path), path) == path:
            told.append(error)
    return told


def bounded(findings: Iterable[Finding], origins: Origins, most: int) -> Iterator[Finding]:
    """Yield findings until there are `most` that do not repeat another."""
    seen: set[Any] = set()
    count = 0
    for finding in findings:
        yield finding
        spot = origins.spot(finding.path)
        place = (finding.rule, spot.file.name, spot.path)
        if spot.of is None or place not in seen:
            seen.add(place)
            count += 1
            if count == most:
                return
