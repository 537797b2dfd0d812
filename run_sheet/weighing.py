"""What becomes of findings by a sheet's own settings and waivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .model import RunSheet
from .problem import Finding, Path
from .rules import Rule
from .said import Said
from .waivers import Waiver


def weighed(findings: Iterable[Finding], sheet: RunSheet) -> Iterator[Finding]:
    """Yield the findings as the sheet has them: dropped, of another severity, or waived.

    A waiver counts for its rule within the part of the sheet in which it stands; one that nothing
    needs is a finding itself.
    """
    severities = dict(sheet.rules or ())
    waivers = list(waivers_in(sheet))
    used: set[Path] = set()
    for finding in findings:
        if not finding.rule.lenient:
            yield finding
            continue
        severity = severities.get(finding.rule.code, finding.rule.severity)
        if severity == "off":
            continue
        waiver = None
        for path, one in waivers:
            if one.rule == finding.rule.code and finding.path[: len(path) - 2] == path[:-2]:
                used.add(path)
                waiver = waiver or one
        yield replace(finding, severity=severity, waiver=waiver)
    for path, one in waivers:
        if path not in used:
            yield Finding(
                Rule.UNUSED_WAIVER,
                path,
                Said(f"这里没有违反 {one.rule}，豁免无用", f"{one.rule} is not broken here"),
                Said("删掉这条豁免", "delete the waiver"),
            )


def waivers_in(sheet: RunSheet) -> Iterator[tuple[Path, Waiver]]:
    """Yield all waivers of a sheet, each with its path: the part that has it, `waive`, an index."""
    yield from _waivers((), sheet)


def _waivers(path: Path, value: object) -> Iterator[tuple[Path, Waiver]]:
    if isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _waivers((*path, index), inner)
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:  # type: ignore[attr-defined]
            inner = getattr(value, name)
            if name == "waive":
                for index, waiver in enumerate(inner or ()):
                    yield (*path, "waive", index), waiver
            else:
                yield from _waivers((*path, name), inner)
