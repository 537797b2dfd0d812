"""What changes of a sheet's times would lead to: what moves, what is missed, what is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from .check import check
from .checks import judged
from .differences import Difference, differences
from .draft import LISTS_WITH_IDS, draft_of
from .model import RunSheet
from .problem import PROBLEMS_MAX, Finding, Path, path_text
from .rules import Rule
from .running_order import Line, RunningOrder, running_order
from .weighing import weighed

OF_TIMES = (Rule.OVERLAP, Rule.BACKWARDS, Rule.BEFORE_START)
"""With these a sheet cannot go on air, and all the rest can still be judged."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A segment that is in both running orders and begins, opens or is drawn at another time."""

    before: Line
    after: Line

    @property
    def by_ms(self) -> int:
        """How much later it begins; negative for earlier."""
        return self.after.starts_ms - self.before.starts_ms


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is different; `edits` are the changes themselves, in words.

    `found` are findings of the check that were not there before, `gone` those that are no more.
    """

    before: RunningOrder
    after: RunningOrder
    edits: tuple[Difference, ...]
    moved: tuple[Moved, ...]
    found: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    fits: bool
    """Whether the changed sheet may go on air."""

    @property
    def windows(self) -> tuple[Moved, ...]:
        """What moves and has a window or a draw."""
        return tuple(one for one in self.moved if one.after.window or one.after.draw)


def outcome(old: RunSheet, new: RunSheet) -> Outcome:
    """Return what `new` is against `old`; neither need be fit to go on air."""
    before, after = running_order(old), running_order(new)
    were, _ = _by_what(old)
    are, whole = _by_what(new)
    return Outcome(
        before,
        after,
        tuple(one for one in differences(old, new) if one.what not in ("starts", "finish")),
        tuple(_moved(before, after)),
        tuple(finding for what, finding in are.items() if what not in were),
        tuple(finding for what, finding in were.items() if what not in are and whole),
        all((one.severity or one.rule.severity) != "error" for one in are.values()),
    )


def findings_of(sheet: RunSheet) -> tuple[list[Finding], bool]:
    """Return what the check finds of a sheet that is there as a model, without what is waived.

    And whether all of it could be judged: not when references lead nowhere, say.
    """
    ids = {name: [{"id": one.id} for one in getattr(sheet, name) or ()] for name in LISTS_WITH_IDS}
    found = list(islice(check(draft_of(ids, sheet)), PROBLEMS_MAX))
    whole = all(one.rule in OF_TIMES or one.rule.severity == "warning" for one in found)
    if whole:
        found += islice(judged(sheet), PROBLEMS_MAX)
    told = [one for one in weighed(found, sheet) if one.waiver is None]
    return [one for one in told if whole or one.rule is not Rule.UNUSED_WAIVER], whole


def _moved(before: RunningOrder, after: RunningOrder) -> Iterator[Moved]:
    were = {line.segment.id: line for line in before.lines}
    for line in after.lines:
        was = were.get(line.segment.id)
        if was and (was.starts_ms, was.window, was.draw) != (
            *(line.starts_ms, line.window, line.draw),
        ):
            yield Moved(was, line)


def _by_what(sheet: RunSheet) -> tuple[Mapping[tuple[str, str, str], Finding], bool]:
    """All findings by rule, place and words; places go by ids, for an index may shift."""
    found, whole = findings_of(sheet)
    return {(one.rule.code, place_of(sheet, one.path), one.message.en): one for one in found}, whole


def place_of(sheet: RunSheet, path: Path) -> str:
    """Return a path with a segment's id in place of its index: `segments.opening.length`."""
    if len(path) > 1 and path[0] == "segments" and isinstance(path[1], int):
        return ".".join(("segments", sheet.segments[path[1]].id, *map(str, path[2:])))
    return path_text(path)
